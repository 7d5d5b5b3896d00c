using System.Collections.Concurrent;
using LinkWatch.Checking;

namespace LinkWatch.Local.Pipeline;

/// <summary>When each part of the pipeline last did its work, and what its last attempt ran into.</summary>
public sealed class PipelineHealth(OwnOutage outage, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, PartHealth> parts = new();

    /// <summary>Our own network stands among the parts while it seems to be down.</summary>
    public IReadOnlyDictionary<string, PartHealth> Parts => outage.Since is { } since
        ? new Dictionary<string, PartHealth>(parts) { ["network"] = new(since, "nearly all hosts fail at once: our own network seems to be down, so nothing is judged") }
        : parts;

    public bool IsHealthy => Parts.Values.All(part => part.Error is null);

    public void Succeeded(string part) => parts[part] = new PartHealth(time.GetUtcNow(), null);

    public void Failed(string part, string error) => parts[part] = new PartHealth(parts.GetValueOrDefault(part)?.Succeeded, error);
}

/// <param name="Succeeded">When it last succeeded; null where it never did.</param>
/// <param name="Error">What its last attempt ran into; null where that succeeded.</param>
public sealed record PartHealth(DateTimeOffset? Succeeded, string? Error);
