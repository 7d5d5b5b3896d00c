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

    /// <summary>
    /// Whether two http(s) URLs are spellings of one page: scheme, a leading <c>www.</c>, one trailing slash, known tracking parameters
    /// and fragment are ignored; the port counts.
    /// </summary>
    public static bool IsSamePage(WebUrl a, WebUrl b)
    {
        if (!a.IsHttp || !b.IsHttp) return Normalize(a) == Normalize(b);
        return a.Parts.ExplicitPort == b.Parts.ExplicitPort
            && BareHost(a.HostSpan).SequenceEqual(BareHost(b.HostSpan))
            && IsSamePath(a.PathSpan, b.PathSpan)
            && IsSameQuery(a.QuerySpan, b.QuerySpan);
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

    private static bool IsSamePath(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        a = WithoutSlash(a);
        b = WithoutSlash(b);
        return a.SequenceEqual(b) || ((a.Contains('%') || b.Contains('%')) && PercentEncoding.Normalize(a) == PercentEncoding.Normalize(b));
    }

    private static ReadOnlySpan<char> WithoutSlash(ReadOnlySpan<char> path) => path.EndsWith('/') ? path[..^1] : path;

    private static bool IsSameQuery(ReadOnlySpan<char> a, ReadOnlySpan<char> b) =>
        a.SequenceEqual(b)
            || TrackingParameters.Remove(PercentEncoding.Normalize(a)) == TrackingParameters.Remove(PercentEncoding.Normalize(b));
}
