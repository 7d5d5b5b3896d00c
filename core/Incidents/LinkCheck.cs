using LinkWatch.Confirming;

namespace LinkWatch.Incidents;

/// <summary>One link before and after a reading that was applied to it.</summary>
/// <param name="SiteId">Whose link.</param>
/// <param name="Before">How it stood.</param>
/// <param name="After">How it stands; <see cref="LinkStanding.Incident"/> is the brake's to set.</param>
/// <param name="Change">What changed, or null.</param>
/// <param name="SharedReplacement">The wall that its page met, or null.</param>
public sealed record LinkCheck(string SiteId, LinkStanding Before, LinkStanding After, LinkChange? Change, Incident? SharedReplacement);

/// <summary>What is believed of a link, and what the brake knows of it.</summary>
public sealed record LinkStanding(LinkState State, PendingDegradation? Degradation, LinkIncident? Incident);

/// <summary>A host and its links after the brake.</summary>
/// <param name="Trouble">Null where there is none (any more).</param>
/// <param name="Checks">As given and in their order, with incidents.</param>
public sealed record AssessedHost(HostTrouble? Trouble, IReadOnlyList<LinkCheck> Checks);
