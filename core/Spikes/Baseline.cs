namespace LinkWatch.Spikes;

/// <summary>What is due on a day, from the days before it: a level, times what that day of the week usually has.</summary>
internal static class Baseline
{
    /// <summary>A day: nothing at all says only that the level is low.</summary>
    private const double MinLevel = 0.1;

    /// <summary>Of the level of the last days: where even this is above that of the last weeks, the series grows.</summary>
    private const double Grown = 0.9;

    public static Expectation Of(DateOnly date, IReadOnlyList<PastDay> past, SpikeOptions options)
    {
        var half = Weighted.Before(date, past, options.RhythmDays, options.RhythmHalfLife);
        var dispersion = Dispersion.Of(half);
        var rhythm = new WeeklyRhythm(half, dispersion);
        var level = LevelOf(Weighted.Before(date, past, options.LevelDays, options.LevelHalfLife), rhythm);
        var recent = LevelOf(Weighted.Before(date, past, options.LevelDays, options.GrowthHalfLife), rhythm);
        if (Grown * recent.PerDay > level.PerDay) level = recent with { PerDay = Grown * recent.PerDay };
        var raised = RaisedLevel(past, level.PerDay, rhythm, options);
        if (raised is not null) level = new Level(raised.Value, options.DaysToAdopt);
        var doubt = (((1 / level.PerDay) + dispersion) / Math.Max(1, level.Days)) + rhythm.DoubtOf(date);
        return new Expectation(level.PerDay * rhythm.FactorOf(date), dispersion, doubt, IsOnTrial: raised is not null);
    }

    private static Level LevelOf(List<Weighted> days, WeeklyRhythm rhythm)
    {
        var (counts, shares, weights, squares) = (0.0, 0.0, 0.0, 0.0);
        foreach (var (day, weight) in days)
        {
            counts += weight * day.Kept;
            shares += weight * rhythm.FactorOf(day.Date);
            weights += weight;
            squares += weight * weight;
        }

        return new Level(shares > 0 ? Math.Max(MinLevel, counts / shares) : MinLevel, Weighted.Worth(weights, squares));
    }

    /// <summary>The level of the last days, where all but one of them lie far above the usual one; null where not.</summary>
    private static double? RaisedLevel(IReadOnlyList<PastDay> past, double usual, WeeklyRhythm rhythm, SpikeOptions options)
    {
        if (past.Count < options.DaysToAdopt) return null;
        var levels = past.TakeLast(options.DaysToAdopt)
            .Select(day => day.Count / Math.Max(0.2, rhythm.FactorOf(day.Date))).Order().ToArray();
        return levels[1] > options.AdoptTimes * usual ? (levels[(levels.Length - 1) / 2] + levels[levels.Length / 2]) / 2 : null;
    }

    /// <param name="PerDay">How many on a day of an even week.</param>
    /// <param name="Days">From how many days that is known.</param>
    private readonly record struct Level(double PerDay, double Days);
}
