using LinkWatch.Links;
using LinkWatch.Sites;
using LinkWatch.Storage;
using LinkWatch.Sweeping;
using LinkWatch.Tests.Support;

namespace LinkWatch.Tests.Core.Storage;

public sealed class SiteLettersTests
{
    private const string Tea = "https://blog.example/tea";
    private const string Pots = "https://news.example/pots";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_letter_is_due_after_the_sites_days_and_a_second_one_puts_it_off()
    {
        await using var pipeline = await LostAsync(Tea);
        var site = TestPipeline.Site with { FollowUpDays = 3 };
        await SentAsync(pipeline, Tea);

        await pipeline.LiveAsync(TimeSpan.FromDays(3) - TimeSpan.FromHours(1));
        Assert.Equal(new LetterCounts(0, 1, 0), await CountAsync(pipeline, site));
        await pipeline.LiveAsync(TimeSpan.FromHours(1));
        Assert.Equal(new LetterCounts(1, 1, 0), await CountAsync(pipeline, site));
        Assert.Equal([Tea], await ListAsync(pipeline, site, LetterList.Due));

        await SentAsync(pipeline, Tea);

        Assert.Equal(new LetterCounts(0, 1, 0), await CountAsync(pipeline, site));
        Assert.Equal(2, (await pipeline.LinkAsync(Tea)).Letter!.Count);
    }

    [Fact]
    public async Task A_link_that_comes_back_after_a_letter_is_won_back_and_one_without_a_letter_is_not()
    {
        await using var pipeline = await LostAsync(Tea, Pots);
        await SentAsync(pipeline, Tea);
        foreach (var page in new[] { Tea, Pots }) pipeline.Web.Say(page, Status.Live);

        await pipeline.LiveAsync(TimeSpan.FromDays(2));

        Assert.Equal((Status.Live, Status.Live), ((await pipeline.LinkAsync(Tea)).Status, (await pipeline.LinkAsync(Pots)).Status));
        Assert.Equal(new LetterCounts(0, 0, 1), await CountAsync(pipeline, TestPipeline.Site));
        Assert.Equal([Tea], await ListAsync(pipeline, TestPipeline.Site, LetterList.WonBack));
        var wonAt = (await pipeline.LinkAsync(Tea)).Letter!.WonBackAt!.Value;
        var letters = pipeline.Get<SiteLetters>();
        Assert.Equal(1, await letters.WonBackSinceAsync(TestPipeline.Site, wonAt, Cancel));
        Assert.Equal(0, await letters.WonBackSinceAsync(TestPipeline.Site, wonAt.AddTicks(1), Cancel));
    }

    [Fact]
    public async Task A_link_that_is_lost_again_is_no_longer_won_back_and_its_next_letter_is_the_first()
    {
        await using var pipeline = await LostAsync(Tea);
        await SentAsync(pipeline, Tea);
        pipeline.Web.Say(Tea, Status.Live);
        await pipeline.LiveAsync(TimeSpan.FromDays(2));
        pipeline.Web.Say(Tea, Status.Lost, Reason.LinkRemoved);
        await pipeline.LiveAsync(TimeSpan.FromDays(12));

        Assert.Equal(new LetterCounts(0, 0, 0), await CountAsync(pipeline, TestPipeline.Site));
        await SentAsync(pipeline, Tea);

        Assert.Equal(new LetterCounts(0, 1, 0), await CountAsync(pipeline, TestPipeline.Site));
        Assert.Equal(1, (await pipeline.LinkAsync(Tea)).Letter!.Count);
    }

    [Fact]
    public async Task There_is_nothing_to_write_about_a_link_that_is_there_and_what_was_won_back_stays()
    {
        await using var pipeline = await LostAsync(Tea);
        await SentAsync(pipeline, Tea);
        pipeline.Web.Say(Tea, Status.Live);
        await pipeline.LiveAsync(TimeSpan.FromDays(2));
        var letters = pipeline.Get<SiteLetters>();

        var mark = await letters.SentAsync("shop", (await pipeline.LinkAsync(Tea)).LinkId, Cancel);

        Assert.False(mark.IsMarked);
        Assert.NotNull((await pipeline.LinkAsync(Tea)).Letter);
        Assert.Null((await letters.SentAsync("shop", Ids.Hash("nothing"), Cancel)).Link);
    }

    [Fact]
    public async Task A_forgotten_letter_and_a_removed_link_are_on_no_list_and_the_audit_finds_nothing_wrong()
    {
        await using var pipeline = await LostAsync(Tea, Pots);
        await SentAsync(pipeline, Tea);
        await SentAsync(pipeline, Pots);
        Assert.Equal(0, await AuditAsync(pipeline));

        await pipeline.Get<SiteLetters>().ForgetAsync("shop", (await pipeline.LinkAsync(Tea)).LinkId, Cancel);
        await pipeline.Get<LinkTracker>().RemoveAsync("shop", [await pipeline.LinkAsync(Pots)], Cancel);

        Assert.True((await CountAsync(pipeline, TestPipeline.Site)).IsEmpty);
        Assert.Equal(0, await AuditAsync(pipeline));
    }

    [Fact]
    public async Task A_list_goes_on_where_its_page_ended()
    {
        string[] pages = [.. Enumerable.Range(0, 5).Select(i => $"https://b{i}.example/tea")];
        await using var pipeline = await LostAsync(pages);
        foreach (var page in pages)
        {
            await SentAsync(pipeline, page);
            pipeline.Time.Advance(TimeSpan.FromMinutes(1));
        }

        var letters = pipeline.Get<SiteLetters>();
        var first = await letters.ListAsync(TestPipeline.Site, LetterList.Waiting, null, 3, Cancel);
        var rest = await letters.ListAsync(TestPipeline.Site, LetterList.Waiting, first.Next, 3, Cancel);

        Assert.Equal(pages, first.Links.Concat(rest.Links).Select(link => link.Link.Source.Href));
        Assert.Null(rest.Next);
    }

    private static async Task<TestPipeline> LostAsync(params string[] pages)
    {
        var pipeline = await TestPipeline.StartAsync();
        await HostOutageTests.WatchAsync(pipeline, pages);
        foreach (var page in pages) pipeline.Web.Say(page, Status.Lost, Reason.LinkRemoved);
        await pipeline.LiveAsync(TimeSpan.FromDays(5));
        return pipeline;
    }

    private static async Task SentAsync(TestPipeline pipeline, string page) =>
        Assert.True((await pipeline.Get<SiteLetters>().SentAsync("shop", (await pipeline.LinkAsync(page)).LinkId, Cancel)).IsMarked);

    private static Task<LetterCounts> CountAsync(TestPipeline pipeline, Site site) =>
        pipeline.Get<SiteLetters>().CountAsync(site, Cancel);

    private static async Task<IEnumerable<string>> ListAsync(TestPipeline pipeline, Site site, LetterList list) =>
        (await pipeline.Get<SiteLetters>().ListAsync(site, list, null, 50, Cancel)).Links.Select(link => link.Link.Source.Href);

    private static Task<int> AuditAsync(TestPipeline pipeline) => pipeline.Get<LinkAudit>().RunAsync(
        TestPipeline.Site, new CoverageRow { At = pipeline.Time.GetUtcNow() }, Cancel);
}
