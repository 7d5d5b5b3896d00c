using LinkWatch.Alerting;
using LinkWatch.Alerting.Delivery;
using LinkWatch.Messages;
using LinkWatch.Storage;

namespace LinkWatch;

/// <summary>
/// Tells owners what changed. Changes move from the outbox to their site, where they join its open alert; when that is
/// due it is sealed with its text, and only then delivered, channel by channel. Safe to run twice: a change is moved once,
/// a sealed text never changes, and a delivery is claimed before it is made.
/// </summary>
public sealed class AlertStep(OutboxRelay mover, IncidentNotifier incidents, AlertSealer sealer, AlertDelivery delivery, ISiteStore sites)
{
    public Task MoveAsync(MoveChanges message, CancellationToken cancellationToken) =>
        mover.MoveAsync(message.Shard, message.RowKeys, cancellationToken);

    public async Task DeliverAsync(DeliverAlert message, CancellationToken cancellationToken)
    {
        var due = message.Alert;
        if (AlertIds.IncidentOf(due.AlertId) is { } incidentId)
        {
            // An incident joins the open alert, which comes with a pointer of its own.
            var next = await incidents.NotifyAsync(due.SiteId, incidentId, cancellationToken);
            if (next is { } then) await sites.PutDueAsync(due with { Due = then }, cancellationToken);
            if (next == due.Due) return;
        }
        else if (await sealer.SealAsync(due, cancellationToken) is { } alert)
        {
            var again = await delivery.DeliverAsync(alert, cancellationToken);
            if (again is { } later) await sites.PutDueAsync(due with { Due = later }, cancellationToken);
        }

        await sites.DeleteDueAsync(due, cancellationToken);
    }
}
