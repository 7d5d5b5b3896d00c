using System.Globalization;

namespace LinkWatch.Urls;

/// <summary>When two URLs are the same one, for the purpose at hand.</summary>
public static class UrlIdentity
{
    /// <summary>
    /// The URL that is fetched, without userinfo and fragment, escapes of unreserved characters decoded and the others upper-cased:
    /// the identity of a page to visit. Of a URL other than http(s) only the fragment is left out.
    /// </summary>
    public static string Normalize(WebUrl url)
    {
        var requested = url.Href.AsSpan(0, url.Parts.FragmentStart);
        if (!url.IsHttp) return requested.ToString();
        var hasUserinfo = url.Parts.HostStart > url.Parts.SchemeEnd + 3;
        if (!hasUserinfo && !requested.Contains('%')) return requested.Length == url.Href.Length ? url.Href : requested.ToString();
        var normalized = PercentEncoding.Normalize(requested[url.Parts.PathStart..]);
        return string.Concat(url.Scheme, "://", url.AuthoritySpan, normalized);
    }

    /// <summary>Whether two URLs are one address, whatever the spelling of its escapes; the fragment is ignored.</summary>
    public static bool IsSameAddress(WebUrl a, WebUrl b)
    {
        var (x, y) = (Normalize(a), Normalize(b));
        if (x == y) return true;
        return a.IsHttp && b.IsHttp && (x.Contains('%', StringComparison.Ordinal) || y.Contains('%', StringComparison.Ordinal))
            && a.Scheme == b.Scheme && a.AuthoritySpan.SequenceEqual(b.AuthoritySpan)
            && IsSameSpelling(a.PathSpan, b.PathSpan) && IsSameSpelling(a.QuerySpan, b.QuerySpan);
    }

    /// <summary>
    /// Whether two http(s) URLs are spellings of one page: scheme, a leading <c>www.</c>, one trailing slash, known tracking parameters
    /// and fragment are ignored; the port counts.
    /// </summary>
    public static bool IsSamePage(WebUrl a, WebUrl b) => IsSamePage(a, b, referrer: null);

    /// <summary>
    /// The same of a target and a link's address. A parameter in which the link names the page that it stands on, as many blogs add it to
    /// links that lead out, is ignored, unless the target names that parameter itself.
    /// </summary>
    public static bool IsSamePage(WebUrl target, WebUrl href, Referrer? referrer)
    {
        if (!target.IsHttp || !href.IsHttp) return Normalize(target) == Normalize(href);
        return target.Parts.ExplicitPort == href.Parts.ExplicitPort
            && BareHost(target.HostSpan).SequenceEqual(BareHost(href.HostSpan))
            && IsSameSpelling(WithoutSlash(target.PathSpan), WithoutSlash(href.PathSpan))
            && IsSameQuery(target.QuerySpan, href.QuerySpan, referrer);
    }

    /// <summary>A text that all spellings of one page share, as <see cref="IsSamePage(WebUrl, WebUrl)"/> tells them.</summary>
    public static string PageName(WebUrl url)
    {
        if (!url.IsHttp) return Normalize(url);
        var parameters = TrackingParameters.Without(PercentEncoding.Fold(url.QuerySpan));
        var path = PercentEncoding.Fold(WithoutSlash(url.PathSpan));
        return string.Create(
            CultureInfo.InvariantCulture, $"{BareHost(url.HostSpan)}:{url.Parts.ExplicitPort}{path}?{string.Join('&', parameters)}");
    }

    /// <summary>
    /// The host without a leading <c>www.</c> and without the root's dot. <c>www.com</c> is a name of its own:
    /// bared, it would own every <c>.com</c>.
    /// </summary>
    public static ReadOnlySpan<char> BareHost(ReadOnlySpan<char> host)
    {
        if (host.Length > 1 && host.EndsWith('.')) host = host[..^1];
        return host.StartsWith("www.") && host[4..].Contains('.') ? host[4..] : host;
    }

    /// <summary>Whether a host is a domain, or below it.</summary>
    public static bool IsWithin(
        ReadOnlySpan<char> host, ReadOnlySpan<char> domain, StringComparison comparison = StringComparison.Ordinal) =>
        host.EndsWith(domain, comparison) && (host.Length == domain.Length || host[^(domain.Length + 1)] == '.');

    private static bool IsSameSpelling(ReadOnlySpan<char> a, ReadOnlySpan<char> b) =>
        a.SequenceEqual(b) || ((a.Contains('%') || b.Contains('%')) && PercentEncoding.Fold(a) == PercentEncoding.Fold(b));

    private static ReadOnlySpan<char> WithoutSlash(ReadOnlySpan<char> path) => path.EndsWith('/') ? path[..^1] : path;

    private static bool IsSameQuery(ReadOnlySpan<char> target, ReadOnlySpan<char> href, Referrer? referrer)
    {
        if (target.SequenceEqual(href)) return true;
        var wanted = TrackingParameters.Without(PercentEncoding.Fold(target));
        var found = TrackingParameters.Without(PercentEncoding.Fold(href));
        return wanted.SequenceEqual(found, StringComparer.Ordinal)
            || (referrer is not null && found.Count > wanted.Count
                && wanted.SequenceEqual(TrackingParameters.WithoutReferrer(found, wanted, referrer), StringComparer.Ordinal));
    }
}
