using System.Collections.Concurrent;
using LinkWatch.Confirming;
using LinkWatch.Incidents;
using LinkWatch.Links;
using LinkWatch.Storage;

namespace LinkWatch.Checking;

/// <summary>Visits the pages of a slice: hosts side by side, the pages of one host one after another.</summary>
public sealed class SliceVisitor(IPageVisitor visitor, TimeProvider time, CheckOptions options)
{
    public async Task<SliceVisits> VisitAsync(ClaimedSlice slice, CancellationToken cancellationToken)
    {
        await WaitForTurnAsync(slice, cancellationToken);
        var visited = new ConcurrentBag<VisitedPage>();
        var left = new ConcurrentBag<ClaimedPage>();
        var waits = new ConcurrentDictionary<string, DateTimeOffset>();
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.ParallelHosts, CancellationToken = cancellationToken };

        await Parallel.ForEachAsync(slice.Pages.GroupBy(page => page.Slice.Host), parallel, async (host, stop) =>
        {
            var pages = new Queue<ClaimedPage>(host);
            while (pages.TryPeek(out var page) && !waits.ContainsKey(host.Key) && HasTime(slice))
            {
                var visit = await visitor.VisitAsync(RequestOf(slice, page), stop);
                if (IsTooSlow(slice, visit)) break;
                visited.Add(new VisitedPage(pages.Dequeue(), visit, time.GetUtcNow()));
                if (visit.AskedToWait is { } wait) waits[host.Key] = time.GetUtcNow() + wait;
            }

            foreach (var page in pages) left.Add(page);
        });

        return new SliceVisits(
            [.. visited],
            [.. left.Where(page => !waits.ContainsKey(page.Slice.Host))],
            [.. left.Where(page => waits.ContainsKey(page.Slice.Host))],
            waits);
    }

    private async Task WaitForTurnAsync(ClaimedSlice slice, CancellationToken cancellationToken)
    {
        var wait = slice.Row.ProgressAt + options.Interval - time.GetUtcNow();
        if (wait > options.Interval) wait = options.Interval;
        if (wait > TimeSpan.Zero) await Task.Delay(wait, time, cancellationToken);
    }

    private bool HasTime(ClaimedSlice slice) => time.GetUtcNow() - slice.ClaimedAt < options.SliceTime;

    private static bool IsTooSlow(ClaimedSlice slice, Visit visit) =>
        !slice.Row.IsSlow && visit.Verdicts.Any(verdict => verdict.Reasons.Contains(Reason.Timeout));

    private VisitRequest RequestOf(ClaimedSlice slice, ClaimedPage page)
    {
        var row = FutureTimes.Forget(page.Row.Row, time.GetUtcNow());
        var readAt = row.Known?.ReadAt ?? DateTimeOffset.MinValue;
        return new VisitRequest
        {
            Url = row.Url,
            Targets = row.Links.Select(link => link.Target).ToList(),
            Known = row.Known,
            IsUnconditional = page.Slice.IsUnconditional
                || slice.Row.PlannedAt - readAt >= options.UnconditionalEvery
                || row.Links.Any(link => link.State.Status is null || link.State.Candidate is not null),
            ShownAt = row.Links.Max(link => ShownAt(link.State)),
            IsLossBelieved = row.Links.All(link => link.State.Status == Status.Lost),
            Budget = slice.Row.IsSlow ? options.SlowPage : options.FastPage,
        };
    }

    /// <summary>When a reading last told anything, if none that may have been of a gone page can be it.</summary>
    private static DateTimeOffset? ShownAt(LinkState state) =>
        state.Status == Status.Lost || Candidates.All(state).Any(candidate => candidate.Reasons.Contains(Reason.PageGone))
            ? null
            : state.LastVerified;
}

/// <summary>A page that was visited, with the row that the visit went by.</summary>
public sealed record VisitedPage(ClaimedPage Page, Visit Visit, DateTimeOffset At)
{
    /// <summary>What may have taken the page's place: a link that was lost before has no part in it.</summary>
    public ReplacedPage Replaced()
    {
        var reasons = Page.Row.Row.Links.Zip(Visit.Verdicts)
            .Where(pair => pair.First.State.Status is not (null or Status.Lost))
            .SelectMany(pair => pair.Second.Reasons).ToList();
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

    /// <summary>Pages whose visit says more of us than of them.</summary>
    public IReadOnlyList<ClaimedPage> HandedBack { get; init; } = [];

    /// <summary>When those are to be visited again.</summary>
    public DateTimeOffset HandedBackUntil { get; init; }
}
