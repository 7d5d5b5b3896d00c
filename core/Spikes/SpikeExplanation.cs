namespace LinkWatch.Spikes;

/// <summary>What drives a burst of new links, and what it looks like.</summary>
/// <param name="Call">Suspicious, probably good news, or unclear.</param>
/// <param name="Reasons">The signs that decided, those against it first, each with a sentence that gives its figures.</param>
/// <param name="Shares">Of everything that is known of the links.</param>
public sealed record SpikeExplanation(SpikeCall Call, IReadOnlyList<SpikeReason> Reasons, IReadOnlyList<SpikeShare> Shares);

/// <summary>One sign, in words. The text holds anchors and names as others wrote them: encode it for where it lands.</summary>
public sealed record SpikeReason(SpikeIndicator Sign, string Text);
