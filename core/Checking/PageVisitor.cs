using LinkWatch.Fetching;
using LinkWatch.Judging;
using LinkWatch.Links;
using LinkWatch.Robots;
using LinkWatch.Urls;
using Microsoft.Extensions.Logging;

namespace LinkWatch.Checking;

/// <summary>One page, from its URL to a verdict on each target: robots.txt, fetch, read, judge. Never throws for anything remote.</summary>
public interface IPageVisitor
{
    Task<Visit> VisitAsync(VisitRequest request, CancellationToken cancellationToken);
}

/// <summary>What to visit and what to look for.</summary>
public sealed record VisitRequest
{
    public required WebUrl Url { get; init; }

    public required IReadOnlyList<LinkTarget> Targets { get; init; }

    /// <summary>Whether the page itself is judged, too: links lead to it.</summary>
    public bool IsTarget { get; init; }

    /// <summary>From the last visit; null where there was none.</summary>
    public KnownPage? Known { get; init; }

    /// <summary>
    /// Ask for the page, robots.txt and the canonical page whatever is known: readings that confirm, and one a week.
    /// Where nothing is known a cached robots.txt will do.
    /// </summary>
    public bool IsUnconditional { get; init; }

    /// <summary>
    /// Nothing is kept for a next visit (<see cref="Visit.Known"/> stays null): a one-off check saves the hash and the compacting.
    /// </summary>
    public bool IsOneOff { get; init; }

    /// <summary>When the page was read last; null if it may have been gone since.</summary>
    public DateTimeOffset? ShownAt { get; init; }

    /// <summary>That the links are lost is believed already, so that a page that is still gone is no news.</summary>
    public bool IsLossBelieved { get; init; }

    /// <summary>The most time that the visit may take, bodies included.</summary>
    public TimeSpan Budget { get; init; } = TimeSpan.FromSeconds(30);
}

/// <summary>What a visit found.</summary>
public sealed record Visit
{
    /// <summary>One per target, in the order asked; the page's own, if it was asked for, comes last.</summary>
    public required IReadOnlyList<Verdict> Verdicts { get; init; }

    public required PageFacts Facts { get; init; }

    /// <summary>What to keep for the next visit. After a failed one: what was known, unchanged.</summary>
    public KnownPage? Known { get; init; }

    /// <summary>Hash of the body that arrived, whatever page it was; null where none did, and in one-off checks.</summary>
    public string? BodyHash { get; init; }

    /// <summary>304 or the same body: judged anew over what was known.</summary>
    public bool IsUnchanged { get; init; }

    /// <summary>Whether validators were not sent.</summary>
    public bool IsUnconditional { get; init; }

    /// <summary>Whether the page looks otherwise like the one that held the link (same title, most of its outbound links).</summary>
    public bool IsPageAlike { get; init; }

    /// <summary>How long the host asked us to stay away (Retry-After, capped; or the default after 429 and 503), or null.</summary>
    public TimeSpan? AskedToWait { get; init; }

    public TimeSpan Elapsed { get; init; }
}

/// <summary>
/// One page, step by step: ask robots.txt, fetch, read, follow refreshes, ask the canonical page and those that visitors see instead,
/// judge. What the scanner does not call live, a parser reads again; before a link is called removed, an independent reader is asked, and
/// before a page is called gone, the front page of its host.
/// </summary>
public sealed class PageVisitor(
    IFetcher fetcher, IRobotsSource robots, BodyReaders readers, IFrontPageMemory memory, TimeProvider time, ILogger<PageVisitor> log)
    : IPageVisitor
{
    private readonly RedirectFollower arrivals = new(fetcher, robots, readers);
    private readonly OtherPages otherPages = new(fetcher.ForOtherPages(), robots, readers);
    private readonly FrontPages frontPages = new(fetcher.ForOtherPages(), robots, memory);

    public async Task<Visit> VisitAsync(VisitRequest request, CancellationToken cancellationToken)
    {
        var visit = new VisitContext(request, time);
        try
        {
            using var page = await arrivals.FollowAsync(visit, cancellationToken);
            page.Answer = page.Answer with
            {
                CanonicalPage = await new CanonicalPages(otherPages).AskAsync(page.Answer, visit, cancellationToken),
                Instead = await new InsteadPages(otherPages).AskAsync(page.Answer, visit, cancellationToken),
            };
            return Report(visit, page, await JudgeAsync(page, visit, cancellationToken));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception e)
        {
            log.LogError(e, "Visiting {Page} failed, so its links are unknown", request.Url);
            var failure = new FetchFailure(Reason.Unreadable, $"visiting the page failed ({e.GetType().Name})");
            var failed = visit.EmptyAnswer(new RobotsStanding()) with { Failure = failure };
            return Report(visit, new FetchedPage(failed), JudgeAll(failed, request));
        }
    }

    private async Task<IReadOnlyList<Verdict>> JudgeAsync(
        FetchedPage page, VisitContext visit, CancellationToken cancellationToken)
    {
        var verdicts = JudgeAll(page.Answer, visit.Request);
        if (verdicts.Any(verdict => verdict.Reasons.Contains(Reason.PageGone)))
        {
            page.Answer = page.Answer with { ClosedHost = await frontPages.AskAsync(page, visit, cancellationToken) };
            return page.Answer.ClosedHost is null ? verdicts : JudgeAll(page.Answer, visit.Request);
        }

        if (page.Source is not { } source) return verdicts;
        if (BodyReaders.IsScanned(page.Answer.Reading) && verdicts.Any(verdict => verdict.Status != Status.Live))
        {
            var (reading, why) = await readers.DecideAsync(source, cancellationToken);
            page.Answer = page.Answer with { Reading = reading, Unreadable = why };
            verdicts = JudgeAll(page.Answer, visit.Request);
        }

        if (page.IsUnchanged || !verdicts.Any(verdict => verdict.Reasons.Contains(Reason.LinkRemoved))) return verdicts;
        var (second, whyNot) = await readers.AskAgainAsync(source, cancellationToken);
        page.Answer = page.Answer with { SecondOpinion = second, NoSecondOpinion = whyNot };
        return JudgeAll(page.Answer, visit.Request);
    }

    private static IReadOnlyList<Verdict> JudgeAll(PageAnswer page, VisitRequest request)
    {
        var verdicts = Judge.All(page, request.Targets);
        return request.IsTarget ? [.. verdicts, TargetJudge.Of(page)] : verdicts;
    }

    private static Visit Report(VisitContext visit, FetchedPage page, IReadOnlyList<Verdict> verdicts)
    {
        var (request, answer) = (visit.Request, page.Answer);
        return new Visit
        {
            Verdicts = verdicts,
            Facts = PageFacts.Of(answer),
            Known = request.IsOneOff ? null : PageReusePolicy.After(visit, page, verdicts),
            BodyHash = page.BodyHash,
            IsUnchanged = page.IsUnchanged,
            IsUnconditional = request.IsUnconditional || (!page.SentValidators && !page.IsUnchanged),
            IsPageAlike = answer is { IsComplete: true, Previous: { } previous } && PageLikeness.IsAlike(previous, answer.Reading!),
            AskedToWait = RetryAfter.Of(page.HttpStatus, page.Headers, visit.Now),
            Elapsed = visit.Elapsed,
        };
    }
}

/// <summary>A visit under way: what was asked for, when it began, and how much time it has left.</summary>
internal sealed class VisitContext(VisitRequest request, TimeProvider time)
{
    private readonly long start = time.GetTimestamp();

    public VisitRequest Request { get; } = request;

    public DateTimeOffset Now { get; } = time.GetUtcNow();

    public TimeSpan Elapsed => time.GetElapsedTime(start);

    /// <summary>Never below zero: a fetch that gets nothing ends as a timeout.</summary>
    public TimeSpan TimeLeft => Request.Budget > Elapsed ? Request.Budget - Elapsed : TimeSpan.Zero;

    /// <summary>What was kept from the last visit, where it may stand for an unchanged page; else null.</summary>
    public KnownPage? Reusable { get; } = PageReusePolicy.Reusable(request);

    /// <summary>
    /// Whether to ask for robots.txt although a copy is cached. A first reading confirms nothing: an import would ask once a page.
    /// </summary>
    public bool WantsFreshRobots { get; } = request is { IsUnconditional: true, Known: not null };

    /// <summary>What redirects and refreshes set on the way to the page.</summary>
    public TrailCookies Cookies { get; } = new(time);

    /// <summary>For the way to another page.</summary>
    public TrailCookies NewTrail() => new(time);

    /// <summary>What robots.txt said of the address asked for: it is kept, and handed back at the next visit.</summary>
    public RobotsStanding? Robots { get; set; }

    /// <summary>The answer as long as nothing has come.</summary>
    public PageAnswer EmptyAnswer(RobotsStanding standing) => new()
    {
        Requested = Request.Url,
        Final = Request.Url,
        Robots = standing,
        Previous = Request.Known?.Fingerprint,
        Now = Now,
    };
}
