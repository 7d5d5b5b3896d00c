using System.Collections.Concurrent;
using LinkWatch.Confirming;
using LinkWatch.Incidents;
using LinkWatch.Judging;
using LinkWatch.Links;
using LinkWatch.Storage;

namespace LinkWatch.Checking;

/// <summary>Visits the pages of a slice: hosts side by side, the pages of one host one after another.</summary>
public sealed class SliceVisitor(IPageVisitor visitor, TimeProvider time, CheckOptions options)
{
    /// <summary>Requests to one host that the visit of a page may need: robots.txt, the page, and two redirects.</summary>
    private const int MaxTurns = 4;

    public async Task<SliceVisits> VisitAsync(ClaimedSlice slice, CancellationToken cancellationToken)
    {
        await WaitForTurnAsync(slice, cancellationToken);
        var visits = new ConcurrentBag<HostVisits>();
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.ParallelHosts, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(slice.Pages.GroupBy(page => page.Slice.Host), parallel, async (host, stop) =>
            visits.Add(await VisitHostAsync(slice, host.Key, new Queue<ClaimedPage>(host), stop)));

        return new SliceVisits(
            [.. visits.SelectMany(host => host.Visited)],
            [.. visits.Where(host => host.WaitUntil is null).SelectMany(host => host.Left)],
            [.. visits.Where(host => host.WaitUntil is not null).SelectMany(host => host.Left)],
            visits.Where(host => host.WaitUntil is not null).ToDictionary(host => host.Host, host => host.WaitUntil!.Value))
        {
            Unreached = [.. visits.SelectMany(host => host.Unreached)],
            UnreachedUntil = time.GetUtcNow() + options.UnreachedRetry,
        };
    }

    private async Task<HostVisits> VisitHostAsync(ClaimedSlice slice, string host, Queue<ClaimedPage> pages, CancellationToken stop)
    {
        var visits = new HostVisits(host);
        while (visits.WaitUntil is null && pages.Count > 0 && TimeLeft(slice) > BudgetOf(slice))
        {
            var page = pages.Dequeue();
            var visit = await VisitAsync(slice, page, stop);
            if (visit is null || IsTooSlow(slice, visit))
            {
                visits.PutAside(page, isUnreached: visit is null && slice.Row.IsSlow && TimeLeft(slice) > TimeSpan.Zero);
                if (visit?.Facts.FinalUrl.Authority == host) break;
                continue;
            }

            visits.Visited.Add(new VisitedPage(page, visit, time.GetUtcNow()));
            if (visit.AskedToWait is { } wait) visits.WaitUntil = time.GetUtcNow() + wait;
        }

        visits.Left.InsertRange(0, pages);
        return visits;
    }

    /// <summary>Null if the page waited too long for its turn at a host, or the slice's time is over.</summary>
    private async Task<Visit?> VisitAsync(ClaimedSlice slice, ClaimedPage page, CancellationToken cancellationToken)
    {
        var most = BudgetOf(slice) + options.MaxWait + MaxTurns * options.Interval;
        var left = TimeLeft(slice);
        using var limit = new CancellationTokenSource(left < most ? left : most, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            return await visitor.VisitAsync(RequestOf(slice, page), either.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    private async Task WaitForTurnAsync(ClaimedSlice slice, CancellationToken cancellationToken)
    {
        var wait = slice.Row.ProgressAt + options.Interval - time.GetUtcNow();
        if (wait > options.Interval) wait = options.Interval;
        if (wait > TimeSpan.Zero) await Task.Delay(wait, time, cancellationToken);
    }

    /// <summary>With a long interval, the first page of a host needs minutes for its turns alone.</summary>
    private TimeSpan TimeLeft(ClaimedSlice slice) =>
        slice.ClaimedAt + options.SliceTime + (MaxTurns - 1) * options.Interval - time.GetUtcNow();

    private TimeSpan BudgetOf(ClaimedSlice slice) => slice.Row.IsSlow ? options.SlowPage : options.FastPage;

    private static bool IsTooSlow(ClaimedSlice slice, Visit visit) =>
        !slice.Row.IsSlow && visit.Verdicts.Any(verdict => verdict.Reasons.Contains(Reason.Timeout));

    private VisitRequest RequestOf(ClaimedSlice slice, ClaimedPage page)
    {
        var row = FutureTimes.Forget(page.Row.Row, time.GetUtcNow());
        var readAt = row.Known?.ReadAt ?? DateTimeOffset.MinValue;
        return new VisitRequest
        {
            Url = row.Url,
            Targets = row.Links.Where(link => link.Role != TrackedRole.Target).Select(link => link.Target).ToList(),
            IsTarget = row.Links.Any(link => link.Role == TrackedRole.Target),
            Known = row.Known,
            IsUnconditional = page.Slice.IsUnconditional
                || slice.Row.PlannedAt - readAt >= options.UnconditionalEvery
                || row.Links.Any(link => link.State.Status is null || link.State.Candidate is not null),
            ShownAt = row.Links.Max(link => ShownAt(link.State)),
            IsLossBelieved = row.Links.All(IsLossBelieved),
            Budget = BudgetOf(slice),
        };
    }

    /// <summary>Of a target that leads elsewhere it is news that it is gone; of a candidate nothing is.</summary>
    private static bool IsLossBelieved(TrackedLink link) => link.Role switch
    {
        TrackedRole.Candidate => true,
        TrackedRole.Target => link.State.Status == Status.Lost && !link.State.Reasons.Contains(Reason.PageRedirected),
        _ => link.State.Status == Status.Lost,
    };

    /// <summary>When a reading last told anything, if none that may have been of a gone page can be it.</summary>
    private static DateTimeOffset? ShownAt(LinkState state) =>
        state.Status == Status.Lost || Candidates.All(state).Any(candidate => candidate.Reasons.Contains(Reason.PageGone))
            ? null
            : state.LastVerified;
}

/// <summary>A page that was visited, with the row that the visit went by.</summary>
public sealed record VisitedPage(ClaimedPage Page, Visit Visit, DateTimeOffset At)
{
    /// <summary>What is tracked on the page, each with its verdict: those who watch it as a target share one.</summary>
    public IEnumerable<(TrackedLink Link, Verdict Verdict)> Judged()
    {
        var next = 0;
        foreach (var link in Page.Row.Row.Links)
            yield return (link, link.Role == TrackedRole.Target ? Visit.Verdicts[^1] : Visit.Verdicts[next++]);
    }

    /// <summary>What may have taken the page's place: a link that was lost before has no part in it.</summary>
    public ReplacedPage Replaced()
    {
        var reasons = Judged().Where(judged => judged.Link is { Role: TrackedRole.Link, State.Status: not (null or Status.Lost) })
            .SelectMany(judged => judged.Verdict.Reasons).ToList();
        return new ReplacedPage(Page.Slice.Page, Page.Slice.Host, reasons, Visit.BodyHash, Visit.Facts.Title, Visit.Facts.FinalUrl);
    }
}

/// <summary>What became of a slice's pages.</summary>
/// <param name="Visited">Read, or found unreadable.</param>
/// <param name="Left">Slow pages, what is left of their hosts, and what time did not allow.</param>
/// <param name="Waiting">Pages whose host asked us to stay away before they were reached.</param>
/// <param name="Waits">Until when those hosts asked to be left alone.</param>
public sealed record SliceVisits(
    IReadOnlyList<VisitedPage> Visited,
    IReadOnlyList<ClaimedPage> Left,
    IReadOnlyList<ClaimedPage> Waiting,
    IReadOnlyDictionary<string, DateTimeOffset> Waits)
{
    /// <summary>What may have taken the place of the pages that were read.</summary>
    public IReadOnlyList<ReplacedPage> Replaced => [.. Visited.Select(visit => visit.Replaced())];

    /// <summary>Pages of a slow slice that waited too long for their turn at a host, which many pages lead to.</summary>
    public IReadOnlyList<ClaimedPage> Unreached { get; init; } = [];

    /// <summary>When those are to be visited.</summary>
    public DateTimeOffset UnreachedUntil { get; init; }

    /// <summary>Pages whose visit says more of us than of them.</summary>
    public IReadOnlyList<ClaimedPage> HandedBack { get; init; } = [];

    /// <summary>When those are to be visited again.</summary>
    public DateTimeOffset HandedBackUntil { get; init; }
}

/// <summary>What became of the pages of one host.</summary>
internal sealed class HostVisits(string host)
{
    public string Host => host;

    public List<VisitedPage> Visited { get; } = [];

    public List<ClaimedPage> Left { get; } = [];

    public List<ClaimedPage> Unreached { get; } = [];

    /// <summary>Until when the host asked to be left alone, or null.</summary>
    public DateTimeOffset? WaitUntil { get; set; }

    /// <summary>In a slice of slow pages, what was not reached comes later: it would only go on waiting.</summary>
    public void PutAside(ClaimedPage page, bool isUnreached) => (isUnreached ? Unreached : Left).Add(page);
}
