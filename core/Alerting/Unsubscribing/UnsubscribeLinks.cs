namespace LinkWatch.Alerting.Unsubscribing;

/// <summary>
/// Addresses that end an owner's mails about a site with one click (RFC 8058): signed, so that nobody can end another's. Whoever asks with
/// GET is only shown a question, for mail scanners follow every link.
/// </summary>
/// <param name="publicUrl">Where the HTTP API is reached from outside.</param>
/// <param name="keys">What signs.</param>
public sealed class UnsubscribeLinks(Uri publicUrl, UnsubscribeKeys keys)
{
    public const string Path = "unsubscribe";

    public Uri For(string siteId, string owner)
    {
        var (key, signature) = keys.Sign(Signed(siteId, owner));
        var folder = publicUrl.AbsoluteUri.TrimEnd('/');
        return new Uri($"{folder}/{Path}?site={Uri.EscapeDataString(siteId)}&owner={Uri.EscapeDataString(owner)}&key="
            + $"{Uri.EscapeDataString(key)}&signature={signature}");
    }

    /// <summary>Whether these are the parts of a link that was made here.</summary>
    public bool IsOurs(string siteId, string owner, string key, string signature) => keys.Verifies(key, signature, Signed(siteId, owner));

    private static string Signed(string siteId, string owner) => $"unsubscribe\n{siteId}\n{owner}";
}
