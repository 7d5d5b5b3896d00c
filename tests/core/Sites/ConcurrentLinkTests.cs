using LinkWatch.Links;
using LinkWatch.Local.Pipeline;
using LinkWatch.Local.Sqlite;
using LinkWatch.Simulation;
using LinkWatch.Sites;
using LinkWatch.Storage;
using LinkWatch.Tests.Support;
using LinkWatch.Urls;

namespace LinkWatch.Tests.Core.Sites;

/// <summary>Imports, edits, removals and checks of the same links at once, on real rows.</summary>
public sealed class ConcurrentLinkTests
{
    private const int Links = 6;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Importing_again_while_the_links_are_checked_leaves_none_of_them_pending()
    {
        await EachInterleavingAsync(60, async (pipeline, turns) =>
        {
            await ImportAsync(pipeline, "first", Numbers(0, Links));

            await turns.RunAsync(pipeline.CycleAsync, () => ImportAsync(pipeline, "again", Numbers(0, Links)));

            var rows = await RowsAsync(pipeline);
            Assert.All(rows, row => Assert.Equal(Status.Live, row.Status));
            Assert.All(rows, row => Assert.Equal(["again"], row.Link.Tags));
        });
    }

    [Fact]
    public async Task No_interleaving_of_imports_edits_removals_and_checks_loses_a_finding_or_an_edit()
    {
        await EachInterleavingAsync(240, async (pipeline, turns) =>
        {
            await ImportAsync(pipeline, "first", Numbers(0, 4));

            await turns.RunAsync(
                pipeline.CycleAsync,
                () => ImportAsync(pipeline, "second", Numbers(0, 5)),
                () => ImportAsync(pipeline, "third", Numbers(1, Links), "nofollow"),
                () => RemoveAsync(pipeline, Numbers(1, 4)));

            await pipeline.CycleAsync();
            var rows = (await RowsAsync(pipeline)).ToDictionary(row => row.LinkId);
            var tracked = await TrackedAsync(pipeline);
            Assert.Equal(rows.Keys.Order(StringComparer.Ordinal), tracked.Keys.Order(StringComparer.Ordinal));
            Assert.Superset(Numbers(0, 1).Concat(Numbers(4, Links)).Select(IdOf).ToHashSet(), rows.Keys.ToHashSet());
            Assert.All(rows.Values, row => Assert.Equal(Status.Live, row.Status));
            Assert.All(rows.Values, row => Assert.Equal(row.Link.ExpectedRel, tracked[row.LinkId].ExpectedRel));
            Assert.All(rows.Values, row => Assert.True(
                row.Link is { Tags: ["second"], ExpectedRel: [] } or { Tags: ["third"], ExpectedRel: ["nofollow"] }));
            Assert.Equal("second", rows[IdOf(0)].Link.Tags.Single());
            Assert.Equal("third", rows[IdOf(Links - 1)].Link.Tags.Single());
        });
    }

    [Fact]
    public async Task Edits_of_the_same_links_at_once_lose_none_of_them()
    {
        await EachInterleavingAsync(60, async (pipeline, turns) =>
        {
            await ImportAsync(pipeline, "first", Numbers(0, 4));
            var rows = await RowsAsync(pipeline);

            await turns.RunAsync(
                pipeline.CycleAsync,
                () => EditAsync(link => link with { Tags = [.. link.Tags.Append("second").Distinct()] }),
                () => EditAsync(link => link with { ExpectedRel = ["nofollow"] }),
                () => EditAsync(link => link with { Contact = "editor@blog.example" }),
                () => RemoveAsync(pipeline, Numbers(0, 1)));

            var left = await RowsAsync(pipeline);
            var tracked = await TrackedAsync(pipeline);
            Assert.Equal(
                Numbers(1, 4).Select(IdOf).Order(StringComparer.Ordinal), left.Select(row => row.LinkId).Order(StringComparer.Ordinal));
            Assert.All(left, row => Assert.True(
                row.Link is { Tags: ["first", "second"], ExpectedRel: ["nofollow"], Contact: "editor@blog.example" }));
            Assert.Equal(left.Select(row => row.LinkId).ToHashSet(), tracked.Keys.ToHashSet());
            Assert.All(tracked.Values, link => Assert.Equal(["nofollow"], link.ExpectedRel));

            Task EditAsync(Func<Backlink, Backlink> edit) => pipeline.Get<LinkTracker>().EditAsync(TestPipeline.Site, rows, edit, Cancel);
        });
    }

    [Fact]
    public async Task An_edit_does_not_bring_back_a_link_that_is_removed_before_any_of_its_calls_to_the_storage()
    {
        using var temp = new TempFolder();
        var hasEnded = false;
        for (var before = 1; !hasEnded; before++)
        {
            using var file = await SqliteFile.OpenAsync(Path.Combine(temp.Path, $"{before}"), 2, Cancel);
            var stores = new SqliteStores(file).All;
            await using var pipeline = await TestPipeline.StartAsync(storage: new OpenStorage(file), stores: stores);
            await ImportAsync(pipeline, "first", Numbers(0, 2));
            var rows = await RowsAsync(pipeline);
            await BreakOffRemovalAsync(pipeline, rows[0].Page.PageId, number: 0);
            var calls = 0;
            var slow = TurnTakingProxy<IRowTable>.Around(
                new SqliteRows(file), () => ++calls == before ? RemoveAsync(pipeline, Numbers(0, 1)) : Task.CompletedTask);
            var editor = new LinkTracker(
                new PageStore(slow, 2), new SiteStore(slow, slow), pipeline.Get<ISiteLinks>(), pipeline.Time, new TrackingOptions(),
                PublicSuffix.BuiltIn);

            await editor.EditAsync(TestPipeline.Site, rows, link => link with { ExpectedRel = ["nofollow"] }, Cancel);

            hasEnded = calls < before;
            IEnumerable<string> left = hasEnded ? [IdOf(0), IdOf(1)] : [IdOf(1)];
            var listed = (await RowsAsync(pipeline)).Select(row => row.LinkId);
            Assert.Equal(left.Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
            Assert.Equal(left.ToHashSet(), (await TrackedAsync(pipeline)).Keys.ToHashSet());
        }
    }

    /// <summary>A removal that ended between the page and the row.</summary>
    private static async Task BreakOffRemovalAsync(TestPipeline pipeline, string pageId, int number)
    {
        var page = (await pipeline.Pages.FindPageAsync(Link(number).Source.Authority, pageId, Cancel))!;
        var without = PageEdit.Without(page.Row, new HashSet<string> { IdOf(number) })!;
        await pipeline.Pages.CommitAsync(page.Row.Key.Shard, [RowWrite.Replace(without, page.Version)], Cancel);
    }

    private static async Task EachInterleavingAsync(int count, Func<TestPipeline, Interleaving, Task> test)
    {
        using var temp = new TempFolder();
        for (var seed = 0; seed < count; seed++)
        {
            using var file = await SqliteFile.OpenAsync(Path.Combine(temp.Path, $"{seed}"), 2, Cancel);
            var turns = new Interleaving(new SqliteRows(file), seed);
            var stores = new SqliteStores(file).All with
            {
                Pages = new PageStore(turns.Rows, 2),
                Sites = new SiteStore(turns.Rows, turns.Rows),
            };
            await using var pipeline = await TestPipeline.StartAsync(storage: new OpenStorage(file), stores: stores);
            try
            {
                await test(pipeline, turns);
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"interleaving {seed}: {e.Message}", e);
            }
        }
    }

    private static IEnumerable<int> Numbers(int from, int end) => Enumerable.Range(from, end - from);

    /// <summary>Two links on each page.</summary>
    private static Backlink Link(int number) => new()
    {
        Source = WebUrl.Parse($"https://blog{number / 4}.example/{number / 2}"),
        Target = new LinkTarget(WebUrl.Parse($"https://shop.example/{number % 2}")),
    };

    private static string IdOf(int number) => Ids.Link(TestPipeline.Site.Id, Link(number).Source, Link(number).Target);

    private static Task ImportAsync(TestPipeline pipeline, string tag, IEnumerable<int> numbers, params string[] rel) =>
        pipeline.Get<LinkTracker>().AddAsync(
            TestPipeline.Site,
            numbers.Select(number => Link(number) with { Tags = [tag], ExpectedRel = rel }).ToList(),
            tag,
            progress: null,
            Cancel);

    private static async Task RemoveAsync(TestPipeline pipeline, IEnumerable<int> numbers)
    {
        var rows = await pipeline.Sites.FindLinksAsync(TestPipeline.Site.Id, numbers.Select(IdOf).ToList(), Cancel);
        await pipeline.Get<LinkTracker>().RemoveAsync(TestPipeline.Site.Id, rows.Select(row => row.Row).ToList(), Cancel);
    }

    private static async Task<IReadOnlyList<LinkRow>> RowsAsync(TestPipeline pipeline) =>
        [.. (await pipeline.Sites.ListLinksAsync(TestPipeline.Site.Id, null, 1000, Cancel)).Rows.Select(row => row.Row)];

    private static async Task<IReadOnlyDictionary<string, TrackedLink>> TrackedAsync(TestPipeline pipeline)
    {
        var links = new Dictionary<string, TrackedLink>();
        for (var shard = 0; shard < pipeline.Pages.Shards; shard++)
        {
            var pages = await pipeline.Pages.ListPagesAsync(shard, null, 1000, Cancel);
            foreach (var link in pages.Rows.SelectMany(page => page.Row.Links)) links.Add(link.LinkId, link);
        }

        return links;
    }
}
