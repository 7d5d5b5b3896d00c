using LinkWatch.Storage;
using Microsoft.Extensions.Logging;

namespace LinkWatch.Hosting.Pumps;

/// <summary>The pumps of both queues.</summary>
public sealed class PipelinePumps(IMessageQueues queues, MessageRouter router, TimeProvider time, ILogger<QueuePump> log)
{
    /// <summary>Slices handled at once; each visits its hosts in parallel.</summary>
    private static readonly QueuePumpOptions Slices = new() { MaxAtOnce = 4 };

    /// <summary>Changes are moved one message at a time: most belong to a few sites, so parallel writes would only conflict.</summary>
    private static readonly QueuePumpOptions Changes = new() { MaxAtOnce = 1 };

    public QueuePump Checks { get; } = new(
        queues.Checks, queues.PoisonOf(queues.Checks), (message, stop) =>
            router.CheckAsync(message.Text, message.DequeueCount, stop), Slices, time, log);

    public QueuePump Alerts { get; } = new(
        queues.Alerts, queues.PoisonOf(queues.Alerts), (message, stop) => router.AlertAsync(message.Text, stop), Changes, time, log);
}
