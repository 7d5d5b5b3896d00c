using Microsoft.Azure.Functions.Worker;

namespace LinkWatch.Functions;

/// <summary>Checks one slice of pages.</summary>
public sealed class CheckQueue(MessageRouter router, FunctionTime time)
{
    [Function(nameof(CheckQueue))]
    public Task RunAsync([QueueTrigger(
        "checks", Connection = "AzureWebJobsStorage")] string message, long dequeueCount, CancellationToken cancellationToken) =>
        time.RunAsync(stop => router.CheckAsync(message, (int)dequeueCount, stop), cancellationToken);
}
