using LinkWatch.Urls;

namespace LinkWatch.Alerting.Digests;

/// <summary>What a mail calls a page: its title and its domain. Titles are others' text, cut and made safe for one line. Pure.</summary>
internal static class PageName
{
    private const int MaxTitle = 80;

    /// <summary>"Best teas of 2026"; null if the page has no title that shows.</summary>
    public static string? Title(string? title) => PlainText.OneLine(title ?? "", MaxTitle) is { Length: > 0 } shown ? shown : null;

    /// <summary>"blog.example".</summary>
    public static string Domain(WebUrl url) =>
        url.Authority.StartsWith("www.", StringComparison.Ordinal) ? url.Authority["www.".Length..] : url.Authority;
}
