namespace LinkWatch.Spikes;

/// <summary>What <see cref="SpikeDetector"/> says of one day.</summary>
public sealed record DayJudgement
{
    public required DateOnly Date { get; init; }

    public required int Count { get; init; }

    /// <summary>How many were due; null while too little is known, and on an import day.</summary>
    public double? Expected { get; init; }

    /// <summary>
    /// How likely so many or more are on an ordinary day; 1 where the day is nowhere near a spike, and so was not weighed.
    /// </summary>
    public double Chance { get; init; } = 1;

    /// <summary>1 on the first day of a spike, 2 on the next that belongs to it, …; 0 where the day is none.</summary>
    public int DayOfSpike { get; init; }

    /// <summary>
    /// Whether the day is worth telling: the first two days of a spike, and a later one that is twice as high as all before. So a level
    /// that rises and stays is told twice, not until it counts as the usual one.
    /// </summary>
    public bool IsFlagged { get; init; }

    /// <summary>Why it is a spike, in words; empty where it is none.</summary>
    public string Reason => DayOfSpike > 0 ? SpikeWords.Reason(this) : "";
}
