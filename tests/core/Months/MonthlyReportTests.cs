using FsCheck;
using FsCheck.Fluent;
using LinkWatch.Alerting;
using LinkWatch.Alerting.Digests;
using LinkWatch.Confirming;
using LinkWatch.Links;
using LinkWatch.Months;
using LinkWatch.Reporting;
using LinkWatch.Storage;
using LinkWatch.Tests.Support;
using LinkWatch.Urls;
using LinkWatch.Web.Dashboard;

namespace LinkWatch.Tests.Core.Months;

public sealed class MonthlyReportTests
{
    private static readonly Site Vienna = TestPipeline.Site with { TimeZone = "Europe/Vienna", MonthlyReport = true };

    private static readonly Month January = Month.TryParse("2026-01")!.Value;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static Gen<List<HistoryRow>> AnyChanges { get; } = (
        from kind in Gen.Elements(Enum.GetValues<ChangeKind>())
        from old in Gen.Elements<Status?>(null, Status.Live, Status.Nofollow, Status.Unindexed, Status.Lost)
        from now in Gen.Elements<Status?>(Status.Live, Status.Nofollow, Status.Unindexed, Status.Lost)
        from hours in Gen.Choose(-60, 32 * 24)
        from link in Gen.Choose(0, 9)
        select Change(link, January.StartIn(Vienna).AddHours(hours), kind, old, now)).ListOf();

    [Fact]
    public void Every_number_is_the_number_of_the_changes_that_it_leads_to_and_the_days_add_up() => Prop.ForAll(
        AnyChanges.ToArbitrary(),
        changes =>
        {
            var (start, end) = (January.StartIn(Vienna), January.EndIn(Vienna));
            var count = new MonthCount(January);
            foreach (var change in changes.Where(row => row.Change.At >= start && row.Change.At < end)) count.Add(change);
            var row = count.Row(end);

            foreach (var kind in ChangeFilter.Kinds)
            {
                Assert.Equal(Behind(changes, kind.Name, January.First, January.Last), row.CountOf(kind.Name));
                var days = Enumerable.Range(0, 31).Select(January.First.AddDays);
                Assert.Equal(row.CountOf(kind.Name), days.Sum(day => Behind(changes, kind.Name, day, day)));
                Assert.InRange(
                    row.Listed.GetValueOrDefault(kind.Name, []).Count, 0, Math.Min(MonthCount.MaxListed, row.CountOf(kind.Name)));
            }

            Assert.Equal(
                row.CountOf(ChangeKinds.First),
                changes.Count(change => change.Change.At >= start && change.Change.At < end) - row.CountOf(ChangeKinds.News));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public async Task It_counts_the_month_in_the_sites_time_zone_and_a_page_counts_the_same()
    {
        await using var pipeline = await StartAsync(
            Change(1, "2025-12-31T22:59Z", Status.Lost), Change(2, "2025-12-31T23:00Z", Status.Lost),
            Change(3, "2026-01-31T22:59Z", Status.Nofollow), Change(4, "2026-01-31T23:00Z", Status.Lost));

        var report = await pipeline.Get<MonthlyReports>().ReadAsync(Vienna, January, Cancel);

        Assert.Equal((1, 1), (report.Changes!.CountOf(ChangeKinds.Lost), report.Changes.CountOf(ChangeKinds.Nofollow)));
        Assert.Equal("1 lost, 1 turned nofollow.", MonthWords.Gist(report));
        var onPage = await pipeline.Get<MonthlyReports>().FindAsync(Vienna, January, Cancel);
        Assert.Equal(Json.Write(MonthReport.Of("shop", report)), Json.Write(MonthReport.Of("shop", onPage)));
    }

    [Fact]
    public async Task Before_anything_was_watched_there_is_nothing_and_this_month_is_so_far()
    {
        await using var pipeline = await StartAsync(Change(1, "2026-01-04T10:00Z", Status.Lost));
        var reports = pipeline.Get<MonthlyReports>();

        var before = await reports.FindAsync(Vienna, Month.TryParse("2020-02")!.Value, Cancel);
        var now = await reports.FindAsync(Vienna, January, Cancel);

        Assert.True(before.IsEmpty);
        Assert.Equal("No links were watched in February 2020.", MonthWords.Gist(before));
        Assert.Empty(MonthWords.ToDo(before with { ContractsEnding = 2 }, withContracts: true));
        Assert.Equal("January 2026, so far", MonthWords.Title(now));
        Assert.Equal(["Write to the page’s owner: 1 link is lost."], MonthWords.ToDo(now, withContracts: true));
    }

    [Fact]
    public async Task A_page_counts_no_more_than_it_may_and_takes_what_the_daily_audit_counted()
    {
        var changes = Enumerable.Range(0, 2500)
            .Select(number => Change(number, January.StartIn(Vienna).AddMinutes(number), ChangeKind.State, Status.Live, Status.Lost));
        await using var pipeline = await StartAsync([.. changes]);
        var reports = pipeline.Get<MonthlyReports>();
        Assert.Null((await reports.FindAsync(Vienna, January, Cancel)).Changes);

        await reports.RunAsync(Vienna, Cancel);

        var report = await reports.FindAsync(Vienna, January, Cancel);
        Assert.Equal(2500, report.Changes!.CountOf(ChangeKinds.Lost));
        Assert.Equal(MonthCount.MaxListed, report.Changes.Listed[ChangeKinds.Lost].Count);
        Assert.InRange(Json.Write<SiteRow>(report.Changes).Length, 1000, 40_000);
    }

    [Fact]
    public async Task A_month_that_is_not_over_is_not_mailed_whatever_a_clock_that_was_ahead_planned()
    {
        await using var pipeline = await StartAsync(Change(1, "2026-01-04T10:00Z", Status.Lost));
        var id = AlertIds.OfMonth(January.ToString());

        Assert.Null(await pipeline.Get<AlertSealer>().SealAsync(Vienna, id, Cancel));

        pipeline.Time.Advance(January.EndIn(Vienna) - pipeline.Time.GetUtcNow());
        Assert.NotNull(await pipeline.Get<AlertSealer>().SealAsync(Vienna, id, Cancel));
    }

    [Fact]
    public async Task A_link_that_came_back_within_the_month_or_after_it_is_listed_as_lost_with_the_day_of_its_return()
    {
        await using var pipeline = await StartAsync();
        string[] pages = ["https://a.example/", "https://b.example/", "https://c.example/", "https://d.example/"];
        await pipeline.TrackAsync(Vienna, pages);
        await UntilAsync(pipeline, "2026-01-08", pages, Status.Live);
        await UntilAsync(pipeline, "2026-01-12", pages, Status.Lost);
        await UntilAsync(pipeline, "2026-01-14", pages[..2], Status.Live);
        await UntilAsync(pipeline, "2026-01-30", pages[..1], Status.Lost);
        var within = await SaidAsync();
        await UntilAsync(pipeline, "2026-02-03", [], Status.Live);
        await UntilAsync(pipeline, "2026-02-05", pages[2..3], Status.Live);

        Assert.Equal(["back from 12 January to 21 January", "back since 12 January", null, null], within);
        Assert.Equal(["back from 12 January to 21 January", "back since 12 January", "back since 3 February", null], await SaidAsync());
        var report = await pipeline.Get<MonthlyReports>().ReadAsync(Vienna, January, Cancel);
        Assert.Contains("back since 12 January", MonthlyReportMail.Compose(Vienna, report, [], pipeline.Time.GetUtcNow()).Text, StringComparison.Ordinal);
        Assert.Contains("\"backAt\":\"2026-02-03", Json.Write(MonthReport.Of("shop", report)), StringComparison.Ordinal);
        Assert.DoesNotContain(
            "backAt", Json.Write<SiteRow>((await pipeline.Sites.FindMonthAsync("shop", January.First, Cancel))!.Row), StringComparison.Ordinal);

        // The first loss of each.
        async Task<IEnumerable<string?>> SaidAsync() => (await pipeline.Get<MonthlyReports>().FindAsync(Vienna, January, Cancel)).Changes!
            .Listed[ChangeKinds.Lost].GroupBy(change => change.Source.Href).OrderBy(link => link.Key, StringComparer.Ordinal)
            .Select(link => MonthWords.Back(Vienna, link.MinBy(change => change.At)!));
    }

    [Fact]
    public async Task The_report_is_mailed_once_on_the_first_day_of_the_next_month_to_those_who_want_it()
    {
        await using var pipeline = await StartAsync();
        pipeline.Web.Say("https://blog.example/a", Status.Live);
        await pipeline.TrackAsync(Vienna, "https://blog.example/a", "https://blog.example/b");
        await pipeline.Sites.SaveSiteAsync(TestPipeline.Site with { Id = "other", Domains = ["other.example"] }, Cancel);
        await pipeline.TrackAsync(TestPipeline.Site with { Id = "other", Domains = ["other.example"] }, "https://blog.example/c");

        await HostOutageTests.PassAsync(pipeline, TimeSpan.FromDays(31));

        var mail = Assert.Single(await MonthlyAsync(pipeline, "shop"));
        Assert.Equal(("monthly-2026-01", "January 2026: 2 new: shop.example"), (mail.AlertId, mail.Subject));
        Assert.Equal(DateTimeOffset.Parse("2026-02-01T07:00Z"), mail.SealedAt, TimeSpan.FromHours(2));
        Assert.Contains("All links: 2", mail.Text, StringComparison.Ordinal);
        Assert.Contains("100 % could be checked", mail.Text, StringComparison.Ordinal);
        Assert.Empty(await MonthlyAsync(pipeline, "other"));
    }

    [Fact]
    public async Task If_nothing_ran_on_the_first_days_the_report_is_mailed_on_the_first_day_that_something_does()
    {
        await using var pipeline = await StartAsync();
        await pipeline.TrackAsync(Vienna, "https://blog.example/a");
        await HostOutageTests.PassAsync(pipeline, TimeSpan.FromDays(3));

        pipeline.Time.Advance(DateTimeOffset.Parse("2026-02-11T10:00Z") - pipeline.Time.GetUtcNow());
        await HostOutageTests.PassAsync(pipeline, TimeSpan.FromDays(2));

        Assert.Equal("monthly-2026-01", Assert.Single(await MonthlyAsync(pipeline, "shop")).AlertId);
    }

    [Fact]
    public async Task Switched_on_in_the_midst_of_a_month_it_does_not_mail_the_month_before()
    {
        await using var pipeline = await StartAsync();
        await pipeline.Sites.SaveSiteAsync(Vienna with { MonthlyReport = false }, Cancel);
        await pipeline.TrackAsync(Vienna, "https://blog.example/a");
        pipeline.Time.Advance(DateTimeOffset.Parse("2026-01-31T10:00Z") - pipeline.Time.GetUtcNow());
        await HostOutageTests.PassAsync(pipeline, TimeSpan.FromDays(5));

        await pipeline.Sites.SaveSiteAsync(Vienna, Cancel);
        await HostOutageTests.PassAsync(pipeline, TimeSpan.FromDays(2));

        Assert.Empty(await MonthlyAsync(pipeline, "shop"));
    }

    [Fact]
    public async Task A_site_that_watched_nothing_gets_no_report_and_neither_does_one_that_stopped_wanting_it()
    {
        await using var pipeline = await StartAsync();
        var id = AlertIds.OfMonth("2025-12");
        Assert.Null(await pipeline.Get<AlertSealer>().SealAsync(Vienna, id, Cancel));

        await pipeline.TrackAsync("https://blog.example/a");
        await pipeline.CycleAsync();
        pipeline.Time.Advance(January.EndIn(Vienna) - pipeline.Time.GetUtcNow());
        var january = AlertIds.OfMonth("2026-01");
        Assert.Null(await pipeline.Get<AlertSealer>().SealAsync(Vienna with { MonthlyReport = false }, january, Cancel));
        Assert.NotNull(await pipeline.Get<AlertSealer>().SealAsync(Vienna, january, Cancel));
    }

    [Fact]
    public void The_mean_of_the_days_and_the_links_before_and_after_are_those_of_the_month()
    {
        DayRow[] days =
            [Day("2026-01-31", 9), Day("2026-01-02", 5), Day("2025-12-30", 4), Day("2025-11-30", 1)];
        CoverageRow[] coverage =
        [
            Covered("2026-01-31T23:30Z", 0), Covered("2026-01-31T10:00Z", 100), Covered("2026-01-01T10:00Z", 50),
            Covered("2025-12-31T23:30Z", 30), Covered("2025-12-31T10:00Z", 0),
        ];

        var report = MonthlyReport.Of(Vienna, January, null, days, coverage, January.EndIn(Vienna));

        Assert.Equal((4, 9, false), (report.Before!.Live, report.After!.Live, report.IsSoFar));

        // The first of January was audited twice there: the later count stands.
        Assert.Equal([(1, 50), (31, 100)], report.Coverage.Select(day => (day.Day.Day, day.Percent)));
        Assert.Equal(75, report.Verified);
    }

    [Fact]
    public void What_is_to_be_done_counts_no_link_that_is_as_it_was_again()
    {
        var changes = new MonthRow(January.First, January.EndIn(Vienna))
        {
            Changes = new Dictionary<string, int> { [ChangeKinds.Lost] = 22, [ChangeKinds.Nofollow] = 1, [ChangeKinds.Unindexed] = 3 },
        };
        var report = new MonthlyReport(January, changes) { After = Day("2026-01-31", 200) with { Lost = 16, Nofollow = 5 } };

        Assert.Equal(
            [
                "Write to the pages’ owners: 16 links are lost.",
                "Ask the page’s owner, if you had agreed otherwise: 1 link turned nofollow.",
            ],
            MonthWords.ToDo(report, withContracts: false));
    }

    /// <summary>Lives until a day while pages say something else than before.</summary>
    private static async Task UntilAsync(TestPipeline pipeline, string day, IEnumerable<string> pages, Status status)
    {
        foreach (var page in pages) pipeline.Web.Say(page, status, status == Status.Lost ? [Reason.LinkRemoved] : []);
        for (var end = DateTimeOffset.Parse(day + "T00:00Z"); pipeline.Time.GetUtcNow() < end;)
        {
            pipeline.Time.Advance(TimeSpan.FromHours(3));
            await pipeline.CycleAsync();
            if (pipeline.Time.GetUtcNow().Hour < 3) await pipeline.DeliverAsync();
        }
    }

    private static DayRow Day(string day, int live) => new(DateOnly.Parse(day)) { Live = live, Links = live };

    private static CoverageRow Covered(string at, int percent) =>
        new() { At = DateTimeOffset.Parse(at), Links = 100, Verified = percent };

    /// <summary>As the dashboard's list of changes finds them.</summary>
    private static int Behind(List<HistoryRow> changes, string kind, DateOnly from, DateOnly to)
    {
        var filter = new ChangeFilter { Kind = kind, From = from, To = to };
        return changes.Count(row => filter.Fits(row) && DayRow.DayOf(Vienna, row.Change.At) is var day && day >= from && day <= to);
    }

    private static async Task<IReadOnlyList<AlertRow>> MonthlyAsync(TestPipeline pipeline, string site) =>
        [.. (await pipeline.Sites.ListAlertsAsync(site, null, 1000, Cancel)).Rows.Select(row => row.Row)
            .Where(alert => AlertIds.KindOf(alert.AlertId) == AlertKind.Monthly)];

    private static async Task<TestPipeline> StartAsync(params HistoryRow[] changes)
    {
        var pipeline = await TestPipeline.StartAsync();
        await pipeline.Sites.SaveSiteAsync(Vienna, Cancel);
        foreach (var portion in changes.Chunk(RowWrite.MaxPerCommit))
            Assert.NotNull(await pipeline.Sites.CommitAsync("shop", [.. portion.Select(RowWrite.Insert)], Cancel));
        return pipeline;
    }

    private static HistoryRow Change(int link, string at, Status status) =>
        Change(link, DateTimeOffset.Parse(at), ChangeKind.State, Status.Live, status);

    private static HistoryRow Change(int link, DateTimeOffset at, ChangeKind kind, Status? old, Status? now) => new(
        Ids.Hash($"{link}"),
        WebUrl.Parse($"https://blog{link}.example/a"),
        new LinkTarget(WebUrl.Parse("https://shop.example/")),
        new LinkChange { Kind = kind, Old = old, New = now, Reasons = [], Evidence = [], Since = at, At = at, Readings = 1 });
}
