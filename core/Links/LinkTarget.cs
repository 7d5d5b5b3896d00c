using LinkWatch.Urls;

namespace LinkWatch.Links;

/// <summary>What a backlink must point to, to count as that backlink.</summary>
public sealed record LinkTarget(WebUrl Url, MatchMode Mode = MatchMode.Page)
{
    /// <summary>
    /// Whether a link to <paramref name="href"/> on the page <paramref name="referrer"/> is the tracked link. Only http and https lead
    /// anywhere.
    /// </summary>
    public bool Matches(WebUrl href, Referrer referrer) => href.IsHttp && Mode switch
    {
        MatchMode.Domain => IsSameSite(href),
        MatchMode.Exact => UrlIdentity.IsSameAddress(Url, href),
        _ => UrlIdentity.IsSamePage(Url, href, referrer),
    };

    /// <summary>
    /// Whether <paramref name="href"/> leads to the same site (host or below, ignoring a leading <c>www.</c>), whatever the page and port.
    /// </summary>
    public bool IsSameSite(WebUrl href) => href.IsHttp && IsSameSite(href.HostSpan);

    /// <summary>The same of a host as a URL holds it: lower case, without the port.</summary>
    public bool IsSameSite(ReadOnlySpan<char> host)
    {
        var site = UrlIdentity.BareHost(Url.HostSpan);
        var other = UrlIdentity.BareHost(host);
        return !site.IsEmpty && other.EndsWith(site) && (other.Length == site.Length || other[^(site.Length + 1)] == '.');
    }
}
