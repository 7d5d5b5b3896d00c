using Microsoft.Azure.Functions.Worker;

namespace LinkWatch.Functions;

/// <summary>Puts on the queue what is due.</summary>
public sealed class ScheduleTimer(ScheduleStep schedule, FunctionTime time)
{
    [Function(nameof(ScheduleTimer))]
    public Task RunAsync([TimerTrigger("%LINKWATCH_TICK_SCHEDULE%")] TimerInfo timer, CancellationToken cancellationToken) =>
        time.RunAsync(schedule.RunAsync, cancellationToken);
}
