using LinkWatch.Html;
using LinkWatch.Judging;
using LinkWatch.Judging.Robots;
using LinkWatch.Links;
using LinkWatch.Urls;

namespace LinkWatch.Checking;

/// <summary>
/// Asks the page that a page names as its canonical whether it holds the links: that is where search engines would count them.
/// </summary>
internal sealed class CanonicalPages(OtherPages pages)
{
    /// <summary>
    /// What is known of it will do from one visit to the next, unless the page's own links have changed: so may those there have.
    /// Null if the page names no other, or if nothing that the other says could change the verdict.
    /// </summary>
    public async Task<CanonicalPage?> AskAsync(PageAnswer page, VisitContext visit, CancellationToken cancellationToken)
    {
        if (page is not { Failure: null, HttpStatus: 200 or 203, Reading: { } reading }) return null;
        if (page.Robots is not { Refusal: null, GooglebotRule: null }) return null;
        if (Canonical.Of(reading, page.Headers, page.Final).Elsewhere(page.Requested, page.Final) is not { } url) return null;
        var targets = visit.Request.Targets;
        if (targets.Count == 0) return null;
        var referrer = page.ReferrerOf(url);
        if (visit.Reusable is { CanonicalPage: { IsReadable: true } known, Reading.Links: var links }
            && known.Url.Equals(url)
            && known.Links.HoldAll(targets, referrer)
            && AreAlike(reading.Links, links))
            return known;

        var before = visit.Request.Known?.CanonicalPage is { } there && there.Url.Equals(url) ? there : null;
        var asked = await FetchAsync(url, referrer, before?.Ending, visit, cancellationToken);
        asked = asked with { Ending = asked.Ending ?? before?.Ending };
        return asked.IsReadable || asked.Links.Count > 0 ? asked : Remembered(asked, before);
    }

    private async Task<CanonicalPage> FetchAsync(
        WebUrl url, Referrer referrer, PageEnding? ending, VisitContext visit, CancellationToken cancellationToken)
    {
        var page = await pages.ReadAsync(url, referrer, ending, visit, cancellationToken);
        return WhyNotIndexed(page, visit.Now) is { } detail
            ? new(url, IsReadable: true, []) { Detail = detail }
            : new(url, page.IsSeen, page.Links) { Detail = page.Detail, Ending = page.Ending };
    }

    private static bool AreAlike(IReadOnlyList<FoundLink> links, IReadOnlyList<FoundLink> before) =>
        links.Count == before.Count
        && links.Zip(before).All(pair =>
            pair.First.Href.Equals(pair.Second.Href) && pair.First.Rel.SequenceEqual(pair.Second.Rel, StringComparer.Ordinal));

    private static string? WhyNotIndexed(OtherPage page, DateTimeOffset now)
    {
        if (page.Reading is not { } reading) return null;
        if (page.Robots.GooglebotRule is { } rule) return $"which robots.txt keeps Googlebot out of ({rule})";
        var directives = RobotsDirectives.Read(reading.Robots, page.Headers.All("X-Robots-Tag"), now);
        var noindex = directives.Findings.FirstOrDefault(found => Reasons.StatusOf(found.Reason) == Status.Unindexed);
        return noindex is null ? null : $"which asks not to be indexed itself ({noindex.Evidence})";
    }

    /// <summary>What the page held when it could be read last, if it ever could.</summary>
    private static CanonicalPage Remembered(CanonicalPage unread, CanonicalPage? before) =>
        before is { IsReadable: true } or { IsFromBefore: true } && before.Url.Equals(unread.Url)
            ? unread with { Links = before.Links, IsFromBefore = true }
            : unread;
}
