namespace LinkWatch.Links;

/// <summary>What a backlink must point to, to count as that backlink.</summary>
public sealed record LinkTarget(WebUrl Url, MatchMode Mode = MatchMode.Page)
{
    /// <summary>Whether a link to <paramref name="href"/> is the tracked link.</summary>
    public bool Matches(WebUrl href) => Mode switch
    {
        MatchMode.Domain => IsSameSite(href),
        MatchMode.Exact => UrlIdentity.Normalize(Url) == UrlIdentity.Normalize(href),
        _ => UrlIdentity.IsSamePage(Url, href),
    };

    /// <summary>Whether <paramref name="href"/> leads to the same site (host or below, ignoring a leading <c>www.</c>), whatever the page.</summary>
    public bool IsSameSite(WebUrl href) => href.Host == Url.Host || href.Host.EndsWith("." + Url.Host, StringComparison.Ordinal);
}
