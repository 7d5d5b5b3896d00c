using Microsoft.Azure.Functions.Worker;

namespace LinkWatch.Functions;

/// <summary>Judges the day that ended, a site at a time.</summary>
public sealed class SpikeTimer(SpikeStep spikes, FunctionTime time)
{
    [Function(nameof(SpikeTimer))]
    public Task RunAsync([TimerTrigger("%LINKWATCH_SPIKE_SCHEDULE%")] TimerInfo timer, CancellationToken cancellationToken) =>
        time.RunAsync(spikes.RunAsync, cancellationToken);
}
