using LinkWatch.Links;

namespace LinkWatch.Confirming;

/// <summary>Many links that turned together: told as one.</summary>
/// <param name="Id">Follows from the rest, so that every check, whoever makes it, names the same incident alike.</param>
/// <param name="Cause">What became of the links.</param>
/// <param name="Subject">The host (authority); for a wall what the pages have in common: a title or an address, or empty.</param>
/// <param name="Since">Planned time of the reading with which it began.</param>
public sealed record Incident(string Id, IncidentCause Cause, string Subject, DateTimeOffset Since)
{
    public static Incident OfHost(string authority, IncidentCause cause, DateTimeOffset since) =>
        new(Ids.Hash(FormattableString.Invariant($"host\n{authority}\n{cause.Name()}\n{since.UtcTicks}")), cause, authority, since);

    /// <param name="key">The wall's row key.</param>
    /// <param name="subject">What the pages have in common, to be shown.</param>
    /// <param name="since">When the wall was first met.</param>
    public static Incident OfSharedReplacement(string key, string subject, DateTimeOffset since) =>
        new(Ids.Hash(
            FormattableString.Invariant($"replacement\n{key}\n{since.UtcTicks}")), IncidentCause.SharedReplacement, subject, since);
}

/// <summary>What links turned to, in an incident: each is told by itself, because each asks something else of an owner.</summary>
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

/// <summary>That a change belongs to an incident: it is told with it, not by itself.</summary>
/// <param name="Incident">Which one.</param>
/// <param name="Expected">How many of the site's links are in it or still turning toward it; 0 where nobody knows.</param>
/// <param name="IsReturn">Whether the link left it again: seen, or readable again.</param>
public sealed record IncidentMark(Incident Incident, int Expected, bool IsReturn);

/// <summary>The incident that a link is in, until it returns.</summary>
/// <param name="Incident">Which one.</param>
/// <param name="IsUnverifiable">Whether it is in it because it could not be read: it then returns when it can be.</param>
public sealed record LinkIncident(Incident Incident, bool IsUnverifiable);
