using System.Collections.Concurrent;
using LinkWatch.Checking;
using LinkWatch.Metering;
using LinkWatch.Web;

namespace LinkWatch.Local.Pipeline;

/// <summary>When each part of the pipeline last succeeded, and why its last attempt failed.</summary>
public sealed class PipelineHealth(ConnectivityGuard outage, ClockWatch clock, TimeProvider time) : IHealth
{
    private readonly ConcurrentDictionary<string, PartHealth> parts = new();

    /// <summary>
    /// Lists our own network among the parts while it seems to be down, and the clock for an hour after it was found wrong.
    /// </summary>
    public IReadOnlyDictionary<string, PartHealth> Parts
    {
        get
        {
            var all = new Dictionary<string, PartHealth>(parts, StringComparer.Ordinal);
            if (outage.Since is { } since)
                all["network"] = new(since, "nearly all hosts fail at once; our own network seems to be down, so nothing is judged");
            if (clock.Recent is { } fault) all["clock"] = new(null, fault.Text);
            return all;
        }
    }

    public bool IsHealthy => Parts.Values.All(part => part.Error is null);

    public Task<HealthReport> ReportAsync(CancellationToken cancellationToken) => Task.FromResult(new HealthReport(IsHealthy, Parts));

    public void Succeeded(string part) => parts[part] = new PartHealth(time.GetUtcNow(), null);

    public void Failed(string part, string error) => parts[part] = new PartHealth(parts.GetValueOrDefault(part)?.Succeeded, error);
}
