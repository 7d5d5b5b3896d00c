using System.Diagnostics.Metrics;
using LinkWatch.Metering;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LinkWatch.Functions;

/// <summary>
/// Hands what the pipeline counts to the host as metrics: sampling leaves them alone, as it does not the log,
/// and the alert rules look for them.
/// </summary>
public sealed class MetricRelay(PipelineMeter meter, ILogger<MetricRelay> log) : IHostedService, IDisposable
{
    private readonly MeterListener listener = new();

    public Task StartAsync(CancellationToken cancellationToken)
    {
        listener.InstrumentPublished = (instrument, listening) =>
        {
            if (meter.Owns(instrument)) listening.EnableMeasurementEvents(instrument);
        };

        // On the thread that counts: the host takes a metric only from within a function's run.
        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => log.LogMetric(instrument.Name, value));
        listener.Start();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => listener.Dispose();
}
