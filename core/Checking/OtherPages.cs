using LinkWatch.Fetching;
using LinkWatch.Html;
using LinkWatch.Judging;
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
        var says = WallHeaders.Find(page.Headers)
            ?? Walls.Find(look, previous: null)
            ?? ScriptShells.Find(reading, look)
            ?? (page.IsElsewhere ? WallAddresses.Find(page.Requested, page.Final) ?? Redirection.CookieGate(page.Trail) : null)
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
