using LinkWatch.Confirming;
using LinkWatch.Links;
using LinkWatch.Sites;
using LinkWatch.Storage;
using LinkWatch.Tests.Support;

namespace LinkWatch.Tests.Core.Sweeping;

public sealed class DailyAuditTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_site_gets_a_row_a_day_that_says_what_was_verified_and_why_not()
    {
        await using var pipeline = await TestPipeline.StartAsync();
        await pipeline.Sites.SaveSiteAsync(TestPipeline.Site with { Id = "empty", Domains = ["empty.example"] }, Cancel);
        var walled = "https://wall.example/a";
        await HostOutageTests.WatchAsync(pipeline, ["https://blog.example/a", "https://news.example/b", walled]);
        var verified = (await pipeline.PageAsync(walled)).Links[0].State.LastVerified;
        pipeline.Web.Say(walled, Status.Unknown, Reason.Blocked);

        await HostOutageTests.PassAsync(pipeline, TimeSpan.FromDays(5));

        var coverage = await CoverageAsync(pipeline, "shop");
        Assert.Equal(7, coverage.Count);
        Assert.Equal((3, 2, verified, 0), (coverage[0].Links, coverage[0].Verified, coverage[0].Oldest, coverage[0].Unverified));
        Assert.Equal([KeyValuePair.Create("blocked", 1)], coverage[0].NotVerified);
        Assert.Equal((0, 0), ((await CoverageAsync(pipeline, "empty"))[0].Links, (await CoverageAsync(pipeline, "empty"))[0].Verified));
    }

    [Fact]
    public async Task A_sweep_that_was_broken_off_is_made_good_by_the_next()
    {
        await using var pipeline = await TestPipeline.StartAsync();
        await pipeline.Sites.SaveSiteAsync(TestPipeline.Site with { Id = "other", Domains = ["other.example"] }, Cancel);
        await HostOutageTests.WatchAsync(pipeline, ["https://blog.example/a"]);
        await using var next = await TestPipeline.StartAsync(folder: pipeline.Settings.DataFolder, time: pipeline.Time, web: pipeline.Web);
        var before = (await CoverageAsync(next, "other")).Count;

        pipeline.Time.Advance(TimeSpan.FromDays(1));
        await next.Sites.CommitAsync("shop", [RowWrite.Put(new CoverageRow { At = pipeline.Time.GetUtcNow() })], Cancel);
        await next.DeliverAsync();

        Assert.Equal(before + 1, (await CoverageAsync(next, "other")).Count);
        Assert.Equal(1, (await CoverageAsync(next, "shop"))[0].Links);
    }

    [Fact]
    public async Task Links_that_an_owner_takes_out_of_an_outage_no_longer_count_in_it()
    {
        await using var pipeline = await TestPipeline.StartAsync();
        var pages = HostOutageTests.Pages("blog.example", 12);
        await HostOutageTests.WatchAsync(pipeline, pages);
        foreach (var page in pages) pipeline.Web.Say(page, Status.Lost, Reason.PageGone);
        await HostOutageTests.PassAsync(pipeline, TimeSpan.FromDays(3));
        Assert.Equal(12, (await TroubleAsync(pipeline))!.Down);

        foreach (var page in pages.Take(5)) await pipeline.Get<LinkTracker>().RemoveAsync("shop", [await pipeline.LinkAsync(page)], Cancel);
        await HostOutageTests.PassAsync(pipeline, TimeSpan.FromDays(2));
        Assert.Equal(7, (await TroubleAsync(pipeline))!.Down);

        foreach (var page in pages.Skip(5)) await pipeline.Get<LinkTracker>().RemoveAsync("shop", [await pipeline.LinkAsync(page)], Cancel);
        await HostOutageTests.PassAsync(pipeline, TimeSpan.FromDays(2));
        Assert.Null(await TroubleAsync(pipeline));
    }

    [Fact]
    public async Task A_shared_replacement_is_removed_a_month_after_it_was_last_seen()
    {
        await using var pipeline = await TestPipeline.StartAsync();
        var replacements = pipeline.Get<ISharedReplacementStore>();
        var start = pipeline.Time.GetUtcNow();
        await replacements.CommitAsync([RowWrite.Put(new SharedReplacementRow(
            new ReplacementSignature("title", "abc", "Parked"), start, [new ReplacedHost("blog.example", start)]))], Cancel);

        await pipeline.DeliverAsync();
        Assert.Single((await replacements.ListAsync(null, 10, Cancel)).Rows);
        pipeline.Time.Advance(TimeSpan.FromDays(31));
        await pipeline.DeliverAsync();

        Assert.Empty((await replacements.ListAsync(null, 10, Cancel)).Rows);
    }

    private static async Task<IReadOnlyList<CoverageRow>> CoverageAsync(TestPipeline pipeline, string site) =>
        (await pipeline.Sites.ListCoverageAsync(site, null, 100, Cancel)).Rows.Select(row => row.Row).ToList();

    private static async Task<HostTrouble?> TroubleAsync(TestPipeline pipeline) =>
        (await pipeline.Pages.FindHostsAsync(
            Ids.Shard("blog.example", pipeline.Pages.Shards), ["blog.example"], Cancel)).SingleOrDefault()?.Row.Trouble;
}
