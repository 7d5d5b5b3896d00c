using LinkWatch.Alerting;
using LinkWatch.Alerting.Delivery;
using LinkWatch.Checking;
using LinkWatch.Hosting.Pumps;
using LinkWatch.Links;
using LinkWatch.Scheduling;
using LinkWatch.Storage;

namespace LinkWatch.Local.Pipeline;

/// <summary>
/// One cycle of the pipeline: checks everything that is due, then sends the alerts. For <c>run</c> and the demo.
/// </summary>
public sealed class RunOnce(
    ScheduleStep schedule, SweepStep sweep, SpikeStep spikes, DueAlerts dueAlerts, UndeliveredAlerts undelivered, PipelinePumps pumps,
    IPageStore pages, ISiteStore sites, ScheduleOptions options, CheckOptions check, TimeProvider time)
{
    private const int MaxDue = 100;

    /// <param name="progress">Receives the number of pages planned so far, after each tick.</param>
    /// <param name="cancellationToken">Stops; the next cycle continues where this one stopped.</param>
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
        var sent = await SendDueAsync(cancellationToken);
        var (delivered, nextMail) = await DeliverOpenAlertsAsync(cancellationToken);
        return new RunReport(checkedPages, tick.InFlight, sent + delivered)
        {
            NextMail = nextMail,
            Undelivered = await undelivered.CountAsync(cancellationToken),
        };
    }

    /// <summary>The pages that a cycle that was stopped leaves, and when the next is due after those.</summary>
    public async Task<RunRest> RestAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var latest = now + options.MaxRecheckAhead;
        var due = new DueUntil(now, latest);
        var (count, next) = (0, (DateTimeOffset?)null);
        for (var shard = 0; shard < pages.Shards; shard++)
        {
            var agenda = await pages.ReadAgendaAsync(shard, latest, int.MaxValue, int.MaxValue, cancellationToken);
            count += agenda.Slices.Sum(slice => slice.Row.Pages.Count) + agenda.Rechecks.Count(recheck => due.Includes(recheck.Row));
            var later = agenda.Rechecks.FirstOrDefault(recheck => !due.Includes(recheck.Row))?.Row.Due;
            if (later < (next ?? DateTimeOffset.MaxValue)) next = later;
        }

        return new RunRest(count, next);
    }

    /// <summary>Moves every change in the outbox, also those of other processes.</summary>
    private async Task MoveAllAsync(CancellationToken cancellationToken)
    {
        await pumps.Alerts.DrainAsync(cancellationToken);
        for (var shard = 0; shard < pages.Shards; shard++) await sweep.MoveStalledAsync(shard, time.GetUtcNow(), cancellationToken);
        await pumps.Alerts.DrainAsync(cancellationToken);
    }

    /// <summary>
    /// Delivers the alerts that are due: import reports, and earlier ones that could not be delivered. Returns the number sealed.
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
    /// Delivers open alerts now, not at their due time: a cycle is what they collect. The owner's pace and quiet hours still apply.
    /// </summary>
    /// <returns>How many, and when the first of those that must wait may go out.</returns>
    private async Task<(int Delivered, DateTimeOffset? NextMail)> DeliverOpenAlertsAsync(CancellationToken cancellationToken)
    {
        var (delivered, next) = (0, (DateTimeOffset?)null);
        foreach (var site in (await sites.ListSitesAsync(cancellationToken)).Select(site => site.Row))
        {
            if (await sites.FindOpenAlertAsync(site.Id, cancellationToken) is not { } open) continue;
            if (await MailTimeAsync(site, cancellationToken) is var at && at > time.GetUtcNow())
            {
                next = next < at ? next : at;
                continue;
            }

            await dueAlerts.QueueAsync(new ScheduledAlert(open.Row.Due, site.Id, open.Row.AlertId), cancellationToken);
            delivered++;
        }

        await pumps.Alerts.DrainAsync(cancellationToken);
        return (delivered, next);
    }

    /// <summary>Who tries a site out waits at the terminal for its second mail too, whatever the pace.</summary>
    private async Task<DateTimeOffset> MailTimeAsync(Site site, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (site.Id == check.FastSite) return AlertTiming.AfterQuiet(site, now);
        var last = await sites.FindLastDigestAsync(site.Id, cancellationToken);
        return AlertTiming.Earliest(site, now, last?.Row.SealedAt);
    }
}

/// <summary>The result of a cycle.</summary>
/// <param name="Pages">Pages checked.</param>
/// <param name="InFlight">Slices that another process is working on, or that wait for another attempt.</param>
/// <param name="Alerts">Alerts sealed, including import reports.</param>
public sealed record RunReport(int Pages, int InFlight, int Alerts)
{
    /// <summary>What is left undelivered, of this cycle and of earlier ones.</summary>
    public UndeliveredCount Undelivered { get; init; } = new(0, null, 0, 0);

    /// <summary>When the next mail about changes that are confirmed may go out, if the owner's pace or quiet hours hold one back.</summary>
    public DateTimeOffset? NextMail { get; init; }

    /// <summary>The site whose links were confirmed fast, for trying out, or null.</summary>
    public string? Fast { get; init; }
}

/// <summary>What is left when a cycle is stopped.</summary>
/// <param name="Pages">Pages that are due.</param>
/// <param name="Next">When a page is due after those, or null.</param>
public sealed record RunRest(int Pages, DateTimeOffset? Next);
