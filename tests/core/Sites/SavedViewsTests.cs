using LinkWatch.Local.Sqlite;
using LinkWatch.Sites;
using LinkWatch.Storage;
using LinkWatch.Tests.Support;

namespace LinkWatch.Tests.Core.Sites;

public sealed class SavedViewsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Views_are_kept_in_the_order_of_their_names_and_a_name_twice_is_the_last_one()
    {
        await using var pipeline = await TestPipeline.StartAsync();
        var views = pipeline.Get<SavedViews>();

        await views.SaveAsync("shop", new SavedView("Paid", "acquired=paid"), Cancel);
        await views.SaveAsync("shop", new SavedView("lost", "status=lost"), Cancel);
        await views.SaveAsync("shop", new SavedView("PAID", "acquired=paid&status=lost"), Cancel);

        Assert.Equal(
            [new SavedView("lost", "status=lost"), new SavedView("PAID", "acquired=paid&status=lost")],
            await views.ListAsync("shop", Cancel));
        Assert.Empty(await views.ListAsync("other", Cancel));
    }

    [Fact]
    public async Task A_view_is_renamed_to_what_no_other_is_called_and_removed()
    {
        await using var pipeline = await TestPipeline.StartAsync();
        var views = pipeline.Get<SavedViews>();
        foreach (var name in (string[])["a", "b"]) await views.SaveAsync("shop", new SavedView(name, $"tag={name}"), Cancel);

        Assert.NotNull(await views.RenameAsync("shop", "a", "b", Cancel));
        Assert.NotNull(await views.RenameAsync("shop", "nobody", "c", Cancel));
        Assert.NotNull(await views.RenameAsync("shop", "a", new string('x', 61), Cancel));
        Assert.Null(await views.RenameAsync("shop", "a", "z", Cancel));
        await views.RemoveAsync("shop", "b", Cancel);

        Assert.Equal([new SavedView("z", "tag=a")], await views.ListAsync("shop", Cancel));
    }

    [Fact]
    public async Task A_site_has_fifty_at_most_and_one_of_them_can_still_be_changed()
    {
        await using var pipeline = await TestPipeline.StartAsync();
        var views = pipeline.Get<SavedViews>();
        for (var i = 0; i < SavedViews.MaxViews; i++)
            Assert.Null(await views.SaveAsync("shop", new SavedView($"view {i}", $"tag={i}"), Cancel));

        Assert.Contains("50", await views.SaveAsync("shop", new SavedView("one more", ""), Cancel), StringComparison.Ordinal);
        Assert.Null(await views.SaveAsync("shop", new SavedView("view 7", "status=lost"), Cancel));
        Assert.Equal(SavedViews.MaxViews, (await views.ListAsync("shop", Cancel)).Count);
    }

    [Fact]
    public async Task Those_that_two_owners_save_at_once_are_both_kept()
    {
        using var temp = new TempFolder();
        for (var seed = 0; seed < 20; seed++)
        {
            using var file = await SqliteFile.OpenAsync(Path.Combine(temp.Path, $"{seed}"), 2, Cancel);
            var turns = new Interleaving(new SqliteRows(file), seed);
            var views = new SavedViews(new SiteStore(turns.Rows, turns.Rows));

            await turns.RunAsync(
                () => views.SaveAsync("shop", new SavedView("a", "tag=a"), Cancel),
                () => views.SaveAsync("shop", new SavedView("b", "tag=b"), Cancel));

            Assert.Equal(["a", "b"], (await views.ListAsync("shop", Cancel)).Select(view => view.Name));
        }
    }
}
