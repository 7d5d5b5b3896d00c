using LinkWatch.Links;
using LinkWatch.Storage;
using Microsoft.Extensions.Logging;

namespace LinkWatch.Checking;

/// <summary>
/// When most hosts fail at once that could be reached before, the fault is ours, and nothing may be judged by it. Per process.
/// A host counts once, and only where its page could be read the last time: dead hosts, however many are checked together, say nothing.
/// </summary>
public sealed class ConnectivityGuard(TimeProvider time, CheckOptions options, ILogger<ConnectivityGuard> log)
{
    /// <summary>While the fault is ours hosts are not forgotten, but for this.</summary>
    private const int MaxProbes = 1_000;

    private static readonly HashSet<Reason> Network = [Reason.Dns, Reason.Connection, Reason.Timeout, Reason.Tls];

    private readonly Lock gate = new();

    /// <summary>The latest visit of each of the latest hosts, in order.</summary>
    private readonly List<HostProbe> latest = [];

    /// <summary>Hosts that stayed away for long although others were reached: theirs is the fault.</summary>
    private readonly HashSet<string> dead = new(StringComparer.Ordinal);

    /// <summary>Since when our own network seems to fail, or null.</summary>
    public DateTimeOffset? Since { get; private set; }

    /// <summary>
    /// Takes the visits into account. While the fault seems to be ours, those that did not find everything well are handed back, to be
    /// made again later: they are no readings.
    /// </summary>
    public SliceVisits RemoveUnreliable(ClaimedSlice slice, SliceVisits visits)
    {
        lock (gate)
        {
            var now = visits.Visited.OrderBy(visit => visit.At).Select(Note).OfType<HostProbe>().ToHashSet();

            // What failed at once weighs more than what was well an hour ago. A slice of slow pages holds nothing but what failed.
            now.IntersectWith(latest);
            if (Since is null && !slice.Row.IsSlow && IsOurs(now)) latest.RemoveAll(probe => !now.Contains(probe));
            if (!Decide()) return visits;
        }

        var bad = visits.Visited.Where(visit => visit.Visit.Verdicts.Any(verdict => verdict.Status is not Status.Live)).ToList();
        return visits with
        {
            Visited = visits.Visited.Except(bad).ToList(),
            HandedBack = bad.Select(visit => visit.Page).ToList(),
            HandedBackUntil = Again()
        };
    }

    /// <summary>Soon at first, then less often: every page that falls due meanwhile comes again.</summary>
    private DateTimeOffset Again()
    {
        var now = time.GetUtcNow();
        var wait = now - (Since ?? now);
        return now + (wait < options.OutageFirstRetry
            ? options.OutageFirstRetry
            : wait > options.OutageLastRetry ? options.OutageLastRetry : wait);
    }

    private HostProbe? Note(VisitedPage visit)
    {
        // Where the way ended: a silent host that many pages lead to is one host.
        var host = visit.Visit.Facts.FinalUrl.Authority;
        var isFailed = visit.Visit.Verdicts.All(verdict => verdict.Reasons.Any(Network.Contains));
        if (!isFailed) dead.Remove(host);
        else if (dead.Contains(host) || !CouldBeRead(visit.Page.Row.Row)) return null;

        var seen = new HostProbe(host, isFailed, visit.At);
        latest.RemoveAll(probe => probe.Host == host);
        latest.Add(seen);

        // In an outage failing hosts come again and again: they would crowd out those that are reached.
        if (latest.Count > (Since is null ? options.OutageWindow : MaxProbes)) latest.RemoveAt(0);
        return seen;
    }

    private bool Decide()
    {
        var now = time.GetUtcNow();
        latest.RemoveAll(probe => probe.At.IsAhead(now));
        Since = Since.NotAhead(now);
        if (Since is null) latest.RemoveAll(probe => now - probe.At > options.OutageMemory);
        var isOurs = IsOurs(latest);
        if (isOurs && Since is null)
        {
            Since = now;
            log.LogWarning("{Failed} of the last {Hosts} hosts failed that could be read before: our own network seems to be down, "
                + "so nothing is judged", latest.Count(probe => probe.IsFailed), latest.Count);
        }
        else if (Since is { } since && (!isOurs || IsTheirs(since, now)))
        {
            End(since, now);
        }

        return Since is not null;
    }

    private bool IsOurs(IReadOnlyCollection<HostProbe> hosts)
    {
        var failed = hosts.Count(host => host.IsFailed);
        return failed >= options.OutageHosts && failed * 100 > hosts.Count * options.OutagePercent;
    }

    /// <summary>
    /// Some were reached all the while: hosts that share a provider died together, and waiting longer would only hide it.
    /// </summary>
    private bool IsTheirs(DateTimeOffset since, DateTimeOffset now) =>
        now - since >= options.OutageMaxDuration && latest.Exists(probe => !probe.IsFailed && probe.At > since);

    private void End(DateTimeOffset since, DateTimeOffset now)
    {
        dead.UnionWith(latest.Where(probe => probe.IsFailed).Select(probe => probe.Host));
        latest.Clear();
        Since = null;
        log.LogInformation("Our own network works again, after {Minutes:0} minutes", (now - since).TotalMinutes);
    }

    private static bool CouldBeRead(PageRow page) =>
        page.Links.Any(link => link.State is { LastVerified: not null, Unknown: null });

    private sealed record HostProbe(string Host, bool IsFailed, DateTimeOffset At);
}
