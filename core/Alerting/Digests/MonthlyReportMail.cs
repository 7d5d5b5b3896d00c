using LinkWatch.Links;
using LinkWatch.Months;
using LinkWatch.Storage;

namespace LinkWatch.Alerting.Digests;

/// <summary>The mail with the report of a month. Pure.</summary>
public static class MonthlyReportMail
{
    private static readonly (string Kind, Tone Tone, string Title)[] Listed =
    [
        (ChangeKinds.Lost, Tone.Lost, "Lost"), (ChangeKinds.Nofollow, Tone.Nofollow, "Turned nofollow"),
        (ChangeKinds.Unindexed, Tone.Unindexed, "Turned unindexed"), (ChangeKinds.Back, Tone.Back, "Back"),
    ];

    /// <param name="site">Whose backlinks.</param>
    /// <param name="report">What happened; counted.</param>
    /// <param name="undelivered">Earlier alerts that could not be delivered.</param>
    /// <param name="now">When the mail is sealed.</param>
    /// <param name="dashboard">Where owners reach it; null if they can't.</param>
    public static MailText Compose(
        Site site, MonthlyReport report, IReadOnlyList<DeliveryRow> undelivered, DateTimeOffset now, DashboardLinks? dashboard = null)
    {
        var (changes, month) = (report.Changes!, report.Month);
        var gist = MonthWords.Gist(report);
        var tiles = Listed.Where(kind => changes.CountOf(kind.Kind) > 0)
            .Select(kind => new MailTile(kind.Tone, changes.CountOf(kind.Kind), kind.Title.ToLowerInvariant()));
        return new MailModel(
            $"{month.Name}: {gist.TrimEnd('.')}: {site.Domains[0]}",
            $"{site.Domains[0]} in {month.Name}: {gist}",
            [
                new MailSection("The month", Totals(report), []) { Page = dashboard?.Report(site.Id, month.ToString()) },
                .. Listed.Where(kind => changes.CountOf(kind.Kind) > 0)
                    .Select(kind => SectionOf(site, report, kind.Kind, kind.Tone, kind.Title, dashboard)),
                .. UndeliveredMail.Sections(site, undelivered),
            ],
            $"You get this report because it is switched on for {site.Domains[0]}. "
                + $"To stop it: linkwatch site set {site.Id} --monthly-report off"
                + $"\nThe whole report: linkwatch report --site {site.Id} --month {month}")
        {
            Headline = $"{month.Name}: {gist.TrimEnd('.')}",
            Dateline = $"{site.Domains[0]}, {new SiteClock(site).LongDate(now)}",
            Tiles = [new MailTile(Tone.Plain, changes.CountOf(ChangeKinds.Came), "new"), .. tiles],
            ToDo = MonthWords.ToDo(report, withContracts: true) is { Count: > 0 } lines ? lines : ["Nothing for now."],
            More = $"linkwatch report --site {site.Id} --month {month}",
        }.Render();
    }

    private static string Totals(MonthlyReport report)
    {
        var lines = MonthWords.Totals.Where(total => report.After is { } after && total.Count(after) is not null)
            .Select(total => $"{total.Words}: {Counted.Number(total.Count(report.After!)!.Value)}"
                + (report.Before is { } before && total.Count(before) is { } then ? $" (before: {Counted.Number(then)})" : ""))
            .ToList();
        if (report.Verified is { } verified) lines.Add($"Of the links, {verified} % could be checked on an average day.");
        return string.Join('\n', lines);
    }

    private static MailSection SectionOf(
        Site site, MonthlyReport report, string kind, Tone tone, string title, DashboardLinks? dashboard)
    {
        var (count, clock) = (report.Changes!.CountOf(kind), new SiteClock(site));
        var listed = report.Changes.Listed.GetValueOrDefault(kind, []);
        return new MailSection(
            $"{title} ({Counted.Number(count)})",
            count > listed.Count ? "The latest of them." : "",
            [
                .. listed.Select(change => new MailItem(
                    change.Source.Href,
                    [
                        ("On", clock.Date(change.At)),
                        .. MonthWords.Back(site, change) is { } back ? [("Now", back)] : Array.Empty<(string, string)>(),
                        .. change.Reasons.Take(1).Select(reason => ("Why", ReasonWords.Of(reason, []))),
                    ],
                    [])
                {
                    Title = PageName.Title(change.Title),
                    Details = dashboard?.Link(site.Id, change.LinkId),
                }),
            ])
        {
            Tone = tone,
            Unlisted = count - listed.Count,
            Rest = dashboard?.Report(site.Id, report.Month.ToString()),
        };
    }
}
