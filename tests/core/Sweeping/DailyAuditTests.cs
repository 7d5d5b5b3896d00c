using LinkWatch.Confirming;
using LinkWatch.Links;
using LinkWatch.Local.Pipeline;
using LinkWatch.Local.Sqlite;
using LinkWatch.Metering;
using LinkWatch.Sites;
using LinkWatch.Storage;
using LinkWatch.Sweeping;
using LinkWatch.Tests.Core.Discovery;
using LinkWatch.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

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
    public async Task Whoever_waits_for_it_hears_how_many_pages_it_has_read()
    {
        await using var pipeline = await TestPipeline.StartAsync();
        await HostOutageTests.WatchAsync(pipeline, ["https://blog.example/a", "https://news.example/b", "https://wall.example/c"]);
        var heard = new Heard();
        pipeline.Get<PipelineActivity>().Audit = heard;

        await HostOutageTests.PassAsync(pipeline, TimeSpan.FromDays(1));

        // With the page that the links lead to.
        Assert.Equal([1, 2, 3, 4], heard.Numbers);
    }

    private sealed class Heard : IProgress<int>
    {
        public List<int> Numbers { get; } = [];

        public void Report(int value) => Numbers.Add(value);
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
        await next.Sites.CommitAsync("shop", [RowWrite.Insert(new CoverageRow { At = pipeline.Time.GetUtcNow(), Links = 7 })], Cancel);
        await next.DeliverAsync();

        Assert.Equal(before + 1, (await CoverageAsync(next, "other")).Count);
        Assert.Equal(7, (await CoverageAsync(next, "shop"))[0].Links);
    }

    [Fact]
    public async Task An_audit_that_was_broken_off_after_a_sites_row_is_made_good_with_its_profile()
    {
        await using var pipeline = await TestPipeline.StartAsync();
        await HostOutageTests.WatchAsync(pipeline, ["https://blog.example/a"]);
        await pipeline.DeliverAsync();
        var today = DateOnly.FromDateTime(pipeline.Time.GetUtcNow().DateTime);
        var profile = Assert.Single(await pipeline.Sites.ListProfilesAsync("shop", today, 1, Cancel));
        await pipeline.Sites.CommitAsync("shop", [RowWrite.Delete(profile.Row.RowKey)], Cancel);

        await using var next = await TestPipeline.StartAsync(folder: pipeline.Settings.DataFolder, time: pipeline.Time, web: pipeline.Web);
        await next.DeliverAsync();

        Assert.Equal(profile.Row.Day, Assert.Single(await next.Sites.ListProfilesAsync("shop", today, 1, Cancel)).Row.Day);
    }

    [Fact]
    public async Task An_audit_that_was_broken_off_before_its_visits_is_made_good_with_them()
    {
        await using var pipeline = await TestPipeline.StartAsync();
        await pipeline.Sites.SaveSiteAsync(TestPipeline.Site with { CandidateVisits = 0 }, Cancel);
        await pipeline.AddAsync(InboxSetup.Blog);
        await pipeline.DeliverAsync();
        Assert.NotEmpty(await CoverageAsync(pipeline, "shop"));

        await using var next = await TestPipeline.StartAsync(folder: pipeline.Settings.DataFolder, time: pipeline.Time, web: pipeline.Web);
        await next.DeliverAsync();

        Assert.Equal(CandidateState.Visiting, await next.StateAsync(InboxSetup.Blog));
    }

    [Fact]
    public async Task An_audit_whose_time_is_over_goes_on_with_the_shards_that_are_left()
    {
        using var temp = new TempFolder();
        using var file = await SqliteFile.OpenAsync(temp.Path, 3, Cancel);
        var time = FakeTime.Create();
        var rows = new WatchedRows(new SqliteRows(file));
        await using var pipeline = await TestPipeline.StartAsync(
            time: time,
            storage: new OpenStorage(file),
            stores: new SqliteStores(file).All with { Pages = new PageStore(rows, 3) });
        string[] pages = ["https://a.example/", "https://b.example/", "https://c.example/", "https://d.example/"];
        Assert.Equal(3, pages.Select(page => Ids.Shard(new Uri(page).Host, 3)).Distinct().Count());
        await HostOutageTests.WatchAsync(pipeline, pages);
        var before = await CoverageAsync(pipeline, "shop");

        time.Advance(TimeSpan.FromDays(1));
        var audited = new List<string>();
        rows.OnPages = partition =>
        {
            audited.Add(partition);
            time.Advance(new SweepOptions().AuditTime / 2);
        };
        await pipeline.DeliverAsync();
        Assert.Equal(["shard!00", "shard!01"], audited);
        Assert.Equal(before.Count, (await CoverageAsync(pipeline, "shop")).Count);

        await using var other = await TestPipeline.StartAsync(
            time: time, storage: new OpenStorage(file), stores: new SqliteStores(file).All with { Pages = new PageStore(rows, 3) });
        await other.DeliverAsync();
        await other.DeliverAsync();

        Assert.Equal(["shard!00", "shard!01", "shard!02"], audited);
        Assert.Equal(before.Count + 1, (await CoverageAsync(pipeline, "shop")).Count);
        Assert.Equal(4, (await CoverageAsync(pipeline, "shop"))[0].Links);
    }

    [Fact]
    public async Task Of_two_audits_at_once_one_writes_the_day_and_the_owner_is_alerted_once()
    {
        for (var seed = 0; seed < 5; seed++)
        {
            using var temp = new TempFolder();
            using var file = await SqliteFile.OpenAsync(temp.Path, 2, Cancel);
            var written = new List<string>();
            var rows = new WatchedRows(new SqliteRows(file)) { OnCommit = key => written.Add(key) };
            var turns = new Interleaving(rows, seed);
            var stores = new SqliteStores(file).All with
            {
                Pages = new PageStore(turns.Rows, 2),
                Sites = new SiteStore(turns.Rows, turns.Rows),
            };
            await using var pipeline = await TestPipeline.StartAsync(storage: new OpenStorage(file), stores: stores);
            await HostOutageTests.WatchAsync(pipeline, ["https://blog.example/a", "https://news.example/b"]);
            pipeline.Time.Advance(TimeSpan.FromDays(9));
            written.Clear();

            await turns.RunAsync([.. Enumerable.Range(0, 2).Select(_ =>
                (Func<Task>)(() => ActivatorUtilities.CreateInstance<DailyAudit>(pipeline.Services).RunIfDueAsync(Cancel)))]);

            Assert.Single(written, key => key.StartsWith(Keys.CoveragePrefix, StringComparison.Ordinal));
            Assert.Equal(2, written.Count(key => key == Keys.Audit));
            var newest = (await CoverageAsync(pipeline, "shop"))[0];
            Assert.Equal((2, 2), (newest.Links, newest.UnverifiedNotified));
            await pipeline.DeliverAsync();
            Assert.Single((await pipeline.Sites.ListAlertsAsync("shop", null, 100, Cancel)).Rows, alert =>
                AlertIds.KindOf(alert.Row.AlertId) == AlertKind.Unverified);
        }
    }

    [Fact]
    public async Task A_site_that_is_added_between_two_shards_is_counted_the_next_day()
    {
        await using var pipeline = await TestPipeline.StartAsync();
        await HostOutageTests.WatchAsync(pipeline, ["https://blog.example/a"]);
        await pipeline.Sites.SaveSiteAsync(TestPipeline.Site with { Id = "new", Domains = ["new.example"] }, Cancel);

        await pipeline.DeliverAsync();
        Assert.Empty(await CoverageAsync(pipeline, "new"));

        await HostOutageTests.PassAsync(pipeline, TimeSpan.FromDays(1));
        Assert.Single(await CoverageAsync(pipeline, "new"));
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

    /// <summary>Says when a shard's pages are read, and what is written.</summary>
    private sealed class WatchedRows(IRowTable rows) : IRowTable
    {
        public Action<string>? OnPages { get; set; }

        public Action<string>? OnCommit { get; init; }

        public Task<IReadOnlyList<RowText>> FindAsync(
            string partition, IReadOnlyList<string> keys, CancellationToken cancellationToken) =>
            rows.FindAsync(partition, keys, cancellationToken);

        public Task<IReadOnlyList<string>> FindKeysAsync(
            string partition, IReadOnlyList<string> keys, CancellationToken cancellationToken) =>
            rows.FindKeysAsync(partition, keys, cancellationToken);

        public Task<IReadOnlyList<RowText>> ListAsync(
            string partition, string from, string end, int max, CancellationToken cancellationToken)
        {
            if (from == Keys.PagePrefix) OnPages?.Invoke(partition);
            return rows.ListAsync(partition, from, end, max, cancellationToken);
        }

        public Task<IReadOnlyList<string>> ListKeysAsync(
            string partition, string from, string end, int max, CancellationToken cancellationToken) =>
            rows.ListKeysAsync(partition, from, end, max, cancellationToken);

        public async Task<IReadOnlyList<string>?> CommitAsync(
            string partition, IReadOnlyList<TextWrite> writes, CancellationToken cancellationToken)
        {
            var versions = await rows.CommitAsync(partition, writes, cancellationToken);
            if (versions is not null) writes.ToList().ForEach(write => OnCommit?.Invoke(write.Key));
            return versions;
        }

        public Task<IReadOnlyList<CommitOutcome>> CommitAllAsync(
            string partition, IEnumerable<IReadOnlyList<TextWrite>> commits, CancellationToken cancellationToken) =>
            rows.CommitAllAsync(partition, commits, cancellationToken);

        public Task ClearAsync(string partition, CancellationToken cancellationToken) => rows.ClearAsync(partition, cancellationToken);
    }
}
