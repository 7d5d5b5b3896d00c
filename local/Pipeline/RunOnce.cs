using LinkWatch.Alerting;
using LinkWatch.Hosting.Pumps;
using LinkWatch.Messages;
using LinkWatch.Scheduling;
using LinkWatch.Storage;

namespace LinkWatch.Local.Pipeline;

/// <summary>
/// One cycle of the pipeline: everything that is due, to its end, then what there is to tell. For <c>run</c> and the demo.
/// </summary>
public sealed class RunOnce(
    ScheduleStep schedule, SweepStep sweep, SpikeStep spikes, AlertStep alerts, PipelinePumps pumps, IPageStore pages, ISiteStore sites,
    TimeProvider time)
{
    private const int MaxDue = 100;

    /// <param name="progress">Told the pages planned so far, after each tick.</param>
    /// <param name="cancellationToken">Stops; the next cycle goes on where this one stopped.</param>
    public async Task<RunReport> RunAsync(IProgress<int>? progress, CancellationToken cancellationToken)
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
        var reported = await SendDueAsync(cancellationToken) + await DeliverOpenAlertsAsync(cancellationToken);
        return new RunReport(checkedPages, tick.InFlight, reported);
    }

    /// <summary>Moves every change that is still in the outbox, whoever put it there.</summary>
    private async Task MoveAllAsync(CancellationToken cancellationToken)
    {
        await pumps.Alerts.DrainAsync(cancellationToken);
        for (var shard = 0; shard < pages.Shards; shard++) await sweep.MoveStalledAsync(shard, time.GetUtcNow(), cancellationToken);
        await pumps.Alerts.DrainAsync(cancellationToken);
    }

    /// <summary>
    /// Delivers what is due by itself: import reports, and what could not be delivered before. Returns the alerts sealed.
    /// </summary>
    private async Task<int> SendDueAsync(CancellationToken cancellationToken)
    {
        var unsealed = new List<ScheduledAlert>();
        foreach (var due in await sites.ListDueAsync(time.GetUtcNow(), MaxDue, cancellationToken))
        {
            if (!await IsSealedAsync(due, cancellationToken)) unsealed.Add(due);
        }

        await sweep.RunAsync(cancellationToken);
        await pumps.Alerts.DrainAsync(cancellationToken);
        var reported = 0;
        foreach (var due in unsealed) reported += await IsSealedAsync(due, cancellationToken) ? 1 : 0;
        return reported;
    }

    private async Task<bool> IsSealedAsync(ScheduledAlert due, CancellationToken cancellationToken) =>
        await sites.FindAlertAsync(due.SiteId, due.AlertId, cancellationToken) is not null;

    /// <summary>
    /// Delivers open alerts now rather than when they are due: the cycle is their gathering. The owner's pace and quiet hours hold.
    /// </summary>
    private async Task<int> DeliverOpenAlertsAsync(CancellationToken cancellationToken)
    {
        var reported = 0;
        foreach (var site in (await sites.ListSitesAsync(cancellationToken)).Select(site => site.Row))
        {
            var last = await sites.FindLastDigestAsync(site.Id, cancellationToken);
            if (!AlertTiming.MayNotify(site, time.GetUtcNow(), last?.Row.SealedAt)) continue;
            if (await sites.FindOpenAlertAsync(site.Id, cancellationToken) is not { } open) continue;
            await alerts.DeliverAsync(new DeliverAlert(new ScheduledAlert(open.Row.Due, site.Id, open.Row.AlertId)), cancellationToken);
            reported++;
        }

        return reported;
    }
}

/// <summary>What a cycle did.</summary>
/// <param name="Pages">Pages checked.</param>
/// <param name="InFlight">Slices that another process is working on.</param>
/// <param name="Alerts">Alerts sealed at its end, import reports among them.</param>
public sealed record RunReport(int Pages, int InFlight, int Alerts);
