using LinkWatch.Fetching;
using LinkWatch.Html;
using LinkWatch.Judging;
using LinkWatch.Judging.Robots;
using LinkWatch.Judging.Signatures;
using LinkWatch.Links;
using LinkWatch.Robots;
using LinkWatch.Urls;

namespace LinkWatch.Checking;

/// <summary>Reads a page for another's sake: the one that it names as canonical, its frames, where its script sends visitors.</summary>
internal sealed class OtherPages(IFetcher fetcher, IRobotsSource robots, BodyReaders readers)
{
    /// <param name="url">Where it is.</param>
    /// <param name="referrer">The pages that lead to it.</param>
    /// <param name="ending">How it used to end; null where that is not known.</param>
    /// <param name="visit">The visit to the page that names it.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task<OtherPage> ReadAsync(
        WebUrl url, Referrer referrer, PageEnding? ending, VisitContext visit, CancellationToken cancellationToken)
    {
        var (at, trail, cookies) = (url, new List<Hop>(), visit.NewTrail());
        while (true)
        {
            var standing = await robots.AskAsync(at, known: null, visit.WantsFreshRobots, visit.TimeLeft, cancellationToken);
            if (standing.Refusal is not null) return OtherPage.Refused;
            var before = cookies.Version;
            using var fetched = await fetcher.FetchAsync(at, null, cookies, visit.TimeLeft, cancellationToken);
            if (fetched.Failure is null && UrlIdentity.Normalize(fetched.Final) != UrlIdentity.Normalize(at))
                standing = await robots.AskAsync(fetched.Final, known: null, visit.WantsFreshRobots, visit.TimeLeft, cancellationToken);
            var answer = new PageAnswer
            {
                Requested = url,
                Final = fetched.Final,
                Trail = [.. trail, .. fetched.Trail],
                HttpStatus = fetched.HttpStatus,
                Headers = fetched.Headers,
                Ending = ending,
                Robots = standing,
                Now = visit.Now,
            };
            var page = await ReadAsync(answer, fetched, referrer, visit.Request.Targets, cancellationToken);
            if (page.Refresh is not { } refresh) return page;
            (trail, var isCircle) = RefreshRules.Follow(url, answer, refresh, isGate: cookies.Version != before);
            if (isCircle) return page;
            at = refresh.Url;
        }
    }

    private async Task<OtherPage> ReadAsync(
        PageAnswer answer, Fetched fetched, Referrer referrer, IReadOnlyList<LinkTarget> targets, CancellationToken cancellationToken)
    {
        var type = fetched.Headers.ContentType;
        if (answer.Robots.Refusal is not null) return OtherPage.Refused;
        if (fetched.Failure is { } failure) return OtherPage.Unseen($"which could not be read ({failure.Detail})");
        if (fetched.HttpStatus is 404 or 410) return OtherPage.Empty($"which answers HTTP {fetched.HttpStatus}");
        if (fetched.HttpStatus is not (200 or 203)) return OtherPage.Unseen($"which answers HTTP {fetched.HttpStatus}");
        var form = BodyKind.Of(type, fetched.Body.Span).Form;
        if (form == BodyForm.Other && fetched.End == BodyEnd.Whole) return OtherPage.Empty("which is not a page");
        if (form != BodyForm.Html || BodyKind.IsBlank(fetched.Body.Span))
            return OtherPage.Unseen("which holds nothing that could be read");

        var source = new PageSource(fetched.Final, fetched.Body, type, targets) { Referrer = referrer };
        var (reading, why) = await readers.ReadAsync(source, cancellationToken);
        if (reading is null) return OtherPage.Unseen($"which could not be read ({why})");
        var links = reading.Links.Where(link => targets.Any(target => target.Matches(link.Href, referrer))).ToList();
        answer = answer with { Reading = reading };
        var page = new OtherPage { IsSeen = true, Reading = reading, Headers = answer.Headers, Robots = answer.Robots, Links = links };
        var holdsAll = links.HoldAll(targets, referrer);
        if (!holdsAll && RefreshRules.Of(answer, targets) is { } refresh)
            return page with { IsSeen = false, Refresh = refresh, Detail = $"which refreshes in a circle ({refresh.Tag})" };
        var unseen = fetched.End != BodyEnd.Whole ? "which did not arrive whole" : holdsAll ? null : WhatStandsBefore(answer, reading);
        if (unseen is not null) return page with { IsSeen = false, Detail = unseen };
        var isPart = PageEnding.Doubt(answer) is not null;
        return page with
        {
            IsSeen = !isPart,
            Detail = isPart ? "which may have been cut off before it was sent" : null,
            Ending = PageEnding.After(answer, links.Count > 0),
        };
    }

    /// <summary>A page that lacks a link is no witness where it is not the page itself.</summary>
    private static string? WhatStandsBefore(PageAnswer page, PageReading reading)
    {
        if (reading.Doubt == AbsenceDoubt.Malformed) return "which could not be read to its end";
        if (reading.TargetDoubts is [var doubt, ..]) return $"which could not be seen ({doubt.Says})";
        var look = new PageLook(reading);
        var says = Walls.Before(page, look)
            ?? ScriptShells.Find(reading, look)
            ?? (reading.ScriptedTargets.Count > 0 ? "a script may build the link" : null)
            ?? reading.Doubt switch
            {
                AbsenceDoubt.EndsInError => "it ends in a program's fatal error",
                AbsenceDoubt.Framed => "what visitors see is in its frames",
                AbsenceDoubt.SentOnByScript => "a script sends visitors to another address",
                _ => null,
            };
        return says is null ? null : $"which could not be seen ({says})";
    }
}

/// <summary>Another page, read for the links that are looked for.</summary>
internal sealed record OtherPage
{
    /// <summary>Whether a link that is not in <see cref="Links"/> is not there.</summary>
    public required bool IsSeen { get; init; }

    /// <summary>Why it holds none, or could not be seen, as a clause that follows a comma; null if it is a page like any other.</summary>
    public string? Detail { get; init; }

    /// <summary>Where it sends its visitors on; null if it stays.</summary>
    public MetaRefresh? Refresh { get; init; }

    /// <summary>Null if there is no page to read.</summary>
    public PageReading? Reading { get; init; }

    public HttpFields Headers { get; init; } = HttpFields.Empty;

    public RobotsStanding Robots { get; init; } = new();

    /// <summary>How it used to end, with this time.</summary>
    public PageEnding? Ending { get; init; }

    /// <summary>The wanted ones.</summary>
    public IReadOnlyList<FoundLink> Links { get; init; } = [];

    public static OtherPage Refused => Unseen("which robots.txt keeps LinkWatch out of");

    public static OtherPage Unseen(string detail) => new() { IsSeen = false, Detail = detail };

    public static OtherPage Empty(string detail) => new() { IsSeen = true, Detail = detail };
}

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

/// <summary>Asks the pages that visitors see in a page's place whether they hold the links that are missing from its own markup.</summary>
internal sealed class InsteadPages(OtherPages pages)
{
    public async Task<IReadOnlyList<InsteadPage>> AskAsync(PageAnswer page, VisitContext visit, CancellationToken cancellationToken)
    {
        if (page is not { IsComplete: true, Robots.Refusal: null, Reading: { Instead: { } instead } reading }) return [];
        if (reading.Links.HoldAll(visit.Request.Targets, page.Referrer)) return [];
        var read = new List<InsteadPage>();
        foreach (var url in instead.Urls) read.Add(await ReadAsync(url, page.ReferrerOf(url), visit, cancellationToken));
        return read;
    }

    private async Task<InsteadPage> ReadAsync(
        WebUrl url, Referrer referrer, VisitContext visit, CancellationToken cancellationToken)
    {
        var page = await pages.ReadAsync(url, referrer, ending: null, visit, cancellationToken);
        return new(url, IsSeen: page.IsSeen && page.Reading is { Refresh: null, IsBlank: false }, page.Links) { Detail = page.Detail };
    }
}
