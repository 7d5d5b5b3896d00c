using LinkWatch.Fetching;
using LinkWatch.Html;
using LinkWatch.Judging;
using LinkWatch.Judging.Robots;
using LinkWatch.Judging.Signatures;
using LinkWatch.Links;
using LinkWatch.Urls;

namespace LinkWatch.Checking;

/// <summary>
/// Asks the page that a page names as its canonical whether it holds the links: that is where search engines would count them.
/// </summary>
internal sealed class CanonicalPages(IFetcher fetcher, IRobotsSource robots, BodyReaders readers)
{
    /// <summary>Null where no other page is named, or where the page's own answer says nothing that it could change.</summary>
    public async Task<CanonicalPage?> AskAsync(PageAnswer page, VisitContext visit, CancellationToken cancellationToken)
    {
        if (page is not { Failure: null, HttpStatus: 200 or 203, Reading: { } reading }) return null;
        if (page.Robots is not { Refusal: null, GooglebotRule: null }) return null;
        if (Canonical.Of(reading, page.Headers, page.Final).Elsewhere(page.Requested, page.Final) is not { } url) return null;
        var targets = visit.Request.Targets;
        if (visit.Reusable?.CanonicalPage is { IsReadable: true } known && known.Url.Equals(url) && HoldsAll(known.Links, targets))
            return known;

        var before = visit.Request.Known?.CanonicalPage is { } there && there.Url.Equals(url) ? there : null;
        var asked = await FetchAsync(url, before?.Ending, visit, cancellationToken);
        asked = asked with { Ending = asked.Ending ?? before?.Ending };
        return asked.IsReadable || asked.Links.Count > 0 ? asked : Remembered(asked, before);
    }

    private async Task<CanonicalPage> FetchAsync(WebUrl url, PageEnding? ending, VisitContext visit, CancellationToken cancellationToken)
    {
        var standing = await robots.AskAsync(url, known: null, visit.WantsFreshRobots, visit.TimeLeft, cancellationToken);
        if (standing.Refusal is not null) return Unread(url, "which robots.txt keeps LinkWatch out of");
        using var fetched = await fetcher.FetchAsync(url, null, visit.TimeLeft, cancellationToken);
        var answer = new PageAnswer
        {
            Requested = url,
            Final = fetched.Final,
            Trail = fetched.Trail,
            HttpStatus = fetched.HttpStatus,
            Headers = fetched.Headers,
            Ending = ending,
            Robots = standing,
            Now = visit.Now,
        };
        return await ReadAsync(answer, fetched, visit, cancellationToken);
    }

    private async Task<CanonicalPage> ReadAsync(
        PageAnswer page, Fetched fetched, VisitContext visit, CancellationToken cancellationToken)
    {
        var (url, type) = (page.Requested, fetched.Headers.ContentType);
        if (fetched.Failure is { } failure) return Unread(url, $"which could not be read ({failure.Detail})");
        if (fetched.HttpStatus is 404 or 410) return Linkless(url, $"which answers HTTP {fetched.HttpStatus}");
        if (fetched.HttpStatus is not (200 or 203)) return Unread(url, $"which answers HTTP {fetched.HttpStatus}");
        var form = BodyKind.Of(type, fetched.Body.Span).Form;
        if (form == BodyForm.Other && fetched.End == BodyEnd.Whole) return Linkless(url, "which is not a page");
        if (form != BodyForm.Html || BodyKind.IsBlank(fetched.Body.Span)) return Unread(url, "which holds nothing that could be read");

        var targets = visit.Request.Targets;
        var (reading, why) = await readers.ReadAsync(new PageSource(fetched.Final, fetched.Body, type, targets), cancellationToken);
        if (reading is null) return Unread(url, $"which could not be read ({why})");
        page = page with { Reading = reading };
        if (WhyNotIndexed(page) is { } detail) return Linkless(url, detail);

        var links = reading.Links.Where(link => targets.Any(target => target.Matches(link.Href))).ToList();
        var unseen = fetched.End != BodyEnd.Whole ? "which did not arrive whole"
            : HoldsAll(links, targets) ? null
            : WhatStandsBefore(page, reading, targets);
        if (unseen is not null) return Unread(url, unseen) with { Links = links };
        var isPart = PageEnding.Doubt(page) is not null;
        return new(url, IsReadable: !isPart, links)
        {
            Detail = isPart ? "which may have been cut off before it was sent" : null,
            Ending = PageEnding.After(page, links.Count > 0),
        };
    }

    /// <summary>A page that lacks a link is no witness where it is not the page itself.</summary>
    private static string? WhatStandsBefore(PageAnswer page, PageReading reading, IReadOnlyList<LinkTarget> targets)
    {
        var look = new PageLook(reading);
        if (reading.Doubt == AbsenceDoubt.Malformed) return "which could not be read to its end";
        if (reading.TargetDoubts is [var doubt, ..]) return $"which could not be seen ({doubt.Says})";
        var says = WallHeaders.Find(page.Headers) ?? Walls.Find(look, previous: null) ?? ScriptShells.Find(reading, look)
            ?? (page.IsElsewhere ? WallAddresses.Find(page.Requested, page.Final) ?? Redirection.CookieGate(page.Trail) : null)
            ?? (RefreshRules.Of(page, targets) is { } refresh ? $"it leads on: {refresh.Tag}" : null)
            ?? (reading.Doubt == AbsenceDoubt.EndsInError ? "it ends in a program's fatal error" : null);
        return says is null ? null : $"which could not be seen ({says})";
    }

    private static string? WhyNotIndexed(PageAnswer page)
    {
        if (page.Robots.GooglebotRule is { } rule) return $"which robots.txt keeps Googlebot out of ({rule})";
        var directives = RobotsDirectives.Read(page.Reading!.Robots, page.Headers.All("X-Robots-Tag"), page.Now);
        var noindex = directives.Findings.FirstOrDefault(found => Reasons.StatusOf(found.Reason) == Status.Unindexed);
        return noindex is null ? null : $"which asks not to be indexed itself ({noindex.Evidence})";
    }

    private static bool HoldsAll(IReadOnlyList<FoundLink> links, IReadOnlyList<LinkTarget> targets) =>
        targets.All(target => links.Any(link => target.Matches(link.Href)));

    /// <summary>Looked at, and no place where the links could count.</summary>
    private static CanonicalPage Linkless(WebUrl url, string detail) => new(url, IsReadable: true, []) { Detail = detail };

    /// <summary>What the page held when it could be read last, if it ever could.</summary>
    private static CanonicalPage Remembered(CanonicalPage unread, CanonicalPage? before) =>
        before is { IsReadable: true } or { IsFromBefore: true } && before.Url.Equals(unread.Url)
            ? unread with { Links = before.Links, IsFromBefore = true }
            : unread;

    private static CanonicalPage Unread(WebUrl url, string detail) => new(url, IsReadable: false, []) { Detail = detail };
}
