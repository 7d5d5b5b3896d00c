using System.Security.Cryptography;
using System.Text;

namespace LinkWatch.Alerting.Unsubscribing;

/// <summary>
/// Addresses in mails that end an owner's mails about a site with one click (RFC 8058), or the alerts about one link: signed, so that
/// nobody can end another's. Whoever asks with GET is only shown a question, for mail scanners follow every link.
/// </summary>
/// <param name="publicUrl">Where the HTTP API is reached from outside.</param>
/// <param name="keys">What signs.</param>
public sealed class UnsubscribeLinks(Uri publicUrl, UnsubscribeKeys keys)
{
    public const string Path = "unsubscribe";
    public const string MutePath = "mute";

    public Uri For(string siteId, string owner) => Signed(Path, siteId, "owner", owner);

    /// <summary>Ends the alerts about a link.</summary>
    public Uri ForMute(string siteId, string linkId) => Signed(MutePath, siteId, "link", linkId);

    /// <summary>Whether these are the parts of a link that was made here.</summary>
    public bool IsOurs(string siteId, string owner, string key, string signature) =>
        keys.Verifies(key, signature, Text(Path, siteId, owner));

    /// <inheritdoc cref="IsOurs"/>
    public bool IsOursToMute(string siteId, string linkId, string key, string signature) =>
        keys.Verifies(key, signature, Text(MutePath, siteId, linkId));

    private Uri Signed(string path, string siteId, string name, string value)
    {
        var (key, signature) = keys.Sign(Text(path, siteId, value));
        var folder = publicUrl.AbsoluteUri.TrimEnd('/');
        return new Uri($"{folder}/{path}?site={Uri.EscapeDataString(siteId)}&{name}={Uri.EscapeDataString(value)}&key="
            + $"{Uri.EscapeDataString(key)}&signature={signature}");
    }

    private static string Text(string path, string siteId, string value) => $"{path}\n{siteId}\n{value}";
}

/// <summary>
/// The secrets that sign unsubscribe links, by id. The first one signs, all of them verify: a new one is put in front, and links in mails
/// that were sent before stay good until the old one is taken out.
/// </summary>
public sealed class UnsubscribeKeys
{
    private const int SecretBytes = 32;

    private readonly Dictionary<string, byte[]> secrets = new(StringComparer.Ordinal);
    private readonly string first;

    private UnsubscribeKeys(IReadOnlyList<(string Id, byte[] Secret)> keys)
    {
        first = keys[0].Id;
        foreach (var (id, secret) in keys) secrets.Add(id, secret);
    }

    /// <summary>A key as a line of a key file, with a secret of its own.</summary>
    public static string NewLine(string id) => $"{id} {Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SecretBytes))}";

    /// <param name="lines">An id and a secret in hexadecimal a line, the one that signs first.</param>
    /// <exception cref="FormatException">There is no key, an id comes twice, or a secret is shorter than 32 bytes.</exception>
    public static UnsubscribeKeys Parse(IEnumerable<string> lines)
    {
        var keys = lines.Select(line => line.Trim()).Where(line => line.Length > 0).Select(KeyOf).ToList();
        if (keys.Count == 0) throw new FormatException("there is no key in it");
        if (keys.DistinctBy(key => key.Id).Count() < keys.Count) throw new FormatException("a key's id comes twice");
        return new UnsubscribeKeys(keys);
    }

    public (string Id, string Signature) Sign(string text) => (first, Signature(secrets[first], text));

    public bool Verifies(string id, string signature, string text) =>
        secrets.TryGetValue(id, out var secret)
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Signature(secret, text)), Encoding.UTF8.GetBytes(signature));

    private static string Signature(byte[] secret, string text) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(text)));

    private static (string Id, byte[] Secret) KeyOf(string line)
    {
        if (line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is not [var id, var hex])
            throw new FormatException("a line is an id and a secret");
        var secret = Convert.FromHexString(hex);
        return secret.Length >= SecretBytes
            ? (id, secret)
            : throw new FormatException($"the secret of key '{id}' is shorter than {SecretBytes} bytes");
    }
}
