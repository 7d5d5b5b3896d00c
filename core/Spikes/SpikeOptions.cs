namespace LinkWatch.Spikes;

/// <summary>
/// What takes a day for a spike, and what it is held against. docs/spikes.md lists the defaults and what they were measured to do.
/// </summary>
public sealed record SpikeOptions
{
    public static SpikeOptions Default { get; } = new();

    /// <summary>The least by which a spike's count exceeds what was due.</summary>
    public double MinExtra { get; init; } = 9;

    /// <summary>How many times what was due a spike is at least.</summary>
    public double MinTimes { get; init; } = 3.4;

    /// <summary>The chance, on an ordinary day, of so many or more must be at most this.</summary>
    public double MaxChance { get; init; } = 4e-4;

    /// <summary>Days of a series from which is learnt before any is judged; at least 1.</summary>
    public int DaysToLearn { get; init; } = 14;

    /// <summary>Days that the level is estimated from.</summary>
    public int LevelDays { get; init; } = 56;

    /// <summary>Days after which a day weighs half in the level.</summary>
    public double LevelHalfLife { get; init; } = 21;

    /// <summary>The same for the level of the last days, which is used while a series grows.</summary>
    public double GrowthHalfLife { get; init; } = 7;

    /// <summary>Days that the weekly rhythm and the scatter are estimated from.</summary>
    public int RhythmDays { get; init; } = 182;

    /// <summary>Days after which a day weighs half in the rhythm and the scatter.</summary>
    public double RhythmHalfLife { get; init; } = 56;

    /// <summary>Days in a row, all but one of them raised, after which their level is what is due; at least 2.</summary>
    public int DaysToAdopt { get; init; } = 10;

    /// <summary>How many times the old level a raised one is at least.</summary>
    public double AdoptTimes { get; init; } = 2;

    /// <summary>Days after which a raised level counts as the usual one, also when it ends.</summary>
    public int DaysToStay { get; init; } = 21;
}
