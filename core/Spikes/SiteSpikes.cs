namespace LinkWatch.Spikes;

/// <summary>The spikes in what a site has a day.</summary>
public static class SiteSpikes
{
    /// <summary>Days of rows that decide; older ones change nothing of note.</summary>
    public const int DaysOfHistory = 400;

    /// <summary>What was out of the ordinary on <paramref name="date"/>: at most one spike a kind, in the order of <see cref="SpikeKind"/>.</summary>
    /// <param name="rows">The site's rows up to that day, in any order, a date at most once. A missing day had nothing.</param>
    /// <param name="date">A complete day.</param>
    /// <param name="options">The defaults where null.</param>
    public static IReadOnlyList<SiteSpike> On(DateOnly date, IReadOnlyList<DailyCounts> rows, SpikeOptions? options = null)
    {
        var known = rows.Where(row => row.Date <= date && row.Date > date.AddDays(-DaysOfHistory)).ToList();
        if (known.Count == 0 || known.Max(row => row.Date) != date) return [];
        return [.. Enum.GetValues<SpikeKind>()
            .Select(kind => new SiteSpike(kind, SpikeDetector.Judge(MissingDays.AsNone(known.Select(row => row.Of(kind))), options)[^1]))
            .Where(spike => spike.Day.IsFlagged)];
    }
}

/// <summary>A spike in one of a site's series.</summary>
public sealed record SiteSpike(SpikeKind Kind, DayJudgement Day);
