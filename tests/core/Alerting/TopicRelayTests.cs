using LinkWatch.Alerting;
using LinkWatch.Judging;
using LinkWatch.Links;
using LinkWatch.Sites;
using LinkWatch.Storage;
using LinkWatch.Sweeping;
using LinkWatch.Tests.Core.Topics;
using LinkWatch.Tests.Support;
using LinkWatch.Topics;
using LinkWatch.Urls;
using LinkWatch.Worth;

namespace LinkWatch.Tests.Core.Alerting;

/// <summary>What pages are about, from a check to the worth of a link.</summary>
public sealed class TopicRelayTests : IAsyncLifetime
{
    private const string Page = "https://blog.example/a";
    private const string Target = "https://shop.example/";

    private static readonly PageTopic Roses = LabelledPage.All[1].Read();
    private static readonly PageTopic Invoicing = LabelledPage.All.First(page => page.Topic == "invoicing").Read();
    private static readonly PageTopic Nursery = LabelledPage.All[0].Read();

    private TestPipeline pipeline = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => pipeline = await TestPipeline.StartAsync();

    public ValueTask DisposeAsync() => pipeline.DisposeAsync();

    [Fact]
    public async Task Link_and_target_learn_it_with_their_first_reading_and_the_audit_compares_them()
    {
        Say(Page, Roses);
        Say(Target, Nursery);
        await TrackAsync();

        var link = await pipeline.LinkAsync(Page);
        Assert.Equal((Roses, Nursery), (link.Topic, (await TargetAsync()).Topic));

        var relevance = await RelevanceAsync();
        Assert.Equal(TopicMatch.Of(Roses, Nursery), relevance.Facts.Relevance);
        Assert.InRange(TermOf(relevance).Value!.Value, 0.5, 1);
        Assert.Contains("telling words are on your page, too: roses", TermOf(relevance).Says, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_topic_is_news_to_links_that_stay_as_they_are_and_tells_nobody()
    {
        Say(Page, Roses);
        Say(Target, Nursery);
        await TrackAsync();
        var before = (await RelevanceAsync()).Points;
        var history = (await pipeline.HistoryAsync()).Count;

        Say(Page, Invoicing);
        await pipeline.LiveAsync(TimeSpan.FromDays(2));

        Assert.Equal(Invoicing, (await pipeline.LinkAsync(Page)).Topic);
        var after = await RelevanceAsync();
        Assert.Equal(0, TermOf(after).Value);
        Assert.True(after.Points < before);
        Assert.Equal(history, (await pipeline.HistoryAsync()).Count);
    }

    [Fact]
    public async Task A_day_without_another_topic_writes_neither_link_nor_target()
    {
        Say(Page, Roses);
        Say(Target, Nursery);
        await TrackAsync();
        await RelevanceAsync();
        var before = await VersionsAsync();

        await pipeline.LiveAsync(TimeSpan.FromDays(2));
        await RelevanceAsync();

        Assert.Equal(before, await VersionsAsync());
    }

    [Fact]
    public async Task Another_topic_of_the_target_is_news_to_it()
    {
        Say(Page, Roses);
        Say(Target, Invoicing);
        await TrackAsync();
        Assert.InRange(TermOf(await RelevanceAsync()).Value!.Value, 0, 0.3);

        Say(Target, Nursery);
        await pipeline.LiveAsync(TimeSpan.FromDays(2));

        Assert.Equal(Nursery, (await TargetAsync()).Topic);
        Assert.InRange(TermOf(await RelevanceAsync()).Value!.Value, 0.5, 1);
    }

    [Fact]
    public async Task Where_a_target_links_to_is_news_to_it_alone_and_a_page_has_the_network_of_its_first_reading()
    {
        Say(Page, Roses, "203.0.113.0/24");
        Say(Target, Nursery, linksTo: "partner.example");
        await TrackAsync();
        Assert.Equal(
            ("203.0.113.0/24", "partner.example"), ((await pipeline.LinkAsync(Page)).Network, (await TargetAsync()).LinksTo));
        var before = await VersionsAsync();
        var history = (await pipeline.HistoryAsync()).Count;

        await pipeline.LiveAsync(TimeSpan.FromDays(2));
        Assert.Equal(before, await VersionsAsync());

        Say(Target, Nursery, linksTo: "");
        await pipeline.LiveAsync(TimeSpan.FromDays(2));
        Assert.Equal((Nursery, ""), ((await TargetAsync()).Topic, (await TargetAsync()).LinksTo));
        Assert.Equal((before.Link, history), ((await VersionsAsync()).Link, (await pipeline.HistoryAsync()).Count));
    }

    [Fact]
    public async Task What_was_moved_twice_or_to_nobody_changes_nothing()
    {
        Say(Page, Roses);
        await TrackAsync();
        var relay = pipeline.Get<TopicRelay>();
        var news = NewsOf(await KnownAsAsync(Invoicing), Invoicing, new("gone", "x"), new("gone", "y") { Role = TrackedRole.Target });

        await relay.MoveAsync(news, Cancel);
        var once = await VersionAsync(news.TopicNews![0].LinkId);
        await relay.MoveAsync(news, Cancel);

        Assert.Equal(Invoicing, (await pipeline.LinkAsync(Page)).Topic);
        Assert.Equal(once, await VersionAsync(news.TopicNews[0].LinkId));
    }

    [Fact]
    public async Task News_that_come_late_do_not_overwrite_newer_ones()
    {
        Say(Page, Roses);
        await TrackAsync();
        var late = NewsOf(await pipeline.PageAsync(Page), Nursery);
        var newer = NewsOf(await KnownAsAsync(Invoicing), Invoicing);

        await pipeline.Get<TopicRelay>().MoveAsync(newer, Cancel);
        await pipeline.Get<TopicRelay>().MoveAsync(late, Cancel);

        Assert.Equal(Invoicing, (await pipeline.LinkAsync(Page)).Topic);
    }

    [Fact]
    public async Task Links_that_are_too_large_to_be_written_together_learn_it_in_halves()
    {
        Say(Page, Roses);
        await TrackAsync();
        await pipeline.Get<LinkTracker>().AddAsync(
            TestPipeline.Site,
            [
                .. Enumerable.Range(0, 4).Select(i => new Backlink
                {
                    Source = WebUrl.Parse(Page), Target = new LinkTarget(WebUrl.Parse($"https://shop.example/{i}")),
                })
            ],
            "test", progress: null, Cancel);
        var small = CallProxy<ISiteStore>.Around(pipeline.Sites, (method, args, _) =>
        {
            if (method.Name == nameof(ISiteStore.CommitAsync) && ((IReadOnlyList<RowWrite>)args[1]!).Count > 2)
                throw new CommitTooLargeException("three rows are too many");
        });

        await new TopicRelay(pipeline.Pages, small).MoveAsync(NewsOf(await KnownAsAsync(Invoicing), Invoicing), Cancel);

        var links = (await pipeline.Sites.ListLinksAsync(TestPipeline.Site.Id, null, 10, Cancel)).Rows;
        Assert.Equal(5, links.Count);
        Assert.All(links, link => Assert.Equal(Invoicing, link.Row.Topic));
    }

    [Fact]
    public async Task A_page_that_is_about_something_else_is_known_as_such_even_if_relevance_counts_for_nothing()
    {
        var site = TestPipeline.Site with { WorthWeights = new Dictionary<WorthTerm, int> { [WorthTerm.Relevance] = 0 } };
        Say(Page, Roses);
        Say(Target, Nursery);
        await TrackAsync();
        Assert.False((await RelevanceAsync(site)).Facts.Relevance!.IsUnrelated);

        Say(Page, Invoicing);
        await pipeline.LiveAsync(TimeSpan.FromDays(2));

        Assert.True((await RelevanceAsync(site)).Facts.Relevance!.IsUnrelated);
    }

    [Fact]
    public async Task What_cannot_be_compared_is_not_known_and_left_out()
    {
        Say(Page, Roses);
        Say(Target, LabelledPage.All.First(page => page.Language == "de").Read());
        await TrackAsync();

        var worth = await RelevanceAsync();

        Assert.Null(TermOf(worth).Value);
        Assert.Null(TermOf(worth).Points);
    }

    private async Task TrackAsync()
    {
        await pipeline.TrackAsync(Page);
        var link = (await pipeline.LinkAsync(Page)).Link;
        await pipeline.Get<TargetWatch>().BeginAsync(TestPipeline.Site.Id, [link], Cancel);
        await pipeline.LiveAsync(TimeSpan.FromDays(1));
    }

    private void Say(string page, PageTopic topic, string? network = null, string? linksTo = null) => pipeline.Web.Say(page, request => ScriptedWeb.Visit(request, Status.Live) with
    {
        Known = new KnownPage { FinalUrl = request.Url, BodyHash = "body", Topic = topic, Network = network, LinksTo = linksTo },
    });

    private async Task<PageRow> KnownAsAsync(PageTopic topic)
    {
        var url = WebUrl.Parse(Page);
        var stored = (await pipeline.Pages.FindPageAsync(url.Authority, Ids.Page(url), Cancel))!;
        var page = stored.Row with { Known = stored.Row.Known! with { Topic = topic } };
        Assert.NotNull(await pipeline.Pages.CommitAsync(page.Key.Shard, [RowWrite.Replace(page, stored.Version)], Cancel));
        return page;
    }

    private ChangeRow NewsOf(PageRow page, PageTopic topic, params TopicNews[] more) =>
        new(page.Key, page.Url, pipeline.Time.GetUtcNow(), [])
        {
            Topic = topic,
            TopicNews = [.. page.Links.Select(link => new TopicNews(link.SiteId, link.LinkId)), .. more],
        };

    private async Task<LinkWorth> RelevanceAsync(Site? site = null)
    {
        await pipeline.Get<LinkAudit>().RunAsync(site ?? TestPipeline.Site, new CoverageRow { At = pipeline.Time.GetUtcNow() }, Cancel);
        return (await pipeline.LinkAsync(Page)).Worth!;
    }

    private static WorthPart TermOf(LinkWorth worth) => WorthReport.Of(worth).Terms.Single(part => part.Term == WorthTerm.Relevance);

    private async Task<TargetRow> TargetAsync() => (await StoredTargetAsync()).Row;

    private async Task<Stored<TargetRow>> StoredTargetAsync() =>
        Assert.Single((await pipeline.Sites.ListTargetsAsync(TestPipeline.Site.Id, null, 10, Cancel)).Rows);

    private async Task<(string Link, string Target)> VersionsAsync() =>
        (await VersionAsync((await pipeline.LinkAsync(Page)).LinkId), (await StoredTargetAsync()).Version);

    private async Task<string> VersionAsync(string linkId) =>
        (await pipeline.Sites.FindLinkAsync(TestPipeline.Site.Id, linkId, Cancel))!.Version;
}
