using LinkWatch.Alerting;
using LinkWatch.Alerting.Delivery;
using LinkWatch.Links;
using LinkWatch.Messages;
using LinkWatch.Metering;
using LinkWatch.Storage;
using LinkWatch.Sweeping;

namespace LinkWatch;

/// <summary>
/// Puts back on its way what stalled: changes still in the outbox, alerts that are due, messages that failed for good
/// (kept as rows until someone puts them back). Once a day it reads everything through, for what is silent. Safe to run twice,
/// and beside another.
/// </summary>
public sealed class SweepStep(
    IPageStore pages, PoisonMessages poison, AlertMessages alerts, DueAlerts due, UndeliveredAlerts undelivered,
    DailyAudit readThrough, PipelineMeter meter, TimeProvider time)
{
    /// <summary>A change younger than this is still on its way.</summary>
    private static readonly TimeSpan Stalled = TimeSpan.FromMinutes(10);

    /// <summary>In one sweep, of a shard: more than can be stuck, so that the oldest do not keep the others from moving.</summary>
    private const int MaxStalled = 5000;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        for (var shard = 0; shard < pages.Shards; shard++) await MoveStalledAsync(shard, time.GetUtcNow() - Stalled, cancellationToken);
        await due.QueueAllAsync(cancellationToken);
        await poison.KeepAsync(cancellationToken);
        meter.Poison(await poison.CountAsync(cancellationToken));

        await undelivered.TidyAsync(cancellationToken);
        var count = await undelivered.CountAsync(cancellationToken);
        meter.Undelivered(count.Overdue + count.Failed);

        // Last: it is long, and what stalled must not wait for it.
        if (await readThrough.RunIfDueAsync(cancellationToken)) await due.QueueAllAsync(cancellationToken);
    }

    /// <summary>Sends the changes that were planned until <paramref name="until"/> and are still in the outbox.</summary>
    public async Task MoveStalledAsync(int shard, DateTimeOffset until, CancellationToken cancellationToken)
    {
        var stalled = await pages.ReadOutboxAsync(shard, MaxStalled, cancellationToken);
        var now = time.GetUtcNow();
        var keys = stalled.Where(change => change.Row.PlannedAt <= until || change.Row.PlannedAt.IsAhead(now))
            .Select(change => change.Row.RowKey).ToList();
        await alerts.SendChangesAsync(shard, keys, cancellationToken);
    }
}
