using LinkWatch.Links;
using LinkWatch.Messages;
using LinkWatch.Metering;
using LinkWatch.Scheduling;
using LinkWatch.Storage;

namespace LinkWatch;

/// <summary>
/// One tick: plans, shard by shard, the pages that are due, and puts them on the checks queue in slices.
/// Safe to run twice, and beside another: cursor and slice rows are written in one transaction before anything is sent,
/// and a slice whose message was lost is sent again.
/// </summary>
public sealed class ScheduleStep(
    IPageStore pages, CheckMessages checks, TimeProvider time, ScheduleOptions options, ClockWatch? clock = null)
{
    /// <summary>Re-checks that one commit exchanges for slices: with three slice rows and the cursor it stays below the limit.</summary>
    private const int RechecksPerCommit = 75;

    /// <summary>
    /// Pages by place that one commit plans: three full slices. Where so many must wait that their writes do not fit, it takes fewer.
    /// </summary>
    private const int PlacesPerCommit = 75;

    public async Task<TickReport> RunAsync(CancellationToken cancellationToken)
    {
        if (clock?.HasJumpedAhead() == true) await RestartPendingAsync(cancellationToken);
        var report = new TickReport(0, 0);
        for (var shard = 0; shard < pages.Shards; shard++) report += await PlanShardAsync(shard, cancellationToken);
        return report;
    }

    private async Task<TickReport> PlanShardAsync(int shard, CancellationToken cancellationToken)
    {
        var agenda = await AgendaAsync(shard, cancellationToken);
        if (await RepairAsync(shard, agenda, cancellationToken)) agenda = await AgendaAsync(shard, cancellationToken);

        // The clock is read last: a host that the agenda calls free was last asked something before it, and a slice waits from it on.
        var tick = new ShardTick(pages, checks, options, shard, time.GetUtcNow(), agenda);

        await tick.ResendStalledAsync(cancellationToken);
        await tick.ForgetPastTroublesAsync(cancellationToken);
        await new HostRecheckBoost(pages, options, shard, time.GetUtcNow()).BoostAsync(agenda.Hosts, cancellationToken);
        foreach (var rechecks in agenda.Rechecks.Where(recheck => tick.Hosts.IsFree(recheck.Row.Host)).Chunk(RechecksPerCommit))
        {
            if (!tick.HasRoom || !await tick.PlanRechecksAsync(rechecks, cancellationToken)) break;
        }

        await tick.BeginAsync(cancellationToken);
        foreach (var cadence in Cadences.All)
        {
            var isMore = true;
            while (tick.HasRoom && isMore) isMore = await tick.PlanPlacesAsync(cadence, PlacesPerCommit, cancellationToken);
        }

        return tick.Report;
    }

    /// <summary>
    /// Readings from before and after would seem to lie hours apart: two of them and one short fault would make a loss. If the clock was
    /// right in the end, it only takes longer.
    /// </summary>
    private async Task RestartPendingAsync(CancellationToken cancellationToken)
    {
        for (var shard = 0; shard < pages.Shards; shard++)
        {
            var repair = new ShardClockRepair(pages, checks, options, shard, time.GetUtcNow());
            await repair.RestartPendingAsync(new SetBack(time.GetUtcNow(), DateTimeOffset.MinValue), cancellationToken);
        }
    }

    private async Task<bool> RepairAsync(int shard, Agenda agenda, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var repair = new ShardClockRepair(pages, checks, options, shard, now);
        if (agenda.PlannedAhead(now) is { } ahead)
        {
            clock?.Found(ahead);
            await repair.RunAsync(agenda, cancellationToken);
            return true;
        }

        if (agenda.Cursor is not { Row: var cursor } stored || !cursor.WasSetBackBySlowClock(now)) return false;
        clock?.WasSlow(cursor.SetBack!.From - cursor.SetBack.To);
        await repair.RestartPendingAsync(stored, cancellationToken);
        return true;
    }

    private Task<Agenda> AgendaAsync(int shard, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return pages.ReadAgendaAsync(
            shard, new DueUntil(now + options.LookAhead, now + options.FirstLookAhead), options.MaxPagesPerTick, options.SlicePages,
            cancellationToken);
    }
}
