using LinkWatch.Storage;
using Microsoft.Extensions.Logging;

namespace LinkWatch.Hosting.Pumps;

/// <summary>The pumps of both queues.</summary>
public sealed class PipelinePumps(IMessageQueues queues, MessageRouter router, TimeProvider time, ILogger<QueuePump> log)
{
    /// <summary>Slices handled at once; each visits its hosts in parallel.</summary>
    private static readonly QueuePumpOptions Slices = new() { MaxAtOnce = 4 };

    /// <summary>More than may run on one channel at once: one that hangs keeps nothing else waiting.</summary>
    private static readonly QueuePumpOptions Alerting = new() { MaxAtOnce = 16 };

    public QueuePump Checks { get; } = new(
        queues.Checks, queues.PoisonOf(queues.Checks), (message, stop) =>
            router.CheckAsync(message.Text, message.DequeueCount, stop), Slices, time, log);

    public QueuePump Alerts { get; } = new(
        queues.Alerts, queues.PoisonOf(queues.Alerts), (message, stop) => router.AlertAsync(message.Text, stop), Alerting, time, log);
}
