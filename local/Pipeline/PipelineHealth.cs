using System.Collections.Concurrent;
using LinkWatch.Checking;
using LinkWatch.Web;

namespace LinkWatch.Local.Pipeline;

/// <summary>When each part of the pipeline last did its work, and what its last attempt ran into.</summary>
public sealed class PipelineHealth(ConnectivityGuard outage, TimeProvider time) : IHealth
{
    private readonly ConcurrentDictionary<string, PartHealth> parts = new();

    /// <summary>Our own network stands among the parts while it seems to be down.</summary>
    public IReadOnlyDictionary<string, PartHealth> Parts => outage.Since is { } since
        ? new Dictionary<string, PartHealth>(parts)
        {
            ["network"] = new(since, "nearly all hosts fail at once: our own network seems to be down, so nothing is judged")
        }
        : parts;

    public bool IsHealthy => Parts.Values.All(part => part.Error is null);

    public Task<HealthReport> ReportAsync(CancellationToken cancellationToken) => Task.FromResult(new HealthReport(IsHealthy, Parts));

    public void Succeeded(string part) => parts[part] = new PartHealth(time.GetUtcNow(), null);

    public void Failed(string part, string error) => parts[part] = new PartHealth(parts.GetValueOrDefault(part)?.Succeeded, error);
}
