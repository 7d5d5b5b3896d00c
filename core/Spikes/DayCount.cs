namespace LinkWatch.Spikes;

/// <summary>What was counted on one day.</summary>
/// <param name="Date">The day, in the site's time zone.</param>
/// <param name="Count">At least 0.</param>
/// <param name="IsImport">The owner imported links on it: such a day is neither judged nor learnt from.</param>
public readonly record struct DayCount(DateOnly Date, int Count, bool IsImport = false);

/// <summary>What a date without a count means.</summary>
public static class MissingDays
{
    /// <summary>Days of fewer often have none at all.</summary>
    private const int Few = 5;

    /// <summary>The series, with no links on the dates that are missing between its first and its last.</summary>
    /// <param name="days">A date at most once.</param>
    public static IReadOnlyList<DayCount> AsNone(IEnumerable<DayCount> days)
    {
        var all = new List<DayCount>();
        foreach (var day in days.OrderBy(day => day.Date))
        {
            while (all.Count > 0 && all[^1].Date.AddDays(1) < day.Date) all.Add(new DayCount(all[^1].Date.AddDays(1), 0));
            all.Add(day);
        }

        return all;
    }

    /// <summary>
    /// The same, but only if the series seems to omit days without links: counts are low, and none is 0. In any other series a missing date
    /// was not counted, and a level learnt from zeros that never were would make the days after a gap look like an attack.
    /// </summary>
    /// <param name="days">A date at most once.</param>
    public static IReadOnlyList<DayCount> AsMeant(IReadOnlyCollection<DayCount> days)
    {
        var counts = days.Select(day => day.Count).Order().ToList();
        return counts.Count > 0 && counts[0] > 0 && counts[counts.Count / 2] < Few ? AsNone(days) : [.. days.OrderBy(day => day.Date)];
    }
}
