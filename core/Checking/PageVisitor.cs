using LinkWatch.Fetching;
using LinkWatch.Judging;
using LinkWatch.Links;
using LinkWatch.Robots;
using Microsoft.Extensions.Logging;

namespace LinkWatch.Checking;

/// <summary>
/// One page, told as it happens: ask robots.txt, fetch, read, follow refreshes, ask the canonical page, judge. What the scanner does not
/// call live a parser reads again; before a link is called removed an independent reader is asked, and before a page is called gone the
/// front page of its host.
/// </summary>
public sealed class PageVisitor(
    IFetcher fetcher, IRobotsSource robots, BodyReaders readers, IFrontPageMemory memory, TimeProvider time, ILogger<PageVisitor> log)
    : IPageVisitor
{
    private readonly RedirectFollower arrivals = new(fetcher, robots, readers);
    private readonly CanonicalPages canonicalPages = new(fetcher, robots, readers);
    private readonly FrontPages frontPages = new(fetcher, robots, memory);

    public async Task<Visit> VisitAsync(VisitRequest request, CancellationToken cancellationToken)
    {
        var visit = new VisitContext(request, time);
        try
        {
            using var page = await arrivals.FollowAsync(visit, cancellationToken);
            page.Answer = page.Answer with { CanonicalPage = await canonicalPages.AskAsync(page.Answer, visit, cancellationToken) };
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
            return Report(visit, new FetchedPage(failed), Judge.All(failed, request.Targets));
        }
    }

    private async Task<IReadOnlyList<Verdict>> JudgeAsync(
        FetchedPage page, VisitContext visit, CancellationToken cancellationToken)
    {
        var targets = visit.Request.Targets;
        var verdicts = Judge.All(page.Answer, targets);
        if (verdicts.Any(verdict => verdict.Reasons.Contains(Reason.PageGone)))
        {
            page.Answer = page.Answer with { ClosedHost = await frontPages.AskAsync(page, visit, cancellationToken) };
            return page.Answer.ClosedHost is null ? verdicts : Judge.All(page.Answer, targets);
        }

        if (page.Source is not { } source) return verdicts;
        if (BodyReaders.IsScanned(page.Answer.Reading) && verdicts.Any(verdict => verdict.Status != Status.Live))
        {
            var (reading, why) = await readers.DecideAsync(source, cancellationToken);
            page.Answer = page.Answer with { Reading = reading, Unreadable = why };
            verdicts = Judge.All(page.Answer, targets);
        }

        if (page.IsUnchanged || !verdicts.Any(verdict => verdict.Reasons.Contains(Reason.LinkRemoved))) return verdicts;
        var (second, whyNot) = await readers.AskAgainAsync(source, cancellationToken);
        page.Answer = page.Answer with { SecondOpinion = second, NoSecondOpinion = whyNot };
        return Judge.All(page.Answer, targets);
    }

    private static Visit Report(VisitContext visit, FetchedPage page, IReadOnlyList<Verdict> verdicts)
    {
        var (request, answer) = (visit.Request, page.Answer);
        return new Visit
        {
            Verdicts = verdicts,
            Facts = Facts.Of(answer),
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
