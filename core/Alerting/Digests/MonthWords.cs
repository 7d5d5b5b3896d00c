using System.Globalization;
using LinkWatch.Links;
using LinkWatch.Months;
using LinkWatch.Storage;

namespace LinkWatch.Alerting.Digests;

/// <summary>A month's report in the owner's words, in mails, the dashboard and the command line. Pure.</summary>
public static class MonthWords
{
    /// <summary>What a report counts, in its order: the kind of change, and what its links are called.</summary>
    public static IReadOnlyList<(string Kind, string Words)> Counts { get; } =
    [
        (ChangeKinds.Came, "new"), (ChangeKinds.Lost, "lost"), (ChangeKinds.Nofollow, "turned nofollow"),
        (ChangeKinds.Unindexed, "turned unindexed"), (ChangeKinds.Back, "back"), (ChangeKinds.Detail, "changed in detail"),
    ];

    /// <summary>The links before and after the month, by what they were.</summary>
    public static IReadOnlyList<MonthTotal> Totals { get; } =
    [
        new("Live", day => day.Live, ListedStatus.Live), new("Nofollow", day => day.Nofollow, ListedStatus.Nofollow),
        new("Unindexed", day => day.Unindexed, ListedStatus.Unindexed), new("Lost", day => day.Lost, ListedStatus.Lost),
        new("Not confirmed yet", day => day.Pending, ListedStatus.Pending), new("All links", day => day.Links, default(StatusSet)),
        new("Domains with a live link", day => day.ReferringDomains, null),
        new("Couldn’t be checked lately", day => day.Unverified, null),
    ];

    /// <summary>"November 2026", or "November 2026, so far".</summary>
    public static string Title(MonthlyReport report) => report.Month.Name + (report.IsSoFar ? ", so far" : "");

    /// <summary>The month in a sentence.</summary>
    public static string Gist(MonthlyReport report)
    {
        if (report.IsEmpty) return $"No links were watched in {report.Month.Name}.";
        if (report.Changes is not { } changes) return "There are more changes than a page can count: they are counted once a day.";
        var parts = Counts.Where(count => changes.CountOf(count.Kind) > 0)
            .Select(count => $"{Counted.Number(changes.CountOf(count.Kind))} {count.Words}").ToList();
        return parts.Count == 0 ? "Nothing changed." : $"{string.Join(", ", parts)}.";
    }

    /// <summary>"back since 12 November", of a link that was lost or got worse; null if it is so still.</summary>
    public static string? Back(Site site, MonthChange change)
    {
        if (change.BackAt is not { } back) return null;
        var clock = new SiteClock(site);
        return change.WorseAt is { } worse ? $"back from {Day(back)} to {Day(worse)}" : $"back since {Day(back)}";

        string Day(DateTimeOffset at) => clock.In(at).Year == clock.In(change.At).Year ? clock.Date(at) : clock.DateOfYear(at);
    }

    /// <summary>What the owner can do, the most urgent first; empty if there is nothing.</summary>
    /// <param name="report">What happened.</param>
    /// <param name="withContracts">Whether the reader may know of contracts.</param>
    public static IReadOnlyList<string> ToDo(MonthlyReport report, bool withContracts)
    {
        var lines = new List<string>();
        if (report.IsEmpty) return lines;
        Add(lines, report, ChangeKinds.Lost, after => after.Lost, "Write to {0}: {1} {2} lost.");
        Add(lines, report, ChangeKinds.Unindexed, after => after.Unindexed, "Ask {0}: {1} can no longer be indexed.");
        Add(lines, report, ChangeKinds.Nofollow, after => after.Nofollow, "Ask {0}, if you had agreed otherwise: {1} turned nofollow.");
        if (withContracts && report.ContractsEnding > 0)
        {
            var many = report.ContractsEnding == 1 ? "contract ends" : "contracts end";
            lines.Add($"Decide whether to renew: {Counted.Number(report.ContractsEnding)} {many} in {report.Month.Next.Name}.");
        }

        if (report.After?.Unverified is > 0 and var unverified)
            lines.Add($"Look at why {Counted.Of(unverified, "link")} couldn’t be checked lately.");
        return lines;
    }

    /// <summary>A link may have changed twice, or back: no more is to be done than for those that are so at the end.</summary>
    private static void Add(List<string> lines, MonthlyReport report, string kind, Func<DayRow, int> left, string words)
    {
        var changed = report.Changes?.CountOf(kind) ?? 0;
        var count = report.After is { } after ? Math.Min(changed, left(after)) : changed;
        if (count == 0) return;
        var (owners, are) = count == 1 ? ("the page’s owner", "is") : ("the pages’ owners", "are");
        lines.Add(string.Format(CultureInfo.InvariantCulture, words, owners, Counted.Of(count, "link"), are));
    }
}

/// <summary>A number of the links before and after a month.</summary>
/// <param name="Words">What it counts.</param>
/// <param name="Count">Of a day; null if nobody counted it.</param>
/// <param name="Links">The statuses of those links; null if no list has them.</param>
public sealed record MonthTotal(string Words, Func<DayRow, int?> Count, StatusSet? Links);
