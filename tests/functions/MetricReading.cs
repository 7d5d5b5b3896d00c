using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using LinkWatch.Metering;

namespace LinkWatch.Tests.Functions;

/// <summary>What one pipeline's meter says: counters summed up, gauges as they were last.</summary>
internal sealed class MetricReading : IDisposable
{
    private readonly MeterListener listener = new();
    private readonly ConcurrentDictionary<string, long> last = new();

    public MetricReading(PipelineMeter meter)
    {
        listener.InstrumentPublished = (instrument, listening) =>
        {
            if (meter.Owns(instrument)) listening.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) =>
            last.AddOrUpdate(instrument.Name, value, (_, before) => instrument is Counter<long> ? before + value : value));
        listener.Start();
    }

    public IReadOnlyDictionary<string, long> Last => last;

    public void Dispose() => listener.Dispose();
}
