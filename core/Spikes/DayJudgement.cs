namespace LinkWatch.Spikes;

/// <summary>What <see cref="SpikeDetector"/> says of one day.</summary>
public sealed record DayJudgement
{
    public required DateOnly Date { get; init; }

    public required int Count { get; init; }

    /// <summary>How many were due; null while too little is known, and on an import day.</summary>
    public double? Expected { get; init; }

    /// <summary>How likely so many or more are on an ordinary day; 1 where the day is nowhere near a spike, and so was not weighed.</summary>
    public double Chance { get; init; } = 1;

    /// <summary>1 on the first day of a spike, 2 on the day after, …; 0 where the day is none. Import days neither count nor interrupt.</summary>
    public int DayOfSpike { get; init; }

    public bool IsSpike => DayOfSpike > 0;

    /// <summary>Why it is a spike, in words; empty where it is none.</summary>
    public string Reason => IsSpike ? SpikeWords.Reason(this) : "";
}
