using Microsoft.Azure.Functions.Worker;

namespace LinkWatch.Functions;

/// <summary>Puts back on its way what stalled, sends alerts that are due, and keeps poison messages as rows.</summary>
public sealed class SweepTimer(SweepStep sweep, FunctionTime time)
{
    [Function(nameof(SweepTimer))]
    public Task RunAsync([TimerTrigger("%LINKWATCH_SWEEP_SCHEDULE%")] TimerInfo timer, CancellationToken cancellationToken) =>
        time.RunAsync(sweep.RunAsync, cancellationToken);
}
