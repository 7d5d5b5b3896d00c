using LinkWatch.Fetching;
using LinkWatch.Judging;
using LinkWatch.Judging.Robots;
using LinkWatch.Links;
using Microsoft.Extensions.Logging;

namespace LinkWatch.Visiting;

/// <summary>
/// One page, told as it happens: ask robots.txt, fetch, read, follow refreshes, ask the canonical page, judge. What the scanner does not
/// call live a parser reads again, and before a link is called removed an independent reader is asked.
/// </summary>
public sealed class PageVisitor(IFetcher fetcher, IRobotsSource robots, BodyReaders readers, TimeProvider time, ILogger<PageVisitor> log)
    : IPageVisitor
{
    private readonly PageArrivals arrivals = new(fetcher, robots, readers);
    private readonly CanonicalPages canonicalPages = new(fetcher, robots, readers);

    public async Task<Visit> VisitAsync(VisitRequest request, CancellationToken cancellationToken)
    {
        var errand = new Errand(request, time);
        try
        {
            using var arrival = await arrivals.ArriveAsync(errand, cancellationToken);
            arrival.Answer = arrival.Answer with { CanonicalPage = await canonicalPages.AskAsync(arrival.Answer, errand, cancellationToken) };
            return Report(errand, arrival, await JudgeAsync(arrival, request.Targets, cancellationToken));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception e)
        {
            log.LogError(e, "Visiting {Page} failed, so its links are unknown", request.Url);
            var failure = new FetchFailure(Reason.Unreadable, $"visiting the page failed ({e.GetType().Name})");
            var failed = errand.Nothing(new RobotsStanding()) with { Failure = failure };
            return Report(errand, new Arrival(failed), Judge.All(failed, request.Targets));
        }
    }

    private async Task<IReadOnlyList<Verdict>> JudgeAsync(
        Arrival arrival, IReadOnlyList<LinkTarget> targets, CancellationToken cancellationToken)
    {
        var verdicts = Judge.All(arrival.Answer, targets);
        if (arrival.Source is not { } source) return verdicts;
        if (BodyReaders.IsScanned(arrival.Answer.Reading) && verdicts.Any(verdict => verdict.Status != Status.Live))
        {
            var (reading, why) = await readers.DecideAsync(source, cancellationToken);
            arrival.Answer = arrival.Answer with { Reading = reading, Unreadable = why };
            verdicts = Judge.All(arrival.Answer, targets);
        }

        if (arrival.IsUnchanged || !verdicts.Any(verdict => verdict.Reasons.Contains(Reason.LinkRemoved))) return verdicts;
        var (second, whyNot) = await readers.AskAgainAsync(source, cancellationToken);
        arrival.Answer = arrival.Answer with { SecondOpinion = second, NoSecondOpinion = whyNot };
        return Judge.All(arrival.Answer, targets);
    }

    private static Visit Report(Errand errand, Arrival arrival, IReadOnlyList<Verdict> verdicts)
    {
        var (request, answer) = (errand.Request, arrival.Answer);
        return new Visit
        {
            Verdicts = verdicts,
            Facts = Facts.Of(answer),
            Known = request.IsOneOff ? null : Keeping.After(errand, arrival, verdicts),
            BodyHash = arrival.BodyHash,
            IsUnchanged = arrival.IsUnchanged,
            IsUnconditional = request.IsUnconditional || (!arrival.SentValidators && !arrival.IsUnchanged),
            IsPageAlike = answer is { IsComplete: true, Previous: { } previous } && PageLikeness.IsAlike(previous, answer.Reading!),
            AskedToWait = RetryAfter.Of(arrival.HttpStatus, arrival.Headers, errand.Now),
            Elapsed = errand.Elapsed,
        };
    }
}
