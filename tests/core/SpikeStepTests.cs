using System.Globalization;
using LinkWatch.Alerting;
using LinkWatch.Confirming;
using LinkWatch.Links;
using LinkWatch.Sites;
using LinkWatch.Storage;
using LinkWatch.Tests.Support;
using LinkWatch.Urls;

namespace LinkWatch.Tests.Core;

public sealed class SpikeStepTests
{
    /// <summary>Only a spike's subject names the weekday.</summary>
    private const string Spike = "day ";

    private static readonly DateOnly Today = new(2026, 1, 5);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_burst_of_new_domains_is_reported_once_with_what_drives_it()
    {
        await using var pipeline = await TestPipeline.StartAsync();
        await ImportAsync(pipeline, [.. Usual(60), .. Burst("top", "cheap loans")]);

        await RunAsync(pipeline);
        var mail = Assert.Single(Mails(pipeline));
        await RunAsync(pipeline);
        await pipeline.Get<SpikeStep>().RunAsync(Cancel);
        pipeline.Time.Advance(TimeSpan.FromDays(1));
        await RunAsync(pipeline);

        Assert.Equal([mail], Mails(pipeline));
        var alert = await AlertAsync(pipeline);
        Assert.Equal("30 new referring domains on Sunday 4 January (suspicious): shop.example", alert.Subject);
        Assert.Contains("A normal Sunday brings 2.\nThey are on ", alert.Text, StringComparison.Ordinal);
        Assert.Contains(" and 25 more.", alert.Text, StringComparison.Ordinal);
        Assert.Contains(
            "Day by day, 14 Dec to 4 Jan: 2 2 2 2 2 2 2 2 2 2 2 2 2 2 2 2 2 2 2 2 2 30\n", alert.Text, StringComparison.Ordinal);
        Assert.Contains(
            "100 % (28 of 28) of the anchors are “cheap loans”, which does not name the site.", alert.Text, StringComparison.Ordinal);
        Assert.Contains("93 % (28 of 30) of the referring domains are under .top.", alert.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("New links", alert.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_that_is_discovered_on_the_day_of_a_burst_neither_hides_it_nor_counts()
    {
        await using var pipeline = await TestPipeline.StartAsync();
        await ImportAsync(pipeline, [.. Usual(60)]);
        foreach (var source in new[] { "https://found.example/", "https://burst1.top/another" })
        {
            var link = Link(source, 0) with { Notes = new Dictionary<string, string>() };
            await pipeline.Get<LinkTracker>().DiscoverAsync(TestPipeline.Site, link, Cancel);
        }

        pipeline.Time.Advance(TimeSpan.FromDays(1));
        await ImportAsync(pipeline, [.. Burst("top", "cheap loans", daysAgo: 0)]);
        await RunAsync(pipeline);

        Assert.StartsWith("28 new referring domains on ", (await AlertAsync(pipeline)).Subject, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bulk_import_is_no_spike()
    {
        await using var pipeline = await TestPipeline.StartAsync();
        await ImportAsync(
            pipeline, [.. Usual(60), .. Burst("com", "Shop").Select(link => link with { Notes = new Dictionary<string, string>() })]);

        pipeline.Time.Advance(TimeSpan.FromDays(1));
        await RunAsync(pipeline);

        Assert.Empty(Mails(pipeline));
        Assert.Empty(Assert.Single(await RowsAsync(pipeline)).Spikes);
    }

    [Fact]
    public async Task An_export_that_comes_late_is_judged_late_and_one_that_is_old_is_no_news()
    {
        await using var pipeline = await TestPipeline.StartAsync();
        await ImportAsync(pipeline, [.. Usual(60), .. Burst("com", "Shop", daysAgo: 30)]);
        await RunAsync(pipeline);
        Assert.Empty(Mails(pipeline));

        pipeline.Time.Advance(TimeSpan.FromDays(5));
        await ImportAsync(pipeline, [.. Burst("net", "Shop", daysAgo: 2)]);
        await RunAsync(pipeline);

        Assert.Single(Mails(pipeline));
        Assert.Contains("30 new referring domains on Saturday 3 January", (await AlertAsync(pipeline)).Subject, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_links_lost_on_one_day_are_reported_with_whose_they_were()
    {
        await using var pipeline = await TestPipeline.StartAsync();
        await ImportAsync(pipeline, Usual(60).Select(link => link with { Notes = new Dictionary<string, string>() }).ToList());
        pipeline.Time.Advance(TimeSpan.FromDays(40));
        await LoseAsync(pipeline, 25);

        pipeline.Time.Advance(TimeSpan.FromDays(1));
        await RunAsync(pipeline);

        var alert = await AlertAsync(pipeline);
        Assert.Equal("25 links lost on Saturday 14 February: shop.example", alert.Subject);
        Assert.Contains("100 % (25 of 25) of the links were on domain paper.com.", alert.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_spike_and_what_changed_that_day_share_a_mail()
    {
        await using var pipeline = await TestPipeline.StartAsync();
        await ImportAsync(pipeline, [.. Usual(60), .. Burst("top", "cheap loans")]);
        var row = Lost(1, pipeline.Time.GetUtcNow());
        var (alertId, open) = await pipeline.Get<OpenAlert>().JoinAsync(TestPipeline.Site, members: 1, Cancel);
        Assert.NotNull(await pipeline.Sites.CommitAsync("shop", [open, RowWrite.Insert(new AlertMemberRow(alertId, row))], Cancel));

        await RunAsync(pipeline);

        Assert.Single(Mails(pipeline));
        Assert.Equal(
            "1 link lost, 30 new referring domains on Sunday 4 January (suspicious): shop.example",
            (await AlertAsync(pipeline)).Subject);
    }

    [Fact]
    public async Task The_days_are_those_of_the_sites_time_zone()
    {
        var far = TestPipeline.Site with { TimeZone = "Pacific/Kiritimati" };
        await using var pipeline = await TestPipeline.StartAsync();
        await pipeline.Sites.SaveSiteAsync(far, Cancel);

        pipeline.Time.Advance(TimeSpan.FromHours(11));
        await pipeline.Get<SpikeStep>().RunAsync(Cancel);

        Assert.Equal(Today, Assert.Single(await RowsAsync(pipeline)).Day);
    }

    private static IEnumerable<Backlink> Usual(int days) => Enumerable.Range(1, days)
        .SelectMany(daysAgo => new[] { Link($"https://a{daysAgo}.com/", daysAgo), Link($"https://b{daysAgo}.org/", daysAgo) });

    private static IEnumerable<Backlink> Burst(string tld, string anchor, int daysAgo = 1) =>
        Enumerable.Range(0, 28).Select(i => Link($"https://burst{i}.{tld}/", daysAgo) with { ExpectedAnchor = anchor });

    private static Backlink Link(string source, int daysAgo) => new()
    {
        Source = WebUrl.Parse(source),
        Target = new LinkTarget(WebUrl.Parse("https://shop.example/")),
        Notes = new Dictionary<string, string>
        {
            ["First seen"] = Today.AddDays(-daysAgo).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + " 10:00:00"
        },
    };

    private static Task ImportAsync(TestPipeline pipeline, IReadOnlyList<Backlink> links) =>
        pipeline.Get<LinkTracker>().AddAsync(TestPipeline.Site, links, "test", progress: null, Cancel);

    private static async Task LoseAsync(TestPipeline pipeline, int count)
    {
        var at = pipeline.Time.GetUtcNow();
        var lost = Enumerable.Range(0, count).Select(i => Lost(i, at));
        Assert.NotNull(await pipeline.Sites.CommitAsync("shop", [.. lost.Select(RowWrite.Insert)], Cancel));
    }

    private static HistoryRow Lost(int number, DateTimeOffset at)
    {
        var change = new LinkChange
        {
            Kind = ChangeKind.State,
            Old = Status.Live,
            New = Status.Lost,
            Reasons = [Reason.PageGone],
            Since = at,
            At = at,
            Readings = 2,
            IsAlert = true
        };
        return new HistoryRow(
            $"link{number}", WebUrl.Parse($"https://paper.com/{number}"), new LinkTarget(WebUrl.Parse("https://shop.example/")), change);
    }

    private static async Task RunAsync(TestPipeline pipeline)
    {
        await pipeline.Get<SpikeStep>().RunAsync(Cancel);
        pipeline.Time.Advance(new AlertOptions().GatherFor);
        await pipeline.DeliverAsync();
    }

    private static IReadOnlyList<string> Mails(TestPipeline pipeline) =>
        [.. pipeline.Mails.Where(mail => StrictMail.Parse(File.ReadAllBytes(mail)).Subject.Contains(Spike, StringComparison.Ordinal))];

    private static async Task<IReadOnlyList<SpikesRow>> RowsAsync(TestPipeline pipeline) =>
        [.. (await pipeline.Sites.ListSpikesAsync("shop", null, 100, Cancel)).Rows.Select(row => row.Row)];

    private static async Task<AlertRow> AlertAsync(TestPipeline pipeline) =>
        Assert.Single((await pipeline.Sites.ListAlertsAsync("shop", null, 100, Cancel)).Rows, alert =>
            alert.Row.Subject.Contains(Spike, StringComparison.Ordinal)).Row;
}
