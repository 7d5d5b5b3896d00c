using LinkWatch.Alerting;
using LinkWatch.Messages;
using LinkWatch.Storage;

namespace LinkWatch.Local.Pipeline;

/// <summary>One cycle of the pipeline: everything that is due, to its end, then what there is to tell. For <c>run</c> and the demo.</summary>
public sealed class Cycle(
    ScheduleStep schedule, SweepStep sweep, SpikeStep spikes, AlertStep alerts, PipelinePumps pumps, IPageStore pages, ISiteStore sites, TimeProvider time)
{
    private const int MostDue = 100;

    /// <param name="progress">Told the pages planned so far, after each tick.</param>
    /// <param name="cancellationToken">Stops; the next cycle goes on where this one stopped.</param>
    public async Task<CycleReport> RunAsync(IProgress<int>? progress, CancellationToken cancellationToken)
    {
        var checkedPages = 0;
        TickReport tick;
        int slices;
        do
        {
            tick = await schedule.RunAsync(cancellationToken);
            checkedPages += tick.Planned;
            progress?.Report(checkedPages);
            slices = await pumps.Checks.DrainAsync(cancellationToken);
        }
        while (tick.Planned > 0 || slices > 0);

        await MoveAllAsync(cancellationToken);
        await spikes.RunAsync(cancellationToken);
        var told = await SendDueAsync(cancellationToken) + await TellAsync(cancellationToken);
        return new CycleReport(checkedPages, tick.InFlight, told);
    }

    /// <summary>Moves every change that is still in the outbox, whoever put it there.</summary>
    private async Task MoveAllAsync(CancellationToken cancellationToken)
    {
        await pumps.Alerts.DrainAsync(cancellationToken);
        for (var shard = 0; shard < pages.Shards; shard++) await sweep.MoveStalledAsync(shard, time.GetUtcNow(), cancellationToken);
        await pumps.Alerts.DrainAsync(cancellationToken);
    }

    /// <summary>Delivers what is due by itself: import reports, and what could not be delivered before. Returns the alerts sealed.</summary>
    private async Task<int> SendDueAsync(CancellationToken cancellationToken)
    {
        var unsealed = new List<DueAlert>();
        foreach (var due in await sites.ListDueAsync(time.GetUtcNow(), MostDue, cancellationToken))
        {
            if (!await IsSealedAsync(due, cancellationToken)) unsealed.Add(due);
        }

        await sweep.RunAsync(cancellationToken);
        await pumps.Alerts.DrainAsync(cancellationToken);
        var told = 0;
        foreach (var due in unsealed) told += await IsSealedAsync(due, cancellationToken) ? 1 : 0;
        return told;
    }

    private async Task<bool> IsSealedAsync(DueAlert due, CancellationToken cancellationToken) =>
        await sites.FindAlertAsync(due.SiteId, due.AlertId, cancellationToken) is not null;

    /// <summary>Delivers open alerts now rather than when they are due: the cycle is their gathering. The owner's pace and quiet hours hold.</summary>
    private async Task<int> TellAsync(CancellationToken cancellationToken)
    {
        var told = 0;
        foreach (var site in (await sites.ListSitesAsync(cancellationToken)).Select(site => site.Row))
        {
            var last = await sites.FindLastDigestAsync(site.Id, cancellationToken);
            if (!AlertTiming.MayTell(site, time.GetUtcNow(), last?.Row.SealedAt)) continue;
            if (await sites.FindOpenAlertAsync(site.Id, cancellationToken) is not { } open) continue;
            await alerts.DeliverAsync(new DeliverAlert(new DueAlert(open.Row.Due, site.Id, open.Row.AlertId)), cancellationToken);
            told++;
        }

        return told;
    }
}

/// <summary>What a cycle did.</summary>
/// <param name="Pages">Pages checked.</param>
/// <param name="InFlight">Slices that another process is working on.</param>
/// <param name="Alerts">Alerts sealed at its end, import reports among them.</param>
public sealed record CycleReport(int Pages, int InFlight, int Alerts);
