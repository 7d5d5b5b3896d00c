using LinkWatch.Fetching;
using LinkWatch.Html;
using LinkWatch.Urls;

namespace LinkWatch.Judging;

/// <summary>The page that a page names as the one to be indexed in its place, by tag or header.</summary>
/// <param name="Url">Where it is; null where none is named, or where several disagree (then search engines ignore them all).</param>
/// <param name="Line">The tag or header that names it, as written.</param>
/// <param name="Disagree">Whether several were named that differ.</param>
public sealed record Canonical(WebUrl? Url, string? Line, bool Disagree)
{
    private static readonly Canonical None = new(null, null, Disagree: false);

    public static Canonical Of(PageReading reading, HttpFields headers, WebUrl final)
    {
        WebUrl? url = null;
        string? line = null;
        foreach (var (candidate, written) in Named(reading, headers, final))
        {
            if (url is not null && !UrlIdentity.IsSamePage(url, candidate)) return new(null, null, Disagree: true);
            (url, line) = (url ?? candidate, line ?? written);
        }

        return url is null ? None : new(url, line, Disagree: false);
    }

    /// <summary>
    /// Where another page than this one is named, its URL. The page itself with another scheme, <c>www.</c>, slash or tracking parameters
    /// is not another.
    /// </summary>
    public WebUrl? Elsewhere(WebUrl requested, WebUrl final) =>
        Url is null || UrlIdentity.IsSamePage(Url, final) || UrlIdentity.IsSamePage(Url, requested) ? null : Url;

    private static IEnumerable<(WebUrl Url, string Line)> Named(PageReading reading, HttpFields headers, WebUrl final)
    {
        foreach (var tag in reading.Canonicals)
        {
            if (tag.Href.IsHttp) yield return (tag.Href, tag.Tag);
        }

        foreach (var line in headers.All("Link"))
        {
            foreach (var href in LinkHeader.Canonicals(line))
            {
                if (WebUrl.TryParse(href, final, out var url) && url.IsHttp) yield return (url, $"Link: <{href}>; rel=\"canonical\"");
            }
        }
    }
}
