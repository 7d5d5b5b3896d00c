namespace LinkWatch.Spikes;

/// <summary>What was counted on one day.</summary>
/// <param name="Date">The day, in the site's time zone.</param>
/// <param name="Count">At least 0.</param>
/// <param name="IsImport">The owner imported links on it: such a day is neither judged nor learnt from.</param>
public readonly record struct DayCount(DateOnly Date, int Count, bool IsImport = false);
