using LinkWatch.Spikes;
using LinkWatch.Storage;

namespace LinkWatch.Alerting.Digests;

/// <summary>What a digest tells.</summary>
public sealed record Digest
{
    /// <summary>What changed, link by link.</summary>
    public DigestChanges Changes { get; init; } = [];

    public IReadOnlyList<IncidentNewsRow> Incidents { get; init; } = [];

    public IReadOnlyList<SpikeNews> Spikes { get; init; } = [];

    /// <summary>Whom the owner noted for a lost link, by link id.</summary>
    public IReadOnlyDictionary<string, string> Contacts { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>How much was verified, as last counted; null where nothing was counted yet.</summary>
    public CoverageRow? Coverage { get; init; }

    /// <summary>How many links it speaks of, and spikes.</summary>
    public int Members => Changes.Count + Incidents.Sum(incident => incident.Notified.Members) + Spikes.Count;
}
