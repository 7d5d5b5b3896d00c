using LinkWatch.Alerting;
using LinkWatch.Alerting.Delivery;
using LinkWatch.Messages;
using LinkWatch.Storage;

namespace LinkWatch;

/// <summary>
/// Notifies owners of what changed. Changes move from the outbox to their site, where they join its open alert; when that is
/// due it is sealed with its text, and only then delivered, channel by channel. Safe to run twice: a change is moved once,
/// a sealed text never changes, and a delivery is claimed before it is made.
/// </summary>
public sealed class AlertStep(
    OutboxRelay outbox, IncidentNotifier incidents, AlertSealer sealer, AlertDelivery delivery, DueAlerts dueAlerts, ISiteStore sites,
    TimeProvider time)
{
    public Task MoveAsync(MoveChanges message, CancellationToken cancellationToken) =>
        outbox.MoveAsync(message.Shard, message.RowKeys, cancellationToken);

    public async Task DeliverAsync(DeliverAlert message, CancellationToken cancellationToken)
    {
        var due = message.Alert;
        var next = AlertIds.KindOf(due.AlertId) switch
        {
            // An incident joins the open alert, which is scheduled by itself.
            AlertKind.Incident => await incidents.NotifyAsync(due.SiteId, AlertIds.SubjectOf(due.AlertId), cancellationToken),
            _ => await SealAndDeliverAsync(due, cancellationToken),
        };

        if (next == due.Due) return;
        if (next is { } later) await ComeBackAsync(due, later, cancellationToken);
        await sites.DeleteDueAsync(due, cancellationToken);
    }

    /// <summary>An incident that comes back later was not held up: it may have news then.</summary>
    private Task ComeBackAsync(ScheduledAlert due, DateTimeOffset later, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var isIncident = AlertIds.KindOf(due.AlertId) == AlertKind.Incident;
        var again = due with { Due = later, WaitingSince = isIncident ? null : DueAlerts.Since(due, now) };
        return later <= now ? dueAlerts.QueueAsync(again, cancellationToken) : sites.PutDueAsync(again, cancellationToken);
    }

    /// <summary>When to try again what could not be delivered; null if every channel has ended.</summary>
    private async Task<DateTimeOffset?> SealAndDeliverAsync(ScheduledAlert due, CancellationToken cancellationToken)
    {
        if (await sites.FindSiteAsync(due.SiteId, cancellationToken) is not { Row: var site }) return null;
        var now = time.GetUtcNow();
        var afterQuiet = AlertTiming.AfterQuiet(site, now);
        if (afterQuiet > now) return afterQuiet;
        return await sealer.SealAsync(site, due.AlertId, cancellationToken) is { } alert
            ? await delivery.DeliverAsync(alert, cancellationToken)
            : null;
    }
}
