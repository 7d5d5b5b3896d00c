namespace LinkWatch.Spikes;

/// <summary>
/// Finds the days on which a series of daily counts was far above what the weeks before suggest, given the day of the week and the random
/// variation of counts of that size. A pure function; docs/spikes.md explains how it decides, and how well.
/// </summary>
public static class SpikeDetector
{
    /// <summary>How many times what was due the day before must have had, for the two to be weighed together.</summary>
    private const double RaisedBefore = 2;

    /// <summary>
    /// Two chances to be flagged must not make two chances to be wrong: both days together must be this much less likely.
    /// </summary>
    private const double OfBoth = 0.6;

    /// <summary>Judges each day by the days before it. The answer has a judgement for each of them, by date.</summary>
    /// <param name="days">In any order, a date at most once. A date that is missing was not counted, and nothing is learnt from it.</param>
    /// <param name="options">The defaults if null.</param>
    /// <exception cref="ArgumentException">A date comes twice, or a count is negative.</exception>
    public static IReadOnlyList<DayJudgement> Judge(IEnumerable<DayCount> days, SpikeOptions? options = null)
    {
        options ??= SpikeOptions.Default;
        var memory = new Memory(options);
        return [.. InOrder(days).Select(day => day.IsImport ? Unjudged(day) : Judge(day, memory, options))];
    }

    private static DayJudgement Unjudged(DayCount day) => new() { Date = day.Date, Count = day.Count };

    private static DayJudgement Judge(DayCount day, Memory memory, SpikeOptions options)
    {
        if (memory.IsLearning)
        {
            memory.Learn(day);
            return Unjudged(day);
        }

        var due = Baseline.Of(day.Date, memory.Days, options);
        var isFarAbove = day.Count >= due.Mean + options.MinExtra && day.Count >= due.Mean * options.MinTimes;
        var chance = isFarAbove ? ChanceOf(day, due, memory.Days[^1]) : 1;
        var isSpike = isFarAbove && chance <= options.MaxChance;
        memory.Add(day, due, isSpike);
        return new DayJudgement
        {
            Date = day.Date,
            Count = day.Count,
            Expected = due.Mean,
            Chance = chance,
            DayOfSpike = isSpike ? memory.Spike.Days : 0,
            IsFlagged = isSpike && memory.Spike.IsNews,
        };
    }

    /// <summary>What is not strange enough in a day may be so in two.</summary>
    private static double ChanceOf(DayCount day, Expectation due, PastDay before)
    {
        var chance = due.ChanceOf(day.Count);
        return before.IsOverDue(RaisedBefore) ? Math.Min(chance, due.ChanceOfBoth(day.Count, before) / OfBoth) : chance;
    }

    private static List<DayCount> InOrder(IEnumerable<DayCount> days)
    {
        var all = days.OrderBy(day => day.Date).ToList();
        for (var i = 0; i < all.Count; i++)
        {
            if (all[i].Count < 0) throw new ArgumentException($"{all[i].Date:O} has a negative count", nameof(days));
            if (i > 0 && all[i - 1].Date == all[i].Date) throw new ArgumentException($"{all[i].Date:O} comes twice", nameof(days));
        }

        return all;
    }
}
