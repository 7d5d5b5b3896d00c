using Microsoft.Azure.Functions.Worker;

namespace LinkWatch.Functions;

/// <summary>Moves changes to their sites, and delivers alerts.</summary>
public sealed class AlertQueue(MessageRouter router, FunctionTime time)
{
    [Function(nameof(AlertQueue))]
    public Task RunAsync(
        [QueueTrigger("alerts", Connection = "AzureWebJobsStorage")] string message, CancellationToken cancellationToken) =>
        time.RunAsync(stop => router.AlertAsync(message, stop), cancellationToken);
}
