using System.Security.Cryptography;
using System.Text;

namespace LinkWatch.Signing;

/// <summary>
/// The secrets that sign the links in mails, sign-in links, sessions and forms, by id; each use signs under a name of its own. The first
/// one signs, all of them verify: a new one is put in front, and what was signed before stays good until the old one is taken out.
/// </summary>
public sealed class SigningKeys
{
    private const int SecretBytes = 32;

    private readonly Dictionary<string, byte[]> secrets = new(StringComparer.Ordinal);
    private readonly string first;

    private SigningKeys(IReadOnlyList<(string Id, byte[] Secret)> keys)
    {
        first = keys[0].Id;
        foreach (var (id, secret) in keys) secrets.Add(id, secret);
    }

    /// <summary>A key as a line of a key file, with a secret of its own.</summary>
    public static string NewLine(string id) => $"{id} {Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SecretBytes))}";

    /// <param name="lines">An id and a secret in hexadecimal a line, the one that signs first.</param>
    /// <exception cref="FormatException">There is no key, an id comes twice, or a secret is shorter than 32 bytes.</exception>
    public static SigningKeys Parse(IEnumerable<string> lines)
    {
        var keys = lines.Select(line => line.Trim()).Where(line => line.Length > 0).Select(KeyOf).ToList();
        if (keys.Count == 0) throw new FormatException("there is no key in it");
        if (keys.DistinctBy(key => key.Id).Count() < keys.Count) throw new FormatException("a key's id comes twice");
        return new SigningKeys(keys);
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
