using LinkWatch.Fetching;
using LinkWatch.Html;
using LinkWatch.Judging.Robots;
using LinkWatch.Links;
using LinkWatch.Urls;

namespace LinkWatch.Judging;

/// <summary>Whether search engines may index the page and follow its links: meta tags, headers, canonical.</summary>
internal static class Indexing
{
    /// <summary>The robots directives that apply to Googlebot, lower case.</summary>
    public static IReadOnlyList<string> Directives(PageAnswer page) => Read(page).Applied;

    /// <summary>Whether the page names another as its canonical, and that one was read: what it holds is counted there.</summary>
    public static bool IsCountedElsewhere(PageAnswer page) =>
        page.CanonicalPage is { Links.Count: > 0 } there && NamesAsCanonical(page, there.Url);

    /// <summary>Whether the page names another as its canonical, and that one could not be read.</summary>
    public static bool IsCanonicalUnseen(PageAnswer page) =>
        page.CanonicalPage is { IsReadable: false } there && NamesAsCanonical(page, there.Url);

    /// <summary>
    /// Whether the page names <paramref name="url"/>, another than itself, to be indexed in its place, and a search engine may read that.
    /// </summary>
    public static bool NamesAsCanonical(PageAnswer page, WebUrl url) => page.Robots.GooglebotRule is null && url.Equals(Elsewhere(page));

    private static WebUrl? Elsewhere(PageAnswer page) =>
        Canonical.Of(page.Reading!, page.Headers, page.Final).Elsewhere(page.Requested, page.Final);

    /// <param name="page">The page that was read.</param>
    /// <param name="isCountedElsewhere">
    /// Whether the canonical page holds the link too: then it is counted there, and nothing is lost by it.
    /// </param>
    /// <param name="findings">Where to put what is found.</param>
    public static void Weigh(PageAnswer page, bool isCountedElsewhere, VerdictBuilder findings)
    {
        // A search engine that may not read the page sees neither its tags nor its headers.
        if (page.Robots.GooglebotRule is not null) return;

        foreach (var found in Read(page).Findings)
        {
            var asks = found.Reason is Reason.MetaNoindex or Reason.HeaderNoindex ? "not to be indexed" : "not to follow its links";
            findings.Add(found.Reason, $"the page asks {asks}: {found.Evidence}");
        }

        WeighCanonical(page, isCountedElsewhere, findings);
    }

    private static void WeighCanonical(PageAnswer page, bool isCountedElsewhere, VerdictBuilder findings)
    {
        var canonical = Canonical.Of(page.Reading!, page.Headers, page.Final);
        if (canonical.Disagree) findings.Note("several canonical addresses that differ: search engines ignore them");
        if (canonical.Elsewhere(page.Requested, page.Final) is not { } elsewhere) return;
        if (isCountedElsewhere)
        {
            findings.Note(page.CanonicalPage is { IsFromBefore: true, Detail: var now }
                ? $"counted at {elsewhere}, {now}, as it was when last read: {canonical.Line}"
                : $"counted at {elsewhere}, the page that the canonical names: {canonical.Line}");
            return;
        }

        if (IsCanonicalUnseen(page))
        {
            Unseen(page.CanonicalPage!, canonical.Line!, findings);
            return;
        }

        var there = page.CanonicalPage switch
        {
            null => "which was not read",
            { Detail: { } detail } => detail,
            _ => "which does not hold the link",
        };
        findings.Add(Reason.CanonicalElsewhere, $"the page names {elsewhere} to be indexed in its place, {there}: {canonical.Line}");
    }

    /// <summary>
    /// Only a canonical page that was read takes a link away. One that did so when it could be read last leaves open what it says now.
    /// </summary>
    private static void Unseen(CanonicalPage there, string line, VerdictBuilder findings)
    {
        var says = $"the page names {there.Url} to be indexed in its place, {there.Detail ?? "which could not be read"}";
        if (!there.IsFromBefore) findings.Note($"{says}: that changes nothing. {line}");
        else if (findings.Has(Status.Unindexed)) findings.Note($"{says}: {line}");
        else findings.Add(Reason.Unreadable, $"{says}; when it was last read, the link did not count there: {line}");
    }

    private static RobotsDirectives Read(PageAnswer page) =>
        RobotsDirectives.Read(page.Reading?.Robots ?? [], page.Headers.All("X-Robots-Tag"), page.Now);
}

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
