using LinkWatch.Links;
using LinkWatch.Storage;

namespace LinkWatch.Alerting.Delivery;

/// <summary>
/// What is not delivered: alerts that wait for their next attempt, and deliveries that failed for good, which stay until someone
/// puts them back.
/// </summary>
public sealed class UndeliveredAlerts(ISiteStore sites, DueAlerts due, TimeProvider time, AlertOptions options)
{
    /// <summary>So many are looked at.</summary>
    private const int Max = 1000;

    /// <summary>So many are reported in one alert: their rows are written in the transaction in which it is sealed.</summary>
    private const int MaxReported = 40;

    /// <summary>Remembers a delivery that failed for good, and has the site's other channels say so.</summary>
    internal async Task KeepAsync(Site site, DeliveryRow row, CancellationToken cancellationToken)
    {
        var failed = new FailedDelivery(row.FailedAt!.Value, site.Id, row.AlertId, row.Channel);
        await sites.PutFailedAsync(failed, cancellationToken);
        if (row.ReportedIn is not null || AlertIds.KindOf(row.AlertId) == AlertKind.Undelivered) return;
        if (AlertSealer.ChannelsOf(site).All(channel => channel == row.Channel)) return;
        var reportAt = AlertTiming.AfterQuiet(site, failed.At + options.GatherFor);
        await sites.PutDueAsync(new ScheduledAlert(reportAt, site.Id, AlertIds.OfUndelivered(failed.At)), cancellationToken);
    }

    /// <summary>How much is not delivered, counted up to a thousand.</summary>
    public async Task<UndeliveredCount> CountAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var waiting = (await sites.ListDueAsync(DateTimeOffset.MaxValue.AddDays(-1), Max, cancellationToken))
            .Where(pointer => pointer.WaitingSince is not null || pointer.Due <= now)
            .Where(pointer => AlertIds.KindOf(pointer.AlertId) != AlertKind.Incident)
            .GroupBy(pointer => (pointer.SiteId, pointer.AlertId))
            .Select(pointers => pointers.Min(pointer => DueAlerts.Since(pointer, now)))
            .ToList();
        var overdue = waiting.Count(since => now - since >= options.OverdueAfter);
        var failed = (await sites.ListFailedAsync(Max, cancellationToken)).Count;
        return new UndeliveredCount(waiting.Count, waiting.Count == 0 ? null : waiting.Min(), overdue, failed);
    }

    /// <summary>Forgets deliveries that failed long ago, and pointers in vain.</summary>
    public async Task TidyAsync(CancellationToken cancellationToken)
    {
        foreach (var failed in await sites.ListFailedAsync(Max, cancellationToken))
        {
            var row = await FindAsync(failed, cancellationToken);
            var isKept = row?.Row.FailedAt == failed.At && time.GetUtcNow() - failed.At < options.FailedKept;
            if (isKept) continue;

            // It was being put back when the process ended.
            if (row is { Row.IsDone: false }) await QueueAsync(failed, cancellationToken);
            await sites.DeleteFailedAsync(failed, cancellationToken);
        }
    }

    /// <summary>Puts every delivery that failed for good back, to be tried at once; returns how many there were.</summary>
    public async Task<int> RequeueAsync(CancellationToken cancellationToken)
    {
        var count = 0;
        while (await sites.ListFailedAsync(Max, cancellationToken) is { Count: > 0 } all)
        {
            foreach (var failed in all)
            {
                if (await OptimisticUpdate.RunAsync(
                    $"site {failed.SiteId}: delivery of {failed.AlertId}",
                    _ => TryRequeueAsync(failed, cancellationToken),
                    cancellationToken))
                {
                    await QueueAsync(failed, cancellationToken);
                    count++;
                }

                await sites.DeleteFailedAsync(failed, cancellationToken);
            }
        }

        return count;
    }

    /// <summary>The site's deliveries that failed for good and that no alert has reported to its owners yet.</summary>
    internal async Task<IReadOnlyList<Stored<DeliveryRow>>> UnreportedAsync(string siteId, CancellationToken cancellationToken)
    {
        var rows = new List<Stored<DeliveryRow>>();
        foreach (var failed in await sites.ListFailedAsync(Max, cancellationToken))
        {
            if (failed.SiteId != siteId || AlertIds.KindOf(failed.AlertId) == AlertKind.Undelivered) continue;
            if (await FindAsync(failed, cancellationToken) is not { } row || row.Row.FailedAt != failed.At) continue;
            if (row.Row.ReportedIn is { } alert && !await IsUndeliverableAsync(siteId, alert, cancellationToken)) continue;
            rows.Add(row);
            if (rows.Count == MaxReported) break;
        }

        return rows;
    }

    /// <summary>False if it was put back or forgotten before.</summary>
    private async Task<Attempt<bool>> TryRequeueAsync(FailedDelivery failed, CancellationToken cancellationToken)
    {
        if (await FindAsync(failed, cancellationToken) is not { } row || row.Row.FailedAt != failed.At) return Attempt.Written(false);
        var again = row.Row with
        {
            Attempts = 0,
            FailedAt = null,
            Settled = [.. row.Row.Settled.Except(row.Row.Refused)],
            Refused = [],
            ReportedIn = null,
        };
        return await sites.CommitAsync(failed.SiteId, [RowWrite.Replace(again, row.Version)], cancellationToken) is null
            ? Attempt.Overtaken<bool>()
            : Attempt.Written(true);
    }

    private Task QueueAsync(FailedDelivery failed, CancellationToken cancellationToken) =>
        due.QueueAsync(new ScheduledAlert(time.GetUtcNow(), failed.SiteId, failed.AlertId), cancellationToken);

    private async Task<Stored<DeliveryRow>?> FindAsync(FailedDelivery failed, CancellationToken cancellationToken) =>
        (await sites.ListDeliveriesAsync(failed.SiteId, failed.AlertId, cancellationToken))
            .SingleOrDefault(delivery => delivery.Row.Channel == failed.Channel);

    /// <summary>Whether an alert reached nobody on any channel, and never will by itself.</summary>
    private async Task<bool> IsUndeliverableAsync(string siteId, string alertId, CancellationToken cancellationToken) =>
        (await sites.ListDeliveriesAsync(siteId, alertId, cancellationToken)).All(delivery => delivery.Row.FailedAt is not null);
}

/// <summary>How much is not delivered.</summary>
/// <param name="Waiting">Alerts that are due and not delivered on every channel.</param>
/// <param name="Oldest">Since when the oldest of them is due; null if there is none.</param>
/// <param name="Overdue">How many of them have been due for longer than <see cref="AlertOptions.OverdueAfter"/>.</param>
/// <param name="Failed">Deliveries that failed for good and can be put back.</param>
public sealed record UndeliveredCount(int Waiting, DateTimeOffset? Oldest, int Overdue, int Failed);
