using System.Net;
using LinkWatch.Links;
using LinkWatch.Urls;

namespace LinkWatch.Spikes;

/// <summary>A link that came, was lost or turned nofollow on the day of a spike, as far as it is known.</summary>
public sealed record SpikeLink
{
    public required WebUrl Source { get; init; }

    /// <summary>The anchor text; empty where there is none, null where it is not known.</summary>
    public string? Anchor { get; init; }

    /// <summary>Null where it is not known.</summary>
    public Placement? Placement { get; init; }

    /// <summary>Lower-case rel tokens.</summary>
    public IReadOnlyList<string> Rel { get; init; } = [];

    /// <summary>What the source's host resolved to; null where it is not known.</summary>
    public IPAddress? Address { get; init; }
}
