using LinkWatch.Signing;

namespace LinkWatch.Web.Badges;

/// <summary>Addresses of badges: signed, so that nobody guesses that of a site.</summary>
public sealed class BadgeLinks(SigningKeys keys)
{
    private const string Purpose = "badge";

    /// <param name="root">Where the HTTP API is reached.</param>
    /// <param name="siteId">Whose badge.</param>
    public Uri For(Uri root, string siteId)
    {
        var (key, signature) = keys.Sign(Text(siteId));
        var path = WebRoutes.Badge.Replace("{site}", Uri.EscapeDataString(siteId), StringComparison.Ordinal);
        return new Uri($"{root.AbsoluteUri.TrimEnd('/')}/{path}?key={Uri.EscapeDataString(key)}&signature={signature}");
    }

    public bool IsOurs(string siteId, string key, string signature) => keys.Verifies(key, signature, Text(siteId));

    private static string Text(string siteId) => $"{Purpose}\n{siteId}";
}
