using LinkWatch.Urls;

namespace LinkWatch.Html;

/// <summary>What a page's relative addresses resolve against (https://html.spec.whatwg.org/#set-the-frozen-base-url).</summary>
internal static class BaseUrls
{
    /// <param name="href">Of the first <c>base</c> that has one, or null.</param>
    /// <param name="page">The page's own address, which stands in for a base that is none.</param>
    public static WebUrl Of(string? href, WebUrl page) =>
        WebUrl.TryParse(href, page, out var url) && url.Scheme is not ("data" or "javascript") ? url : page;
}
