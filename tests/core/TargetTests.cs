using LinkWatch.Confirming;
using LinkWatch.Links;
using LinkWatch.Sites;
using LinkWatch.Storage;
using LinkWatch.Tests.Support;
using LinkWatch.Urls;

namespace LinkWatch.Tests.Core;

/// <summary>The pages that links lead to, from the import of a link to the mail.</summary>
public sealed class TargetTests
{
    private const string Guide = "https://shop.example/guide";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_target_that_is_gone_is_mailed_with_the_followed_links_that_point_to_it()
    {
        await using var pipeline = await StartAsync(links: 12);
        pipeline.Web.Say(Guide, Status.Lost, Reason.PageGone);
        await LiveAsync(pipeline, days: 4);

        var target = Assert.Single(await TargetsAsync(pipeline));
        Assert.Equal((TargetStatus.Gone, 12, 12), (target.State, target.Links, target.FollowedLinks));
        var mail = await LastMailAsync(pipeline);
        Assert.Contains("1 target page gone", mail, StringComparison.Ordinal);
        Assert.Contains("12 followed links point to it", mail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_touches_neither_counts_nor_coverage_nor_incidents()
    {
        await using var pipeline = await StartAsync(links: 12);
        pipeline.Web.Say(Guide, Status.Lost, Reason.PageGone);
        await LiveAsync(pipeline, days: 4);

        var counts = await pipeline.Get<ISiteLinks>().CountsAsync(TestPipeline.Site.Id, Cancel);
        Assert.Equal((12, 12), (counts.Links, counts.Of(ListedStatus.Live)));
        var coverage = (await pipeline.Sites.ListCoverageAsync(TestPipeline.Site.Id, null, 1, Cancel)).Rows[0].Row;
        Assert.Equal((12, 12), (coverage.Links, coverage.Verified));
        Assert.Empty((await pipeline.Sites.ListIncidentsAsync(TestPipeline.Site.Id, null, 10, Cancel)).Rows);
    }

    [Fact]
    public async Task Its_return_is_mailed_too()
    {
        await using var pipeline = await StartAsync(links: 2);
        pipeline.Web.Say(Guide, Status.Lost, Reason.PageGone);
        await LiveAsync(pipeline, days: 4);
        pipeline.Web.Say(Guide, Status.Live);
        await LiveAsync(pipeline, days: 3);

        Assert.Contains("1 target page back", await LastMailAsync(pipeline), StringComparison.Ordinal);
        Assert.Equal(TargetStatus.Live, Assert.Single(await TargetsAsync(pipeline)).State);
    }

    [Fact]
    public async Task A_muted_target_is_listed_and_not_mailed()
    {
        await using var pipeline = await StartAsync(links: 2);
        var mails = pipeline.Mails.Count;
        var id = Ids.Target(TestPipeline.Site.Id, WebUrl.Parse(Guide));
        Assert.Equal(Guide, (await pipeline.Get<LinkMuting>().MuteAnyAsync(TestPipeline.Site.Id, id, until: null, Cancel))!.Href);
        pipeline.Web.Say(Guide, Status.Lost, Reason.PageGone);
        await LiveAsync(pipeline, days: 4);

        Assert.Equal(TargetStatus.Gone, Assert.Single(await TargetsAsync(pipeline)).State);
        Assert.Equal(mails, pipeline.Mails.Count);
        Assert.Contains(await pipeline.HistoryAsync(), row => row is { IsOfTarget: true, IsMuted: true });
    }

    [Fact]
    public async Task A_target_is_visited_once_a_day_however_many_links_lead_to_it()
    {
        await using var pipeline = await StartAsync(links: 40);
        pipeline.Web.Visits.Clear();
        await LiveAsync(pipeline, days: 3);

        Assert.Equal(3, pipeline.Web.Visits.Count(visit => visit.Url.Href == Guide));
    }

    [Theory]
    [InlineData("https://shop.example/guide#tea")]
    [InlineData("http://www.shop.example/guide/?utm_source=blog")]
    public async Task Spellings_of_one_page_are_one_target(string spelling)
    {
        await using var pipeline = await StartAsync(links: 1);
        await AddAsync(pipeline, [LinkOf(7, spelling)]);
        await LiveAsync(pipeline, days: 1);

        Assert.Equal(2, Assert.Single(await TargetsAsync(pipeline)).Links);
    }

    [Fact]
    public async Task A_target_goes_with_the_last_link_to_it_within_a_day()
    {
        await using var pipeline = await StartAsync(links: 2);
        var links = (await pipeline.Sites.ListLinksAsync(TestPipeline.Site.Id, null, 10, Cancel)).Rows.Select(row => row.Row).ToList();
        await pipeline.Get<LinkTracker>().RemoveAsync(TestPipeline.Site.Id, links, Cancel);
        await LiveAsync(pipeline, days: 2);

        Assert.Empty(await TargetsAsync(pipeline));
        Assert.Null(await pipeline.Pages.FindPageAsync("shop.example", Ids.Page(WebUrl.Parse(Guide)), Cancel));
    }

    [Fact]
    public async Task A_removed_site_leaves_no_target_on_a_page()
    {
        await using var pipeline = await StartAsync(links: 2);
        await pipeline.Get<SiteRemoval>().RemoveAsync(TestPipeline.Site.Id, int.MaxValue, Cancel);

        Assert.Null(await pipeline.Pages.FindPageAsync("shop.example", Ids.Page(WebUrl.Parse(Guide)), Cancel));
    }

    [Fact]
    public async Task The_audit_watches_what_no_import_announced_and_writes_nothing_if_nothing_changed()
    {
        await using var pipeline = await TestPipeline.StartAsync();
        await AddAsync(pipeline, [LinkOf(1, Guide)], isAnnounced: false);
        await LiveAsync(pipeline, days: 2);
        var stored = (await pipeline.Sites.ListTargetsAsync(TestPipeline.Site.Id, null, 10, Cancel)).Rows.Single();
        Assert.Equal((TargetStatus.Live, 1), (stored.Row.State, stored.Row.FollowedLinks));
        await LiveAsync(pipeline, days: 2);

        Assert.Equal(
            stored.Version, (await pipeline.Sites.ListTargetsAsync(TestPipeline.Site.Id, null, 10, Cancel)).Rows.Single().Version);
    }

    [Fact]
    public async Task No_more_than_two_thousand_are_watched_those_that_most_links_lead_to()
    {
        await using var pipeline = await TestPipeline.StartAsync();
        var links = Enumerable.Range(0, TargetRow.MaxOfSite + 5).Select(i => LinkOf(i, $"https://shop.example/{i}"))
            .Append(LinkOf(9_999, $"https://shop.example/{TargetRow.MaxOfSite + 3}")).ToList();
        var counts = new TargetCounts(TestPipeline.Site.Id);
        foreach (var link in links) counts.Add(link);
        await pipeline.Get<TargetWatch>().BeginAsync(TestPipeline.Site.Id, counts, Cancel);

        var first = await pipeline.Sites.FindTargetAsync(
            TestPipeline.Site.Id, Ids.Target(TestPipeline.Site.Id, links[^1].Target.Url), Cancel);
        Assert.Equal(2, first!.Links);
        var all = await pipeline.Sites.ListEntriesAsync(
            TestPipeline.Site.Id, Keys.TargetListPrefix, Keys.EndOf(Keys.TargetListPrefix), 5000, Cancel);
        Assert.Equal(TargetRow.MaxOfSite, all.Count);
    }

    private static async Task<TestPipeline> StartAsync(int links)
    {
        var pipeline = await TestPipeline.StartAsync();
        await AddAsync(pipeline, [.. Enumerable.Range(0, links).Select(i => LinkOf(i, Guide))]);
        await LiveAsync(pipeline, days: 2);
        return pipeline;
    }

    private static async Task AddAsync(TestPipeline pipeline, IReadOnlyList<Backlink> links, bool isAnnounced = true)
    {
        await pipeline.Get<LinkTracker>().AddAsync(TestPipeline.Site, links, "test", progress: null, Cancel);
        if (isAnnounced) await pipeline.Get<TargetWatch>().BeginAsync(TestPipeline.Site.Id, links, Cancel);
    }

    private static Backlink LinkOf(int i, string target) =>
        new() { Source = WebUrl.Parse($"https://blog{i}.example/"), Target = new LinkTarget(WebUrl.Parse(target)) };

    private static async Task LiveAsync(TestPipeline pipeline, int days)
    {
        for (var day = 0; day < days; day++)
        {
            await pipeline.LiveAsync(TimeSpan.FromDays(1));
            await pipeline.DeliverAsync();
        }
    }

    private static async Task<IReadOnlyList<TargetRow>> TargetsAsync(TestPipeline pipeline) =>
        (await pipeline.Sites.ListAsync(TestPipeline.Site.Id, only: null, after: null, 100, Cancel)).Targets;

    private static async Task<string> LastMailAsync(TestPipeline pipeline)
    {
        var alerts = (await pipeline.Sites.ListAlertsAsync(TestPipeline.Site.Id, null, 100, Cancel)).Rows.Select(row => row.Row);
        var last = alerts.MaxBy(alert => alert.SealedAt)!;
        return last.Subject + "\n" + last.Text;
    }
}
