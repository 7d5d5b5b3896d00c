using System.Diagnostics;
using LinkWatch.Storage;

namespace LinkWatch.Bench.Costs;

/// <summary>
/// Receives as the Functions host does with the settings of host.json: a batch of <paramref name="batch"/> messages whenever no more than
/// <paramref name="threshold"/> are in work.
/// </summary>
internal sealed class HostPump(IMessageQueue queue, int batch, int threshold, Func<ReceivedMessage, CancellationToken, Task> handle)
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(10);

    /// <summary>Messages that may be in work at once.</summary>
    public int MaxAtOnce => batch + threshold;

    /// <summary>Until nothing is visible and nothing in work; returns the time that each message took.</summary>
    public async Task<IReadOnlyList<TimeSpan>> DrainAsync(CancellationToken cancellationToken)
    {
        var took = new List<TimeSpan>();
        var running = new List<Task<TimeSpan>>();
        while (true)
        {
            var received = running.Count <= threshold ? await queue.ReceiveAsync(batch, Lease, cancellationToken) : [];
            running.AddRange(received.Select(message => WorkAsync(message, cancellationToken)));
            if (running.Count == 0) return took;
            if (received.Count > 0 && running.Count <= threshold) continue;
            await Task.WhenAny(running);
            foreach (var done in running.Where(task => task.IsCompleted).ToList())
            {
                took.Add(await done);
                running.Remove(done);
            }
        }
    }

    private async Task<TimeSpan> WorkAsync(ReceivedMessage message, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        await handle(message, cancellationToken);
        await queue.DeleteAsync(message, cancellationToken);
        return clock.Elapsed;
    }
}
