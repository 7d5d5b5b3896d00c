using LinkWatch.Confirming;
using LinkWatch.Links;
using LinkWatch.Local.Pipeline;
using LinkWatch.Local.Sqlite;
using LinkWatch.Messages;
using LinkWatch.Simulation;
using LinkWatch.Storage;
using LinkWatch.Tests.Support;

namespace LinkWatch.Tests.Core.Sweeping;

public sealed class SweepStepTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_due_alert_is_queued_once_also_when_the_daily_audit_runs()
    {
        await using var pipeline = await TestPipeline.StartAsync();
        await pipeline.Sites.PutDueAsync(new ScheduledAlert(pipeline.Time.GetUtcNow(), "shop", AlertIds.OfImport("import!1")), Cancel);

        await pipeline.Get<SweepStep>().RunAsync(Cancel);

        Assert.NotEmpty((await pipeline.Sites.ListCoverageAsync("shop", null, 1, Cancel)).Rows);
        Assert.Equal(1, await pipeline.Queues.Alerts.CountAsync(Cancel));
    }

    [Fact]
    public async Task While_the_queue_is_not_drained_a_due_alert_is_queued_again_ever_more_rarely()
    {
        await using var pipeline = await TestPipeline.StartAsync();
        await pipeline.Sites.PutDueAsync(new ScheduledAlert(pipeline.Time.GetUtcNow(), "shop", AlertIds.OfImport("import!1")), Cancel);

        for (var i = 0; i < 24 * 12; i++)
        {
            await pipeline.Get<SweepStep>().RunAsync(Cancel);
            pipeline.Time.Advance(TimeSpan.FromMinutes(5));
        }

        Assert.InRange(await pipeline.Queues.Alerts.CountAsync(Cancel), 2, 10);
    }

    [Fact]
    public async Task More_changes_than_a_message_holds_are_all_moved_by_one_sweep()
    {
        await using var pipeline = await TestPipeline.StartAsync();
        var links = await LinksAsync(pipeline, TestPipeline.Site, 1);
        var shard = await StallAsync(pipeline, links, 450);
        pipeline.Time.Advance(TimeSpan.FromHours(1));

        await pipeline.DeliverAsync();

        Assert.Empty(await pipeline.Pages.ReadOutboxAsync(shard, 10, Cancel));
        Assert.Equal(450, (await pipeline.HistoryAsync()).Count(row => row.Change.Kind == ChangeKind.Detail));
    }

    [Fact]
    public async Task A_change_that_cannot_be_moved_keeps_no_other_in_the_outbox()
    {
        using var folder = new TempFolder();
        using var file = await SqliteFile.OpenAsync(folder.Path, shards: 2, Cancel);
        var isBroken = false;
        var stores = new SqliteStores(file).All;
        var sites = CrashingProxy<ISiteStore>.Around(stores.Sites, (_, _) => { }, (args, _) =>
        {
            if (isBroken && args is ["broken", ..]) throw new InvalidOperationException("a fault of this site alone");
        });
        await using var pipeline = await TestPipeline.StartAsync(
            folder: folder.Path, storage: new OpenStorage(file), stores: stores with { Sites = sites });
        var broken = new Site { Id = "broken", Domains = ["broken.example"] };
        await pipeline.Sites.SaveSiteAsync(broken, Cancel);
        var stuck = await LinksAsync(pipeline, broken, 1);
        var links = await LinksAsync(pipeline, TestPipeline.Site, 1);
        await pipeline.DrainAsync(pipeline.Queues.Alerts);
        var shard = await StallAsync(pipeline, stuck, 1, isAlert: true);
        await StallAsync(pipeline, links, 3);
        var keys = (await pipeline.Pages.ReadOutboxAsync(shard, 10, Cancel)).Select(row => row.Row.RowKey).ToList();

        isBroken = true;
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => pipeline.Get<AlertStep>().MoveAsync(new MoveChanges(shard, keys), Cancel));

        Assert.Equal("broken", Assert.Single(await pipeline.Pages.ReadOutboxAsync(shard, 10, Cancel)).Row.Links[0].SiteId);
        Assert.Equal(3, (await pipeline.HistoryAsync()).Count(row => row.Change.Kind == ChangeKind.Detail));
    }

    private static async Task<LinkRow> LinksAsync(TestPipeline pipeline, Site site, int page)
    {
        await pipeline.TrackAsync(site, $"https://blog.example/{site.Id}/{page}");
        return (await pipeline.Sites.ListLinksAsync(site.Id, null, 1, Cancel)).Rows[0].Row;
    }

    /// <summary>Changes whose messages were lost; returns their shard.</summary>
    private static async Task<int> StallAsync(TestPipeline pipeline, LinkRow link, int count, bool isAlert = false)
    {
        var site = link.Link.Target.Url.Host.ToString().Split('.')[0];
        for (var i = 0; i < count; i++)
        {
            var at = pipeline.Time.GetUtcNow().AddSeconds(i);
            var change = new LinkChange
            {
                Kind = ChangeKind.Detail,
                Old = Status.Live,
                New = Status.Live,
                Since = at,
                At = at,
                Readings = 1,
                IsAlert = isAlert
            };
            var row = new ChangeRow(
                link.Page, link.Link.Source, at, [new ChangedLink(site, link.LinkId, link.Link.Target, null, change)]);
            await pipeline.Pages.CommitAsync(link.Page.Shard, [RowWrite.Insert(row)], Cancel);
        }

        return link.Page.Shard;
    }
}
