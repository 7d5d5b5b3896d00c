using Microsoft.Azure.Functions.Worker;

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
