using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace LinkWatch.Functions;

/// <summary>Queues the pages that are due.</summary>
public sealed class ScheduleTimer(ScheduleStep schedule, FunctionTime time)
{
    [Function(nameof(ScheduleTimer))]
    public Task RunAsync([TimerTrigger("%LINKWATCH_TICK_SCHEDULE%")] TimerInfo timer, CancellationToken cancellationToken) =>
        time.RunAsync(schedule.RunAsync, cancellationToken);
}

/// <summary>Checks one slice of pages.</summary>
public sealed class CheckQueue(MessageRouter router, FunctionTime time)
{
    [Function(nameof(CheckQueue))]
    public Task RunAsync([QueueTrigger(
        "checks", Connection = "AzureWebJobsStorage")] string message, long dequeueCount, CancellationToken cancellationToken) =>
        time.RunAsync(stop => router.CheckAsync(message, (int)dequeueCount, stop), cancellationToken);
}

/// <summary>Moves changes to their sites, and delivers alerts.</summary>
public sealed class AlertQueue(MessageRouter router, FunctionTime time)
{
    [Function(nameof(AlertQueue))]
    public Task RunAsync(
        [QueueTrigger("alerts", Connection = "AzureWebJobsStorage")] string message, CancellationToken cancellationToken) =>
        time.RunAsync(stop => router.AlertAsync(message, stop), cancellationToken);
}

/// <summary>Restarts stalled work, queues alerts that are due, and stores poison messages as rows.</summary>
public sealed class SweepTimer(SweepStep sweep, FunctionTime time)
{
    [Function(nameof(SweepTimer))]
    public Task RunAsync([TimerTrigger("%LINKWATCH_SWEEP_SCHEDULE%")] TimerInfo timer, CancellationToken cancellationToken) =>
        time.RunAsync(sweep.RunAsync, cancellationToken);
}

/// <summary>Looks for spikes in the previous day, site by site.</summary>
public sealed class SpikeTimer(SpikeStep spikes, FunctionTime time)
{
    [Function(nameof(SpikeTimer))]
    public Task RunAsync([TimerTrigger("%LINKWATCH_SPIKE_SCHEDULE%")] TimerInfo timer, CancellationToken cancellationToken) =>
        time.RunAsync(spikes.RunAsync, cancellationToken);
}

/// <summary>
/// Ends a function's work before the host does: at its limit (functionTimeout in host.json) the host kills the whole process, with
/// everything else that is running in it.
/// </summary>
public sealed class FunctionTime(TimeProvider time, ILogger<FunctionTime> log)
{
    public static readonly TimeSpan MaxDuration = TimeSpan.FromMinutes(8);

    /// <exception cref="OperationCanceledException">It was ended early. The host retries its message and logs no stack trace.</exception>
    /// <param name="work">Safe to run again; the next run does what is left.</param>
    /// <param name="cancellationToken">The host's own token.</param>
    public async Task RunAsync(Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(MaxDuration, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            await work(either.Token);
        }
        catch (OperationCanceledException e) when (either.IsCancellationRequested)
        {
            if (limit.IsCancellationRequested)
                log.LogWarning("Ended after {Minutes} minutes; a later run goes on", MaxDuration.TotalMinutes);

            // The worker looks at the inner exception alone: without one, it reports a failure with a stack trace and no cancellation.
            throw new OperationCanceledException("ended before it was done", e, e.CancellationToken);
        }
    }
}
