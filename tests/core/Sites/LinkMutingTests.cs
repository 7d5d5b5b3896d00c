using LinkWatch.Links;
using LinkWatch.Sites;
using LinkWatch.Storage;
using LinkWatch.Tests.Support;

namespace LinkWatch.Tests.Core.Sites;

public sealed class LinkMutingTests
{
    private const string Tea = "https://blog.example/tea";
    private const string Pots = "https://news.example/pots";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_muted_link_is_checked_and_kept_in_the_history_but_in_no_alert()
    {
        await using var pipeline = await StartAsync();
        await MuteAsync(pipeline, Tea);
        foreach (var page in new[] { Tea, Pots }) pipeline.Web.Say(page, Status.Lost, Reason.LinkRemoved);

        await HostOutageTests.PassAsync(pipeline, TimeSpan.FromDays(5));

        var digest = Assert.Single(await HostOutageTests.DigestsAsync(pipeline));
        Assert.Equal((1, "1 link lost: shop.example"), (digest.Members, digest.Subject));
        Assert.DoesNotContain(Tea, digest.Text, StringComparison.Ordinal);
        Assert.Equal(Status.Lost, (await pipeline.LinkAsync(Tea)).Status);
        var lost = (await pipeline.HistoryAsync()).Where(row => row.Change.New == Status.Lost).ToList();
        Assert.Equal([Tea], lost.Where(row => row.IsMuted && !row.Change.IsAlert).Select(row => row.Source.Href));
        Assert.Equal([Pots], lost.Where(row => !row.IsMuted && row.Change.IsAlert).Select(row => row.Source.Href));
    }

    [Fact]
    public async Task Links_that_are_lost_with_their_host_are_reported_without_the_muted_one()
    {
        string[] pages = [.. Enumerable.Range(0, 8).Select(i => $"https://blog.example/{i}")];
        await using var pipeline = await TestPipeline.StartAsync();
        await HostOutageTests.WatchAsync(pipeline, pages);
        await MuteAsync(pipeline, pages[0]);
        foreach (var page in pages) pipeline.Web.Say(page, Status.Lost, Reason.PageGone);

        await HostOutageTests.PassAsync(pipeline, TimeSpan.FromDays(6));

        var digest = Assert.Single(await HostOutageTests.DigestsAsync(pipeline));
        Assert.Contains("7 lost on blog.example", digest.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_ends_on_its_day_or_when_the_owner_unmutes_it()
    {
        await using var pipeline = await StartAsync();
        await MuteAsync(pipeline, Tea, pipeline.Time.GetUtcNow().AddHours(3));
        await MuteAsync(pipeline, Pots);
        await pipeline.Get<LinkMuting>().UnmuteAsync("shop", (await pipeline.LinkAsync(Pots)).LinkId, Cancel);
        foreach (var page in new[] { Tea, Pots }) pipeline.Web.Say(page, Status.Lost, Reason.LinkRemoved);

        await HostOutageTests.PassAsync(pipeline, TimeSpan.FromDays(6));

        Assert.Equal(2, (await HostOutageTests.DigestsAsync(pipeline)).Sum(digest => digest.Members));
    }

    [Fact]
    public async Task A_new_import_leaves_it_muted_and_a_link_that_is_not_there_cannot_be()
    {
        await using var pipeline = await StartAsync();
        await MuteAsync(pipeline, Tea);

        await pipeline.TrackAsync(Tea);

        Assert.True((await pipeline.LinkAsync(Tea)).IsMuted(pipeline.Time.GetUtcNow()));
        Assert.Null(await pipeline.Get<LinkMuting>().MuteAsync("shop", "nobody", until: null, Cancel));
    }

    private static async Task<TestPipeline> StartAsync()
    {
        var pipeline = await TestPipeline.StartAsync();
        await HostOutageTests.WatchAsync(pipeline, [Tea, Pots]);
        return pipeline;
    }

    private static async Task<LinkRow?> MuteAsync(TestPipeline pipeline, string page, DateTimeOffset? until = null) =>
        await pipeline.Get<LinkMuting>().MuteAsync("shop", (await pipeline.LinkAsync(page)).LinkId, until, Cancel);
}
