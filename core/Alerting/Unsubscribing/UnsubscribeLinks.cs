using LinkWatch.Signing;

namespace LinkWatch.Alerting.Unsubscribing;

/// <summary>
/// Addresses in mails that end an owner's mails about a site with one click (RFC 8058), or the alerts about one link: signed, so that
/// nobody can end another's. Whoever asks with GET is only shown a question, for mail scanners follow every link.
/// </summary>
/// <param name="publicUrl">Where the HTTP API is reached from outside.</param>
/// <param name="keys">What signs.</param>
public sealed class UnsubscribeLinks(Uri publicUrl, SigningKeys keys)
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
