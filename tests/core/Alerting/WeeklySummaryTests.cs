using LinkWatch.Alerting;
using LinkWatch.Alerting.Digests;
using LinkWatch.Links;
using LinkWatch.Simulation;
using LinkWatch.Storage;
using LinkWatch.Tests.Support;

namespace LinkWatch.Tests.Core.Alerting;

public sealed class WeeklySummaryTests
{
    private static readonly Site Site = TestPipeline.Site with { WeeklySummary = SummaryDay.Wednesday, TimeZone = "Europe/Vienna" };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("2026-01-05T09:00Z", SummaryDay.Monday, "2026-01-12T07:00Z")]
    [InlineData("2026-01-05T07:00:05Z", SummaryDay.Monday, "2026-01-12T07:00Z")]
    [InlineData("2026-01-05T23:30Z", SummaryDay.Monday, "2026-01-19T07:00Z")]
    [InlineData("2026-01-05T09:00Z", SummaryDay.Wednesday, "2026-01-14T07:00Z")]
    [InlineData("2026-01-05T09:00Z", SummaryDay.Sunday, "2026-01-18T07:00Z")]
    [InlineData("2026-03-22T09:00Z", SummaryDay.Sunday, "2026-03-29T06:00Z")]
    public void It_is_due_at_eight_on_the_sites_weekday_once_a_week_has_passed_there(string lastMail, SummaryDay day, string due) =>
        Assert.Equal(Time(due), AlertTiming.SummaryDue(Site with { WeeklySummary = day }, Time(lastMail)));

    [Fact]
    public void It_waits_for_the_end_of_the_quiet_hours_and_can_be_switched_off()
    {
        var quiet = Site with { QuietHours = new QuietHours(new TimeOnly(22, 0), new TimeOnly(10, 30)) };

        Assert.Equal(Time("2026-01-14T09:30Z"), AlertTiming.SummaryDue(quiet, Time("2026-01-05T09:00Z")));
        Assert.Null(AlertTiming.SummaryDue(Site with { WeeklySummary = SummaryDay.Off }, Time("2026-01-05T09:00Z")));
    }

    [Fact]
    public async Task A_site_without_news_gets_one_a_week_and_no_repetition_of_the_sweep_sends_it_again()
    {
        await using var pipeline = await StartAsync(Site);

        await HostOutageTests.PassAsync(pipeline, TimeSpan.FromDays(17));
        await pipeline.DeliverAsync();

        // Watched from Monday 5 January on.
        Assert.Equal(["weekly-20260114", "weekly-20260121"], (await SummariesAsync(pipeline)).Select(alert => alert.AlertId));
        var subjects = pipeline.Mails.Select(mail => StrictMail.Parse(File.ReadAllBytes(mail)).Subject);
        Assert.Equal(2, subjects.Count(subject => subject == "No news this week, 2 of 2 links live: shop.example"));
    }

    [Fact]
    public async Task Any_other_mail_moves_it()
    {
        await using var pipeline = await StartAsync(Site);
        await HostOutageTests.PassAsync(pipeline, TimeSpan.FromDays(6));
        pipeline.Web.Say("https://blog.example/a", Status.Lost, Reason.LinkRemoved);

        await HostOutageTests.PassAsync(pipeline, TimeSpan.FromDays(6));
        Assert.Single(await HostOutageTests.DigestsAsync(pipeline));
        Assert.Empty(await SummariesAsync(pipeline));

        await HostOutageTests.PassAsync(pipeline, TimeSpan.FromDays(6));
        Assert.Equal("weekly-20260121", Assert.Single(await SummariesAsync(pipeline)).AlertId);
    }

    [Fact]
    public async Task It_is_not_sent_if_news_are_about_to_be()
    {
        await using var pipeline = await StartAsync(Site);
        await HostOutageTests.PassAsync(pipeline, TimeSpan.FromDays(6));
        var lastMail = (await pipeline.Sites.FindLastMailAsync("shop", Cancel))!.Row.SealedAt;
        var due = AlertTiming.SummaryDue(Site, lastMail)!.Value;
        pipeline.Time.SetUtcNow(due);
        var (_, open) = await pipeline.Get<OpenAlert>().JoinAsync(Site, members: 1, Cancel);
        await pipeline.Sites.CommitAsync("shop", [open], Cancel);

        Assert.Null(await pipeline.Get<AlertSealer>().SealAsync(Site, AlertIds.OfWeekly(due), Cancel));
    }

    [Fact]
    public async Task Two_processes_at_once_seal_one()
    {
        await using var pipeline = await StartAsync(Site);
        await HostOutageTests.PassAsync(pipeline, TimeSpan.FromDays(6));
        var lastMail = (await pipeline.Sites.FindLastMailAsync("shop", Cancel))!.Row.SealedAt;
        pipeline.Time.SetUtcNow(AlertTiming.SummaryDue(Site, lastMail)!.Value);
        var id = AlertIds.OfWeekly(pipeline.Time.GetUtcNow());

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => pipeline.Get<AlertSealer>().SealAsync(Site, id, Cancel)));

        Assert.Single(await SummariesAsync(pipeline));
        Assert.NotNull(await pipeline.Get<AlertSealer>().SealAsync(Site, id, Cancel));
    }

    [Fact]
    public async Task A_site_that_switched_it_off_or_has_no_links_or_no_reader_gets_none()
    {
        await using var pipeline = await StartAsync(Site with { WeeklySummary = SummaryDay.Off });
        await pipeline.Sites.SaveSiteAsync(Site with { Id = "empty", Domains = ["empty.example"] }, Cancel);

        var unread = Site with { Id = "unread", Domains = ["unread.example"], Owners = [], Channels = ["smtp"] };
        await pipeline.Sites.SaveSiteAsync(unread, Cancel);
        await pipeline.TrackAsync(unread, "https://blog.example/a");

        await HostOutageTests.PassAsync(pipeline, TimeSpan.FromDays(10));

        Assert.Empty(await SummariesAsync(pipeline));
        Assert.Empty(await SummariesAsync(pipeline, "unread"));
        Assert.Empty((await pipeline.Sites.ListAlertsAsync("empty", null, 10, Cancel)).Rows);
    }

    [Fact]
    public void It_is_written_as_ever_and_reports_no_change()
    {
        var mail = WeeklySummaryMail.Compose(
            Site, SampleDigest.Days, SampleDigest.Now.AddDays(-9), [], SampleDigest.Now, SampleDigest.Dashboard);

        Golden.Holds("weekly.txt", $"{mail.Subject}\n\n{mail.Text}");
        Golden.Holds("weekly.html", mail.Html);
        var accepted = new AcceptedMail("shop", "shop weekly", SampleDigest.Now, mail.Text);
        Assert.Empty(MailReader.Read(accepted));
        Assert.Empty(MailReader.Headings(accepted));
    }

    [Fact]
    public void It_counts_links_won_back_and_names_letters_to_follow_up()
    {
        var coverage = new CoverageRow
        {
            At = Time("2026-01-14T02:00Z"),
            Links = 9,
            Statuses = new Dictionary<string, int> { ["live"] = 9 },
        };
        var waiting = Profile.SomeLinks.Row("blog.example", Status.Lost, Profile.SomeLinks.Seen("tea"), 30) with
        {
            Letter = new LinkLetter(Time("2026-01-02T20:00Z"), 1),
        };

        var mail = WeeklySummaryMail.Compose(
            Site with { TimeZone = "Asia/Tokyo" }, [coverage], Time("2026-01-05T09:00Z"), [], Time("2026-01-14T07:00Z"),
            letters: new LetterNews(3, 1, [waiting], 9));

        Assert.Contains("Won back (3)", mail.Text, StringComparison.Ordinal);
        Assert.Contains(
            "3 links came back after you wrote to the page's owner, 1 of them since the last",
            Unfolded(mail.Text),
            StringComparison.Ordinal);
        Assert.Contains(
            "Write to blog.example again: your letter of 3 January has had no effect yet.", Unfolded(mail.Text), StringComparison.Ordinal);
        Assert.Contains(
            "Follow up 8 more letters: linkwatch letters --site shop --list due", Unfolded(mail.Text), StringComparison.Ordinal);
    }

    private static string Unfolded(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static async Task<TestPipeline> StartAsync(Site site)
    {
        var pipeline = await TestPipeline.StartAsync();
        await pipeline.Sites.SaveSiteAsync(site, Cancel);
        await pipeline.TrackAsync(site, "https://blog.example/a", "https://news.example/b");
        return pipeline;
    }

    private static async Task<IReadOnlyList<AlertRow>> SummariesAsync(TestPipeline pipeline, string site = "shop") =>
        [.. (await pipeline.Sites.ListAlertsAsync(site, null, 100, Cancel)).Rows.Select(row => row.Row)
            .Where(alert => AlertIds.KindOf(alert.AlertId) == AlertKind.Weekly).OrderBy(alert => alert.SealedAt)];

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
