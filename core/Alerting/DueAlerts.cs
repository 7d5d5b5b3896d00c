using LinkWatch.Messages;
using LinkWatch.Storage;

namespace LinkWatch.Alerting;

/// <summary>
/// Puts alerts that are due on the queue. Their pointers move ahead first: while the queue is not drained, an alert is queued again only
/// in case its message was lost, and ever more rarely.
/// </summary>
public sealed class DueAlerts(ISiteStore sites, AlertMessages messages, TimeProvider time)
{
    private const int Portion = 100;
    private static readonly TimeSpan FirstLook = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan LongestLook = TimeSpan.FromHours(6);

    /// <summary>Queues all that are due.</summary>
    public async Task QueueAllAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<ScheduledAlert> due;
        do
        {
            due = await sites.ListDueAsync(time.GetUtcNow(), Portion, cancellationToken);
            foreach (var pointer in due) await QueueAsync(pointer, cancellationToken);
        }
        while (due.Count == Portion);
    }

    /// <summary>Queues an alert, due or not. Interrupted, it is queued again: its step does not mind.</summary>
    public async Task QueueAsync(ScheduledAlert due, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var since = Since(due, now);
        var waited = now - since;
        var pause = waited < FirstLook ? FirstLook : waited < LongestLook ? waited : LongestLook;
        var queued = due with { Due = now + pause, WaitingSince = since };
        await sites.PutDueAsync(queued, cancellationToken);
        await messages.SendAlertAsync(queued, cancellationToken);
        if (queued.RowKey != due.RowKey) await sites.DeleteDueAsync(due, cancellationToken);
    }

    /// <summary>When an alert first was due; now, if that is yet to come.</summary>
    public static DateTimeOffset Since(ScheduledAlert due, DateTimeOffset now) =>
        (due.WaitingSince ?? due.Due) is var since && since < now ? since : now;
}
