using LinkWatch.Alerting;
using LinkWatch.Confirming;
using LinkWatch.Links;
using LinkWatch.Local.Pipeline;
using LinkWatch.Local.Sqlite;
using LinkWatch.Sites;
using LinkWatch.Storage;
using LinkWatch.Tests.Support;
using LinkWatch.Urls;

namespace LinkWatch.Tests.Core.Sites;

/// <summary>Watches that begin and end while others work on the same site, or are cut short.</summary>
public sealed class TargetWatchTests : IAsyncLifetime
{
    private static readonly WebUrl Guide = WebUrl.Parse("https://shop.example/guide");
    private static readonly string SiteId = TestPipeline.Site.Id;

    private readonly TempFolder temp = new();
    private SqliteFile file = null!;
    private SqliteRows rows = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static Backlink Link { get; } = new() { Source = WebUrl.Parse("https://blog.example/"), Target = new LinkTarget(Guide) };

    public async ValueTask InitializeAsync()
    {
        file = await SqliteFile.OpenAsync(temp.Path, shards: 2, Cancel);
        rows = new SqliteRows(file);
    }

    public ValueTask DisposeAsync()
    {
        file.Dispose();
        temp.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_site_that_is_removed_during_its_audit_is_left_without_targets()
    {
        await using var pipeline = await StartAsync(new SiteStore(rows, rows));
        await pipeline.Get<SiteRemoval>().RemoveAsync(SiteId, int.MaxValue, Cancel);

        await pipeline.Get<TargetWatch>().SyncAsync(SiteId, Counted(), Cancel);

        await AssertNothingIsLeftAsync(pipeline);
    }

    [Fact]
    public async Task A_target_that_is_first_watched_while_the_site_is_removed_goes_too()
    {
        TestPipeline? pipeline = null;
        var table = CallProxy<IRowTable>.Around(rows, (method, args, _) =>
        {
            var isLast = method.Name == nameof(IRowTable.CommitAsync) && args[0] is Partitions.Sites
                && ((IReadOnlyList<TextWrite>)args[1]!).Any(write => write.Kind == RowWriteKind.Delete);
            if (isLast) pipeline!.Get<TargetWatch>().BeginAsync(SiteId, [Link], Cancel).GetAwaiter().GetResult();
        });
        await using (pipeline = await StartAsync(new SiteStore(table, table)))
        {
            await pipeline.Get<SiteRemoval>().RemoveAsync(SiteId, int.MaxValue, Cancel);

            await AssertNothingIsLeftAsync(pipeline);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_target_that_is_wanted_again_after_it_left_only_its_page_is_visited_again(bool isAnOldChangeMovedLate)
    {
        var isCut = false;
        var sites = CallProxy<ISiteStore>.Around(new SiteStore(rows, rows), (method, args, _) =>
        {
            var isLast = method.Name == nameof(ISiteStore.CommitAsync)
                && ((IReadOnlyList<RowWrite>)args[1]!).Any(write => write.RowKey.StartsWith(Keys.TargetPrefix, StringComparison.Ordinal)
                    && write.Kind == RowWriteKind.Delete);
            if (isCut && isLast) throw new IOException("the process ends here");
        });
        await using var pipeline = await StartAsync(sites);
        await pipeline.Get<TargetWatch>().BeginAsync(SiteId, [Link], Cancel);
        await pipeline.CycleAsync();
        isCut = true;
        await Assert.ThrowsAsync<IOException>(
            () => pipeline.Get<TargetWatch>().SyncAsync(SiteId, new TargetCounts(SiteId), Cancel));
        isCut = false;
        Assert.Null(await pipeline.Pages.FindPageAsync(Guide.Authority, Ids.Page(Guide), Cancel));
        if (isAnOldChangeMovedLate) await MoveLateAsync(pipeline);

        await pipeline.Get<TargetWatch>().SyncAsync(SiteId, Counted(), Cancel);
        pipeline.Web.Visits.Clear();
        await pipeline.CycleAsync();

        Assert.Single(pipeline.Web.Visits, visit => visit.Url.Equals(Guide));
    }

    [Fact]
    public async Task A_target_that_changes_while_it_is_ended_goes_all_the_same()
    {
        TestPipeline? pipeline = null;
        var id = Ids.Target(SiteId, Guide);
        var isEnding = false;
        var sites = CallProxy<ISiteStore>.Around(new SiteStore(rows, rows), (method, args, _) =>
        {
            if (!isEnding || method.Name != nameof(ISiteStore.CommitAsync)) return;
            isEnding = false;
            pipeline!.Get<LinkMuting>().MuteAnyAsync(SiteId, id, until: null, Cancel).GetAwaiter().GetResult();
        });
        await using (pipeline = await StartAsync(sites))
        {
            await pipeline.Get<TargetWatch>().BeginAsync(SiteId, [Link], Cancel);
            isEnding = true;

            await pipeline.Get<TargetWatch>().SyncAsync(SiteId, new TargetCounts(SiteId), Cancel);

            await AssertNothingIsLeftAsync(pipeline);
        }
    }

    [Fact]
    public async Task What_began_to_be_watched_while_links_were_counted_stays()
    {
        await using var pipeline = await StartAsync(new SiteStore(rows, rows));
        var watch = pipeline.Get<TargetWatch>();
        var counts = await watch.CountAsync(SiteId, Cancel);
        await watch.BeginAsync(SiteId, [Link], Cancel);

        await watch.SyncAsync(SiteId, counts, Cancel);
        Assert.Single((await pipeline.Sites.ListTargetsAsync(SiteId, null, 10, Cancel)).Rows);

        await watch.SyncAsync(SiteId, await watch.CountAsync(SiteId, Cancel), Cancel);
        await AssertNothingIsLeftAsync(pipeline);
    }

    [Fact]
    public async Task A_target_that_two_begin_to_watch_at_once_by_two_addresses_is_visited_at_one()
    {
        var plain = new SiteStore(rows, rows);
        var other = WebUrl.Parse("http://www.shop.example/guide/");
        var isFirst = true;
        var sites = CallProxy<ISiteStore>.Around(plain, (method, args, _) =>
        {
            if (!isFirst || method.Name != nameof(ISiteStore.CommitAsync)) return;
            if (((IReadOnlyList<RowWrite>)args[1]!)[0].Row is not TargetRow row) return;
            isFirst = false;
            var written = plain.CommitAsync(SiteId, TargetRow.Writes(before: null, row with { Url = other }), Cancel);
            Assert.NotNull(written.GetAwaiter().GetResult());
        });
        await using var pipeline = await StartAsync(sites);

        await pipeline.Get<TargetWatch>().BeginAsync(SiteId, [Link], Cancel);

        Assert.Null(await pipeline.Pages.FindPageAsync(Guide.Authority, Ids.Page(Guide), Cancel));
        Assert.NotNull(await pipeline.Pages.FindPageAsync(other.Authority, Ids.Page(other), Cancel));
    }

    /// <summary>A change of before now, which only now leaves the outbox.</summary>
    private static async Task MoveLateAsync(TestPipeline pipeline)
    {
        var at = pipeline.Time.GetUtcNow() - TimeSpan.FromHours(2);
        var shard = Ids.Shard(Guide.Authority, pipeline.Pages.Shards);
        var change = new LinkChange { Kind = ChangeKind.Baseline, New = Status.Live, Reasons = [], Evidence = [], Since = at, At = at };
        var row = new ChangeRow(
            new PageKey(shard, Cadence.Daily, Ids.Page(Guide)), Guide, at,
            [new ChangedLink(SiteId, Ids.Target(SiteId, Guide), new LinkTarget(Guide), null, change) { Role = TrackedRole.Target }]);
        Assert.NotNull(await pipeline.Pages.CommitAsync(shard, [RowWrite.Insert(row)], Cancel));
        await pipeline.Get<OutboxRelay>().MoveAsync(shard, [row.RowKey], Cancel);
        var target = Assert.Single((await pipeline.Sites.ListTargetsAsync(SiteId, null, 10, Cancel)).Rows).Row;
        Assert.Null(target.FirstReadAt);
    }

    private Task<TestPipeline> StartAsync(ISiteStore sites) =>
        TestPipeline.StartAsync(storage: new OpenStorage(file), stores: new SqliteStores(file).All with { Sites = sites });

    private static TargetCounts Counted()
    {
        var counts = new TargetCounts(SiteId);
        counts.Add(Link);
        return counts;
    }

    private static async Task AssertNothingIsLeftAsync(TestPipeline pipeline)
    {
        Assert.Empty((await pipeline.Sites.ListTargetsAsync(SiteId, null, 10, Cancel)).Rows);
        Assert.Null(await pipeline.Pages.FindPageAsync(Guide.Authority, Ids.Page(Guide), Cancel));
    }
}
