namespace LinkWatch.Confirming;

/// <summary>What a reading made of a state.</summary>
/// <param name="State">The state after it.</param>
/// <param name="Change">What changed, or null.</param>
/// <param name="RecheckAt">When to read again before the cadence would, to confirm a candidate or to get a first answer; or null.</param>
public sealed record Confirmation(LinkState State, LinkChange? Change, DateTimeOffset? RecheckAt);
