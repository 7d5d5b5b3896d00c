using System.Diagnostics.Metrics;
using LinkWatch.Metering;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LinkWatch.Functions;

/// <summary>
/// Passes the pipeline's counters to the host as metrics: unlike logs they are not sampled, and the alert rules in infra/ query
/// them.
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

        // On the counting thread: the host accepts a metric only from within a function invocation.
        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => log.LogMetric(instrument.Name, value));
        listener.Start();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => listener.Dispose();
}
