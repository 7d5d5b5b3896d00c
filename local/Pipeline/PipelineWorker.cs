using LinkWatch.Local.Settings;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LinkWatch.Local.Pipeline;

/// <summary>
/// Runs the tick, the sweep and the spike step under <c>serve</c> until stopped. If one fails, it is logged and run again next time.
/// </summary>
public sealed class PipelineWorker(
    ScheduleStep schedule, SweepStep sweep, SpikeStep spikes, PipelineHealth health, LocalSettings settings, TimeProvider time,
    ILogger<PipelineWorker> log)
    : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        Repeat("tick", schedule.RunAsync, stoppingToken),
        Repeat("sweep", sweep.RunAsync, stoppingToken),
        Repeat("spikes", spikes.RunAsync, stoppingToken));

    private async Task Repeat(string what, Func<CancellationToken, Task> act, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(settings.Tick, time);
        try
        {
            do
            {
                try
                {
                    await act(stop);
                    health.Succeeded(what);
                }
                catch (Exception e) when (e is not OperationCanceledException)
                {
                    health.Failed(what, e.Message);
                    log.LogError(e, "A {What} failed; the next is in {Seconds} s", what, settings.Tick.TotalSeconds);
                }
            }
            while (await timer.WaitForNextTickAsync(stop));
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
        }
    }
}
