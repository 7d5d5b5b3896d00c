using System.Collections.Concurrent;

namespace LinkWatch.Local.Pipeline;

/// <summary>When each part of the pipeline last did its work, and what its last attempt ran into.</summary>
public sealed class PipelineHealth(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, PartHealth> parts = new();

    public IReadOnlyDictionary<string, PartHealth> Parts => parts;

    public bool IsHealthy => parts.Values.All(part => part.Error is null);

    public void Succeeded(string part) => parts[part] = new PartHealth(time.GetUtcNow(), null);

    public void Failed(string part, string error) => parts[part] = new PartHealth(parts.GetValueOrDefault(part)?.Succeeded, error);
}

/// <param name="Succeeded">When it last succeeded; null where it never did.</param>
/// <param name="Error">What its last attempt ran into; null where that succeeded.</param>
public sealed record PartHealth(DateTimeOffset? Succeeded, string? Error);
