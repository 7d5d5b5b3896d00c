using System.Text.Json.Serialization;

namespace LinkWatch.Confirming;

/// <summary>How a host fares on which links are turning: kept while there is something to keep, and not for a healthy host.</summary>
public sealed record HostTrouble
{
    /// <summary>
    /// Planned time of the reading from which on links are counted: the first that turned. While nothing is suspected it moves on, so that
    /// one link that takes days to confirm does not hide what begins meanwhile; once something is, the incident is named by it.
    /// </summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Different links read since then.</summary>
    public int Read { get; init; }

    /// <summary>Of those, how many turned and have not turned back.</summary>
    public int Degraded { get; init; }

    /// <summary>Planned time of the reading that made an outage suspected, or null.</summary>
    public DateTimeOffset? SuspectedAt { get; init; }

    /// <summary>How many links joined the incidents of this trouble, returned ones included.</summary>
    public int Joined { get; init; }

    /// <summary>Whether a page of it met a wall: its other pages were then pulled forward, whatever they turned out to be.</summary>
    public bool HasSharedReplacement { get; init; }

    /// <summary>
    /// The other pages of the host are pulled forward in small portions: the row key after which the next begins. Null where there is
    /// nothing (more) to pull.
    /// </summary>
    public string? BoostAfter { get; init; }

    public IReadOnlyList<IncidentCounter> Counters { get; init; } = [];

    /// <summary>Links that readings call worse than believed, not confirmed yet.</summary>
    [JsonIgnore]
    public int Pending => Counters.Sum(counter => counter.Pending);

    /// <summary>Links that are in an incident of this trouble and have not returned.</summary>
    [JsonIgnore]
    public int Down => Counters.Sum(counter => counter.Down);

    [JsonIgnore]
    public bool IsSuspected => SuspectedAt is not null;

    public bool Equals(HostTrouble? other) => other is not null
        && (Since, Read, Degraded, SuspectedAt, Joined, HasSharedReplacement, BoostAfter)
            == (other.Since, other.Read, other.Degraded, other.SuspectedAt, other.Joined, other.HasSharedReplacement, other.BoostAfter)
        && Counters.SequenceEqual(other.Counters);

    public override int GetHashCode() => HashCode.Combine(Since, Read, Degraded, Joined, BoostAfter);
}

/// <summary>One site's links on a host, by what they turn to.</summary>
/// <param name="SiteId">Whose; empty for the sites beyond the first hundred of a host, which are counted together.</param>
/// <param name="Cause">What they turn to.</param>
/// <param name="Pending">Not confirmed yet.</param>
/// <param name="Down">In the incident.</param>
public sealed record IncidentCounter(string SiteId, IncidentCause Cause, int Pending, int Down);
