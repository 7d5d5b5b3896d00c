namespace LinkWatch.Spikes;

/// <summary>The expected count of a day, from the days before it: a level, times a factor for the day of the week.</summary>
internal static class Baseline
{
    /// <summary>A day: nothing at all says only that the level is low.</summary>
    private const double MinLevel = 0.1;

    /// <summary>If even this share of the last days' level is above the level of the last weeks, the series grows.</summary>
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

    /// <summary>The level of the last days if all but one of them are far above the usual one; otherwise null.</summary>
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

/// <summary>How many times the level each day of the week has, drawn towards 1 as far as too little is known of it.</summary>
internal sealed class WeeklyRhythm
{
    /// <summary>The variance of such factors among sites: some rest at weekends, most are even.</summary>
    private const double Usual = 0.15;

    private const double MinMean = 0.05;

    private readonly double[] factors = new double[7];
    private readonly double[] doubts = new double[7];

    public WeeklyRhythm(IReadOnlyList<Weighted> days, double dispersion)
    {
        var (counts, weights, squares) = (new double[7], new double[7], new double[7]);
        foreach (var (day, weight) in days)
        {
            var weekday = (int)day.Date.DayOfWeek;
            counts[weekday] += weight * day.Kept;
            weights[weekday] += weight;
            squares[weekday] += weight * weight;
        }

        var total = weights.Sum();
        var mean = total > 0 ? Math.Max(MinMean, counts.Sum() / total) : MinMean;
        for (var weekday = 0; weekday < 7; weekday++)
        {
            var error = ((1 / mean) + dispersion) / Math.Max(0.1, Weighted.Worth(weights[weekday], squares[weekday]));
            var trust = Usual / (Usual + error);
            var seen = weights[weekday] > 0 ? counts[weekday] / weights[weekday] / mean : 1;
            factors[weekday] = 1 + (trust * (seen - 1));
            doubts[weekday] = trust * error;
        }
    }

    public double FactorOf(DateOnly date) => factors[(int)date.DayOfWeek];

    /// <summary>The variance of what <see cref="FactorOf"/> says.</summary>
    public double DoubtOf(DateOnly date) => doubts[(int)date.DayOfWeek];
}

/// <summary>A past day and how much it says about today.</summary>
internal readonly record struct Weighted(PastDay Day, double Weight)
{
    /// <summary>
    /// The days that are learnt from, the latest first; each weighs half as much as one that is <paramref name="halfLife"/> days later.
    /// </summary>
    public static List<Weighted> Before(DateOnly date, IReadOnlyList<PastDay> past, int days, double halfLife)
    {
        var weighted = new List<Weighted>(days);
        for (var i = past.Count - 1; i >= 0; i--)
        {
            var age = date.DayNumber - past[i].Date.DayNumber;
            if (age > days) break;
            if (!past[i].IsLeftOut) weighted.Add(new Weighted(past[i], Math.Pow(0.5, age / halfLife)));
        }

        return weighted;
    }

    /// <summary>How many days of equal weight would say as much.</summary>
    public static double Worth(double sum, double sumOfSquares) => sumOfSquares > 0 ? sum * sum / sumOfSquares : 0;
}
