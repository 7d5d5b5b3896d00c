using System.Diagnostics;
using LinkWatch.Storage;

namespace LinkWatch.Bench.Costs;

/// <summary>
/// Receives like the Functions host with the settings in host.json: a batch of <paramref name="batch"/> messages whenever no more than
/// <paramref name="threshold"/> are being handled.
/// </summary>
internal sealed class HostPump(IMessageQueue queue, int batch, int threshold, Func<ReceivedMessage, CancellationToken, Task> handle)
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(10);

    /// <summary>The most messages handled at once.</summary>
    public int MaxAtOnce => batch + threshold;

    /// <summary>Runs until no message is visible or being handled, and returns the time that each took.</summary>
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
