using LinkWatch.Alerting.Digests;
using LinkWatch.Months;
using LinkWatch.Storage;

namespace LinkWatch.Reporting;

/// <summary>A month of a site: the JSON of <c>report --json</c>; docs/json.md describes it.</summary>
public sealed record MonthReport
{
    public required string Site { get; init; }

    /// <summary>As in <c>2026-11</c>.</summary>
    public required string Month { get; init; }

    /// <summary>Whether the month is not over.</summary>
    public bool SoFar { get; init; }

    /// <summary>Changes by kind; no count is 0.</summary>
    public IReadOnlyDictionary<string, int> Changes { get; init; } = new Dictionary<string, int>();

    /// <summary>Of the links whose first status was confirmed, those that were live.</summary>
    public int CameLive { get; init; }

    /// <summary>The links at the end of the day before the month; null if there were none.</summary>
    public DayRow? Before { get; init; }

    /// <summary>The links at the end of the month, or now.</summary>
    public DayRow? After { get; init; }

    /// <summary>Of each day that was audited, how many percent of the links were verified.</summary>
    public IReadOnlyList<CoveredDay> Coverage { get; init; } = [];

    /// <summary>The mean of them; null if no day was audited.</summary>
    public int? Verified { get; init; }

    /// <summary>Contracts whose last day is in the month that follows.</summary>
    public int ContractsEnding { get; init; }

    /// <summary>The latest changes by kind, at most ten of each.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<MonthChange>> Listed { get; init; } =
        new Dictionary<string, IReadOnlyList<MonthChange>>();

    /// <summary>What the owner can do, the most urgent first.</summary>
    public IReadOnlyList<string> ToDo { get; init; } = [];

    /// <param name="siteId">Whose.</param>
    /// <param name="report">Counted.</param>
    public static MonthReport Of(string siteId, MonthlyReport report) => new()
    {
        Site = siteId,
        Month = report.Month.ToString(),
        SoFar = report.IsSoFar,
        Changes = report.Changes?.Changes ?? new Dictionary<string, int>(),
        CameLive = report.Changes?.CameLive ?? 0,
        Before = report.Before,
        After = report.After,
        Coverage = report.Coverage,
        Verified = report.Verified,
        ContractsEnding = report.ContractsEnding,
        Listed = report.Changes?.Listed ?? new Dictionary<string, IReadOnlyList<MonthChange>>(),
        ToDo = MonthWords.ToDo(report, withContracts: true),
    };
}
