using System.Text.Json.Serialization;
using LinkWatch.Links;

namespace LinkWatch.Confirming;

/// <summary>The state of a host on which degradations are being confirmed. A healthy host has none.</summary>
public sealed record HostTrouble
{
    /// <summary>
    /// Planned time of the reading from which links are counted: the first that degraded. While nothing is suspected it moves on, so that
    /// one link that takes days to confirm does not hide what begins meanwhile; after that, the incident's id contains it.
    /// </summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Different links read since then.</summary>
    public int Read { get; init; }

    /// <summary>Of those, how many degraded and have not recovered.</summary>
    public int Degraded { get; init; }

    /// <summary>Planned time of the reading that made an outage suspected, or null.</summary>
    public DateTimeOffset? SuspectedAt { get; init; }

    /// <summary>How many links joined the incidents of this trouble, returned ones included.</summary>
    public int Joined { get; init; }

    /// <summary>Whether a page of it met a shared replacement: its other pages are then checked early, once.</summary>
    public bool HasSharedReplacement { get; init; }

    /// <summary>
    /// The host's other pages are checked early in small portions: the row key after which the next begins. Null if none
    /// is left.
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

/// <summary>One site's links on a host, by what they degrade to.</summary>
/// <param name="SiteId">The site; empty for the sites beyond the first hundred of a host, which are counted together.</param>
/// <param name="Cause">What they degrade to.</param>
/// <param name="Pending">Not confirmed yet.</param>
/// <param name="Down">In the incident.</param>
public sealed record IncidentCounter(string SiteId, IncidentCause Cause, int Pending, int Down);

/// <summary>Many links that degraded together, reported as one event.</summary>
/// <param name="Id">Follows from the rest, so that every check, whoever makes it, names the same incident alike.</param>
/// <param name="Cause">What became of the links.</param>
/// <param name="Subject">The host (authority); or what a shared replacement's pages have in common: a title, an address or nothing.</param>
/// <param name="Since">Planned time of the reading with which it began.</param>
public sealed record Incident(string Id, IncidentCause Cause, string Subject, DateTimeOffset Since)
{
    /// <summary>Fewer links than this are no incident to their owner.</summary>
    public const int FewestLinks = 5;

    public static Incident OfHost(string authority, IncidentCause cause, DateTimeOffset since) =>
        new(Ids.Hash(FormattableString.Invariant($"host\n{authority}\n{cause.Name()}\n{since.UtcTicks}")), cause, authority, since);

    /// <param name="key">The shared replacement's row key.</param>
    /// <param name="subject">What the pages have in common, to be shown.</param>
    /// <param name="since">When the shared replacement was first seen.</param>
    public static Incident OfSharedReplacement(string key, string subject, DateTimeOffset since) =>
        new(Ids.Hash(
            FormattableString.Invariant($"replacement\n{key}\n{since.UtcTicks}")), IncidentCause.SharedReplacement, subject, since);
}

/// <summary>What happened to an incident's links. Each cause is reported separately, because each needs another action.</summary>
public enum IncidentCause
{
    Lost,
    Unindexed,
    Nofollow,

    /// <summary>The pages cannot be read for days.</summary>
    Unreadable,

    /// <summary>The same page took the place of others on several hosts, or they all redirect to one address.</summary>
    SharedReplacement,
}

/// <summary>Marks a change as part of an incident: it is reported with it, not on its own.</summary>
/// <param name="Incident">Which one.</param>
/// <param name="Expected">How many of the site's links are in it or pending confirmation; 0 if unknown.</param>
/// <param name="IsReturn">Whether the link left it again: seen, or readable again.</param>
public sealed record IncidentMark(Incident Incident, int Expected, bool IsReturn);

/// <summary>The incident that a link is in, until it returns.</summary>
/// <param name="Incident">Which one.</param>
/// <param name="IsUnverifiable">Whether it is in it because it could not be read: it then returns when it can be.</param>
public sealed record LinkIncident(Incident Incident, bool IsUnverifiable);
