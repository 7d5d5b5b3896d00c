using LinkWatch.Links;
using LinkWatch.Storage;

namespace LinkWatch.Months;

/// <summary>How a site did in a month. Pure.</summary>
/// <param name="Month">Which.</param>
/// <param name="Changes">What happened; null if there is too much to count at once, and the daily audit has not counted it yet.</param>
public sealed record MonthlyReport(Month Month, MonthRow? Changes)
{
    /// <summary>Whether the month is not over.</summary>
    public bool IsSoFar { get; init; }

    /// <summary>The links at the end of the day before the month; null if there were none.</summary>
    public DayRow? Before { get; init; }

    /// <summary>The links at the end of the month, or now; null if there were none.</summary>
    public DayRow? After { get; init; }

    /// <summary>Of each day that was audited, how many percent of the links were verified, in order.</summary>
    public IReadOnlyList<CoveredDay> Coverage { get; init; } = [];

    /// <summary>Contracts whose last day is in the month that follows.</summary>
    public int ContractsEnding { get; init; }

    /// <summary>Whether nothing was watched then.</summary>
    public bool IsEmpty => After is null && Coverage.Count == 0 && Changes is null or { Changes.Count: 0 };

    /// <summary>The mean of <see cref="Coverage"/>; null if no day was audited.</summary>
    public int? Verified => Coverage.Count == 0 ? null : (int)Math.Round(Coverage.Average(day => day.Percent));

    /// <param name="site">Whose.</param>
    /// <param name="month">Which.</param>
    /// <param name="changes">What happened, if it is counted.</param>
    /// <param name="days">The days up to the month's last, the newest first: those of the month, and the last before it.</param>
    /// <param name="coverage">The audits of the month and around it.</param>
    /// <param name="now">A month that begins later is none.</param>
    public static MonthlyReport Of(
        Site site, Month month, MonthRow? changes, IEnumerable<DayRow> days, IEnumerable<CoverageRow> coverage, DateTimeOffset now)
    {
        var known = days.OrderByDescending(day => day.Day).ToList();
        return new MonthlyReport(month, changes)
        {
            IsSoFar = now < month.EndIn(site),
            Before = known.FirstOrDefault(day => day.Day < month.First),
            After = known.FirstOrDefault(day => day.Day <= month.Last),
            Coverage =
            [
                .. coverage.Where(row => row.Links > 0)
                    .Select(row => new CoveredDay(DayRow.DayOf(site, row.At), row.Verified * 100 / row.Links))
                    .Where(row => row.Day >= month.First && row.Day <= month.Last)
                    .DistinctBy(row => row.Day).OrderBy(row => row.Day),
            ],
        };
    }
}

/// <param name="Day">Of the site.</param>
/// <param name="Percent">Of the links, how many were verified.</param>
public sealed record CoveredDay(DateOnly Day, int Percent);
