using LinkWatch.Spikes;

namespace LinkWatch.Bench;

/// <summary>A generated series of daily counts with its attacks.</summary>
/// <param name="Days">The days, some of them marked as import days.</param>
/// <param name="Attacks">The attacks, in order.</param>
public sealed record SpikesSeries(IReadOnlyList<DayCount> Days, IReadOnlyList<SpikesAttack> Attacks)
{
    /// <summary>Whether the day belongs to no attack, so that a flag on it is false.</summary>
    public bool IsQuiet(DateOnly date) => !Attacks.Any(attack => attack.From <= date && date <= attack.Until);
}

/// <summary>Counts added to a series.</summary>
/// <param name="From">Its first day.</param>
/// <param name="Until">Its last day.</param>
/// <param name="Due">
/// The first day with at least 4 times the true rate and 10 more. It should be flagged then, or on the next day.
/// </param>
public sealed record SpikesAttack(DateOnly From, DateOnly Until, DateOnly Due)
{
    /// <summary>Whether a flag on that day finds the attack: while it grows, on its first day of full strength, or on the next.</summary>
    public bool IsInTime(DateOnly date) => From <= date && date <= Due.AddDays(1);
}
