using LinkWatch.Storage;

namespace LinkWatch.Sweeping;

/// <summary>
/// Messages that failed for good. A poison queue forgets after a week, and nobody sees how long it is, so they become rows, which stay
/// until someone requeues them.
/// </summary>
public sealed class PoisonMessages(IMessageQueues queues, IPoisonStore store)
{
    private const int Portion = 100;
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    private IReadOnlyList<IMessageQueue> Queues => [queues.Checks, queues.Alerts];

    /// <summary>Moves the messages of the poison queues into rows. Row first: a message stored twice is one row.</summary>
    public async Task KeepAsync(CancellationToken cancellationToken)
    {
        foreach (var queue in Queues)
        {
            var failed = queues.PoisonOf(queue);
            while (await failed.ReceiveAsync(32, Lease, cancellationToken) is { Count: > 0 } messages)
            {
                foreach (var message in messages)
                {
                    await store.KeepAsync(new PoisonMessage(queue.Name, message.Id, message.Text, message.SentAt), cancellationToken);
                    await failed.DeleteAsync(message, cancellationToken);
                }
            }
        }
    }

    /// <summary>
    /// Puts every message back on its queue and returns how many there were of each. Sent first: interrupted, one may be handled twice,
    /// which its step does not mind.
    /// </summary>
    public async Task<IReadOnlyDictionary<string, int>> RequeueAsync(CancellationToken cancellationToken)
    {
        await KeepAsync(cancellationToken);
        var byName = Queues.ToDictionary(queue => queue.Name);
        var counts = byName.Keys.ToDictionary(name => name, _ => 0);
        while (await store.ListAsync(Portion, cancellationToken) is { Count: > 0 } messages)
        {
            foreach (var message in messages)
            {
                await byName[message.Queue].SendAsync(message.Text, TimeSpan.Zero, cancellationToken);
                await store.RemoveAsync(message, cancellationToken);
                counts[message.Queue]++;
            }
        }

        return counts;
    }

    /// <summary>How many wait for someone: rows, counted up to a thousand, and what the sweep has not moved yet.</summary>
    public async Task<long> CountAsync(CancellationToken cancellationToken)
    {
        var count = (long)(await store.ListAsync(1000, cancellationToken)).Count;
        foreach (var queue in Queues) count += await queues.PoisonOf(queue).CountAsync(cancellationToken);
        return count;
    }
}
