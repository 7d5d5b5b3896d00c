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
    IPageStore pages, ISiteStore sites, PoisonMessages poison, AlertMessages alerts, DailyAudit readThrough, PipelineMeter meter,
    TimeProvider time)
{
    /// <summary>A change younger than this is still on its way.</summary>
    private static readonly TimeSpan Stalled = TimeSpan.FromMinutes(10);
    private const int Portion = 100;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        for (var shard = 0; shard < pages.Shards; shard++) await MoveStalledAsync(shard, time.GetUtcNow() - Stalled, cancellationToken);
        await SendDueAsync(cancellationToken);
        await poison.KeepAsync(cancellationToken);
        meter.Poison(await poison.CountAsync(cancellationToken));

        // Last: it is long, and what stalled must not wait for it.
        if (await readThrough.RunIfDueAsync(cancellationToken)) await SendDueAsync(cancellationToken);
    }

    /// <summary>Sends the changes that were planned until <paramref name="until"/> and are still in the outbox.</summary>
    public async Task MoveStalledAsync(int shard, DateTimeOffset until, CancellationToken cancellationToken)
    {
        var stalled = await pages.ReadOutboxAsync(shard, Portion, cancellationToken);
        var now = time.GetUtcNow();
        var keys = stalled.Where(change => change.Row.PlannedAt <= until || change.Row.PlannedAt.IsAhead(now))
            .Select(change => change.Row.RowKey).ToList();
        await alerts.SendChangesAsync(shard, keys, cancellationToken);
    }

    /// <summary>Sends the alerts that are due.</summary>
    public async Task SendDueAsync(CancellationToken cancellationToken)
    {
        foreach (var due in await sites.ListDueAsync(time.GetUtcNow(), Portion, cancellationToken))
        {
            await alerts.SendAlertAsync(due, cancellationToken);
        }
    }
}
