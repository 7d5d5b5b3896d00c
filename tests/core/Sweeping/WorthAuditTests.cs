using LinkWatch.Confirming;
using LinkWatch.Judging;
using LinkWatch.Links;
using LinkWatch.Local.Pipeline;
using LinkWatch.Local.Ranks;
using LinkWatch.Local.Sqlite;
using LinkWatch.Storage;
using LinkWatch.Sweeping;
using LinkWatch.Tests.Support;
using LinkWatch.Worth;

namespace LinkWatch.Tests.Core.Sweeping;

/// <summary>The daily audit appraises links by what all of them, and the rank lists, say.</summary>
public sealed class WorthAuditTests : IAsyncLifetime
{
    private readonly TempFolder temp = new();
    private readonly List<RowWrite> writes = [];
    private SqliteFile file = null!;
    private TestPipeline pipeline = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        file = await SqliteFile.OpenAsync(temp.Path, 1, Cancel);
        var rows = new SqliteRows(file);
        var sites = CallProxy<ISiteStore>.Around(new SiteStore(rows, rows), (method, args, _) =>
        {
            if (method.Name == nameof(ISiteStore.CommitAsync)) writes.AddRange((IReadOnlyList<RowWrite>)args[1]!);
            if (method.Name == nameof(ISiteStore.CommitAllAsync))
                writes.AddRange(((IReadOnlyList<IReadOnlyList<RowWrite>>)args[1]!).SelectMany(commit => commit));
        });
        pipeline = await TestPipeline.StartAsync(
            folder: temp.Path, storage: new OpenStorage(file), stores: new SqliteStores(file).All with { Sites = sites });
    }

    public async ValueTask DisposeAsync()
    {
        await pipeline.DisposeAsync();
        file.Dispose();
        temp.Dispose();
    }

    [Fact]
    public async Task Links_get_their_domains_rank_and_how_many_links_it_has_and_an_unchanged_day_writes_no_link()
    {
        await ImportAsync("1,other.example\n2,blog.example\n3,x.example\n4,y.example\n");
        await TrackAsync("https://www.blog.example/a", "https://www.blog.example/b", "https://rare.example/");
        var before = (await WorthOfAsync("https://www.blog.example/a"))!;

        Assert.Equal(0, await AuditAsync());

        var worth = (await WorthOfAsync("https://www.blog.example/a"))!;
        Assert.Equal((null, null), (before.Facts.DomainLinks, before.Facts.Rank));
        Assert.Equal(2, worth.Facts.DomainLinks);
        Assert.Equal(new DomainRank("Tranco", "2026-11", 2, 4), worth.Facts.Rank);
        Assert.Equal(0.75, WorthReport.Of(worth).Terms.Single(part => part.Term == WorthTerm.Authority).Value);
        var rare = (await WorthOfAsync("https://rare.example/"))!;
        Assert.Equal((1, null, true), (rare.Facts.DomainLinks, rare.Facts.Rank, rare.Facts.IsRankAsked));

        writes.Clear();
        Assert.Equal(0, await AuditAsync());
        Assert.DoesNotContain(writes, write => write.Row is LinkRow or ListEntryRow or CountDeltaRow);
        Assert.All(writes, write => Assert.True(write.Row is DayRow or ReferrersRow or ProfileRow or LivesRow, write.RowKey));
    }

    [Fact]
    public async Task A_new_list_is_asked_for_every_link_and_a_removed_one_is_forgotten()
    {
        await TrackAsync("https://blog.example/a");
        await AuditAsync();
        await ImportAsync("1,blog.example\n2,x.example\n");
        await AuditAsync();
        var first = (await WorthOfAsync("https://blog.example/a"))!;
        await ImportAsync("1,x.example\n2,y.example\n3,blog.example\n", "2026-12");
        await AuditAsync();
        var second = (await WorthOfAsync("https://blog.example/a"))!;
        new RankFolder(temp.Path).Remove(LinkWatch.Ranking.RankKind.Tranco);
        await AuditAsync();
        var third = (await WorthOfAsync("https://blog.example/a"))!;

        Assert.Equal(("2026-11", "2026-12", null), (first.Facts.Rank?.Release, second.Facts.Rank?.Release, third.Facts.Rank?.Release));
        Assert.True(first.Points > second.Points);
        Assert.False(third.Facts.IsRankAsked);
    }

    [Fact]
    public async Task The_longest_list_that_has_the_domain_is_asked()
    {
        await ImportAsync("1,blog.example\n2,x.example\n");
        await ImportAsync("1,a.example\n2,b.example\n3,blog.example\n", kind: LinkWatch.Ranking.RankKind.OpenPageRank);
        await TrackAsync("https://blog.example/a", "https://x.example/");

        await AuditAsync();

        Assert.Equal("Open PageRank", (await WorthOfAsync("https://blog.example/a"))!.Facts.Rank!.List);
        Assert.Equal("Tranco", (await WorthOfAsync("https://x.example/"))!.Facts.Rank!.List);
    }

    [Fact]
    public async Task A_damaged_list_stops_nothing_and_what_was_known_stays()
    {
        await ImportAsync("1,blog.example\n2,x.example\n");
        await TrackAsync("https://blog.example/a");
        await AuditAsync();
        var known = await WorthOfAsync("https://blog.example/a");
        await File.WriteAllTextAsync(new RankFolder(temp.Path).FileOf(LinkWatch.Ranking.RankKind.Tranco), "LWRANKS\ncut", Cancel);

        writes.Clear();
        Assert.Equal(0, await AuditAsync());

        Assert.Equal(known!.Facts.Rank, (await WorthOfAsync("https://blog.example/a"))!.Facts.Rank);
        Assert.DoesNotContain(writes, write => write.Row is LinkRow);
    }

    [Fact]
    public async Task Other_weights_count_from_the_next_audit_on()
    {
        await TrackAsync("https://blog.example/a");
        await AuditAsync();
        var before = (await WorthOfAsync("https://blog.example/a"))!;
        var weights = new Dictionary<WorthTerm, int> { [WorthTerm.Anchor] = 100 };

        await AuditAsync(TestPipeline.Site with { WorthWeights = weights });

        var after = (await WorthOfAsync("https://blog.example/a"))!;
        Assert.True(after.Points < before.Points, "the anchor says nothing");
        Assert.Equal(weights, after.Weights);
        Assert.Equal(after.Points, WorthReport.Of(after).Points);
        var list = await pipeline.Get<ISiteLinks>().ListAsync("shop", LinkFilter.None, LinkOrder.Worth, null, 10, Cancel);
        Assert.Equal(after.Points, Assert.Single(list.Links).Worth!.Points);
    }

    [Fact]
    public async Task Links_of_an_earlier_version_get_their_worth_and_their_place_in_its_order()
    {
        await TrackAsync("https://blog.example/a", "https://b.example/");
        foreach (var link in (await pipeline.Sites.ListLinksAsync("shop", null, 10, Cancel)).Rows)
        {
            var entries = LinkEdit.EntriesOf(link.Row).Where(key => key.Contains("!w", StringComparison.Ordinal));
            await pipeline.Sites.CommitAsync(
                "shop",
                [RowWrite.Replace(link.Row with { Worth = null }, link.Version), .. entries.Select(key => RowWrite.Delete(key))], Cancel);
        }

        await AuditAsync();

        Assert.Equal(0, await AuditAsync());
        var list = await pipeline.Get<ISiteLinks>().ListAsync("shop", LinkFilter.None, LinkOrder.Worth, null, 10, Cancel);
        Assert.Equal(2, list.Links.Count);
        Assert.All(list.Links, link => Assert.NotNull(link.Worth));
    }

    [Fact]
    public async Task A_lost_link_keeps_what_it_was_worth()
    {
        await TrackAsync("https://blog.example/a");
        await AuditAsync();
        var before = (await WorthOfAsync("https://blog.example/a"))!;
        pipeline.Web.Say("https://blog.example/a", Status.Lost, Reason.LinkRemoved);
        await pipeline.LiveAsync(TimeSpan.FromDays(5));
        await AuditAsync();

        Assert.Equal(Status.Lost, (await pipeline.LinkAsync("https://blog.example/a")).Status);
        Assert.Equivalent(before, await WorthOfAsync("https://blog.example/a"), strict: true);
    }

    [Fact]
    public async Task A_change_says_what_it_makes_of_the_worth_and_the_links_of_the_page_are_counted()
    {
        const string Page = "https://blog.example/a";
        pipeline.Web.Say(Page, request => ScriptedWeb.Visit(request, Status.Live) with
        {
            Known = new KnownPage { FinalUrl = request.Url, BodyHash = "body", Fingerprint = new Fingerprint("Teas", 1000, 100) },
        });
        await TrackAsync(Page);
        var live = (await WorthOfAsync(Page))!;
        pipeline.Web.Say(Page, Status.Nofollow, Reason.RelNofollow);
        await pipeline.LiveAsync(TimeSpan.FromDays(3));
        var withheld = (await WorthOfAsync(Page))!;
        pipeline.Web.Say(Page, Status.Lost, Reason.PageGone);
        await pipeline.LiveAsync(TimeSpan.FromDays(5));
        pipeline.Web.Say(Page, Status.Live);
        await pipeline.LiveAsync(TimeSpan.FromDays(2));

        Assert.Equal(100, live.Facts.OutboundLinks);
        Assert.Equal(0.5, WorthReport.Of(live).Terms.Single(part => part.Term == WorthTerm.Outbound).Value!.Value, 3);
        Assert.True(live.Points > withheld.Points);
        var changes = (await pipeline.HistoryAsync()).Where(row => row.Change.Kind is ChangeKind.State or ChangeKind.Back)
            .Select(row => row.Worth).Reverse();
        Assert.Equal(
            [new WorthChange(live.Points, withheld.Points), new WorthChange(withheld.Points, 0), new WorthChange(0, live.Points)], changes);
        Assert.Equal(live.Points, (await WorthOfAsync(Page))!.Points);
    }

    private async Task TrackAsync(params string[] pages)
    {
        await pipeline.TrackAsync(pages);
        await pipeline.LiveAsync(TimeSpan.FromDays(1));
    }

    private async Task<LinkWorth?> WorthOfAsync(string page) => (await pipeline.LinkAsync(page)).Worth;

    private Task<int> AuditAsync(Site? site = null) => pipeline.Get<LinkAudit>().RunAsync(
        site ?? TestPipeline.Site, new CoverageRow { At = pipeline.Time.GetUtcNow() }, Cancel);

    private Task ImportAsync(
        string list, string release = "2026-11", LinkWatch.Ranking.RankKind kind = LinkWatch.Ranking.RankKind.Tranco) =>
        new RankFolder(temp.Path).ImportAsync(
            new MemoryStream(System.Text.Encoding.UTF8.GetBytes(
                kind == LinkWatch.Ranking.RankKind.OpenPageRank
                    ? "\"Rank\",\"Domain\",\"Open Page Rank\"\n" + string.Concat(list.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                        .Select(line => line.Split(',')).Select(cells => $"\"{cells[0]}\",\"{cells[1]}\",\"1\"\n"))
                    : list)),
            kind, release, pipeline.Time.GetUtcNow(), progress: null, Cancel);
}
