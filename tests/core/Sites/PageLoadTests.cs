using LinkWatch.Links;
using LinkWatch.Sites;
using LinkWatch.Tests.Support;
using LinkWatch.Urls;

namespace LinkWatch.Tests.Core.Sites;

public sealed class PageLoadTests
{
    private const string Page = "https://blog.example/a";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_page_that_is_full_takes_no_more_links_and_other_pages_do()
    {
        await using var pipeline = await TestPipeline.StartAsync();
        var tracker = pipeline.Get<LinkTracker>();
        Assert.Equal(999, (await tracker.AddAsync(TestPipeline.Site, [.. Links(Page, 0, 999)], "first", progress: null, Stop)).Added);

        var more = await tracker.AddAsync(
            TestPipeline.Site, [.. Links(Page, 998, 4), .. Links("https://blog.example/b", 0, 1)], "second", progress: null, Stop);

        Assert.Equal((2, 0, 1), (more.Added, more.Changed, more.Unchanged));
        Assert.Equal(["https://shop.example/1000", "https://shop.example/1001"], more.Refused.Select(link => link.Target.Url.Href));
        Assert.Equal(PageLoad.MaxLinks, (await pipeline.PageAsync(Page)).Links.Count);
        Assert.Null(
            await pipeline.Sites.FindLinkAsync("shop", Ids.Link("shop", WebUrl.Parse(Page), Links(Page, 1000, 1).Single().Target), Stop));
        var imports = (await pipeline.Sites.ListImportsAsync("shop", null, 10, Stop)).Rows.Select(import =>
            (import.Row.Source, import.Row.Added)).Order();
        Assert.Equal([("first, second", 1001)], imports);
    }

    [Fact]
    public async Task An_import_of_which_nothing_fits_is_no_import()
    {
        await using var pipeline = await TestPipeline.StartAsync();
        var tracker = pipeline.Get<LinkTracker>();
        await tracker.AddAsync(TestPipeline.Site, [.. Links(Page, 0, 1000)], "first", progress: null, Stop);

        var more = await tracker.AddAsync(TestPipeline.Site, [.. Links(Page, 1000, 1)], "second", progress: null, Stop);

        Assert.Equal((0, 1), (more.Added, more.Refused.Count));
        Assert.Equal("first", Assert.Single((await pipeline.Sites.ListImportsAsync("shop", null, 10, Stop)).Rows).Row.Source);
    }

    [Fact]
    public async Task The_cadence_of_a_full_page_can_be_changed()
    {
        await using var pipeline = await TestPipeline.StartAsync();
        await pipeline.Get<LinkTracker>().AddAsync(TestPipeline.Site, [.. Links(Page, 0, 1000)], "first", progress: null, Stop);
        await pipeline.Get<SiteChange>().SaveAsync(TestPipeline.Site.Id, site => site! with { Cadence = Cadence.Weekly }, Stop);
        Assert.All((await pipeline.PageAsync(Page)).Links, link => Assert.Equal(Cadence.Weekly, link.Cadence));
    }

    private static IEnumerable<Backlink> Links(string source, int from, int count) => Enumerable.Range(from, count).Select(i => new Backlink
    {
        Source = WebUrl.Parse(source),
        Target = new LinkTarget(WebUrl.Parse($"https://shop.example/{i}")),
    });
}
