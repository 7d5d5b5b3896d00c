using LinkWatch.Links;
using LinkWatch.Sites;
using LinkWatch.Tests.Support;

namespace LinkWatch.Tests.Core.Sites;

/// <summary>Pages move to a new cadence of their site, whatever happens meanwhile.</summary>
public sealed class CadenceMoveTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Links_that_are_edited_or_added_between_two_steps_have_the_new_cadence()
    {
        await using var pipeline = await BegunAsync();
        var changes = pipeline.Get<SiteChange>();
        Assert.NotNull((await changes.MoveAsync("shop", 5, Cancel)).Unfinished);

        var site = (await pipeline.Sites.FindSiteAsync("shop", Cancel))!.Row;
        var rows = (await pipeline.Sites.ListLinksAsync("shop", null, 100, Cancel)).Rows.Select(row => row.Row).ToList();
        await pipeline.Get<LinkTracker>().EditAsync(site, rows, link => link with { Tags = ["new"] }, Cancel);
        await pipeline.TrackAsync(site, "https://late.example/");
        while ((await changes.MoveAsync("shop", 5, Cancel)).Unfinished is not null)
        {
        }

        await AssertMovedAsync(pipeline);
        Assert.Equal(Cadence.Weekly, (await pipeline.PageAsync("https://late.example/")).Key.Cadence);
    }

    [Fact]
    public async Task A_move_that_is_left_goes_on_when_the_site_is_saved_again()
    {
        await using var pipeline = await BegunAsync();

        var saved = await pipeline.Get<SiteChange>().SaveAsync("shop", _ => TestPipeline.Site with { Cadence = Cadence.Weekly }, Cancel);

        Assert.Null(saved!.Value.Site.MovesFrom);
        Assert.Null((await pipeline.Sites.FindSiteAsync("shop", Cancel))!.Row.MovesFrom);
        await AssertMovedAsync(pipeline);
    }

    [Fact]
    public async Task A_move_that_is_left_goes_on_in_the_daily_audit()
    {
        await using var pipeline = await BegunAsync();

        await pipeline.DeliverAsync();

        Assert.Null((await pipeline.Sites.FindSiteAsync("shop", Cancel))!.Row.MovesFrom);
        await AssertMovedAsync(pipeline);
    }

    [Fact]
    public async Task A_move_that_is_taken_back_half_way_leaves_every_page_as_it_was()
    {
        await using var pipeline = await BegunAsync();
        await pipeline.Get<SiteChange>().MoveAsync("shop", 5, Cancel);

        await pipeline.Get<SiteChange>().SaveAsync("shop", site => site! with { Cadence = Cadence.Daily }, Cancel);

        await AssertMovedAsync(pipeline, Cadence.Daily);
    }

    [Fact]
    public async Task What_an_import_that_began_before_the_change_wrote_is_moved_by_the_daily_audit()
    {
        await using var pipeline = await BegunAsync();
        await pipeline.Get<SiteChange>().SaveAsync("shop", site => site, Cancel);
        await pipeline.TrackAsync(TestPipeline.Site, "https://blog3.example/");
        Assert.Equal(Cadence.Daily, (await pipeline.PageAsync("https://blog3.example/")).Key.Cadence);

        await pipeline.DeliverAsync();

        await AssertMovedAsync(pipeline);
    }

    /// <summary>A site that has another cadence, and pages that have not.</summary>
    private static async Task<TestPipeline> BegunAsync()
    {
        var pipeline = await TestPipeline.StartAsync();
        await pipeline.TrackAsync([.. Enumerable.Range(0, 12).Select(i => $"https://blog{i}.example/")]);
        var begun = await pipeline.Get<SiteChange>().BeginAsync("shop", site => site! with { Cadence = Cadence.Weekly }, Cancel);
        Assert.NotNull(begun!.Value.Site.MovesFrom);
        return pipeline;
    }

    private static async Task AssertMovedAsync(TestPipeline pipeline, Cadence cadence = Cadence.Weekly)
    {
        for (var i = 0; i < 12; i++) Assert.Equal(cadence, (await pipeline.PageAsync($"https://blog{i}.example/")).Key.Cadence);
    }
}
