using LinkWatch.Links;
using LinkWatch.Reporting;
using LinkWatch.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace LinkWatch.Tests.Local.Commands;

public sealed class RecheckTests : IDisposable
{
    private const string Followed = "<title>Teas</title><main><p>The <a href=\"https://shop.example/tea\">tea</a></p></main>";

    private readonly string folder = Directory.CreateTempSubdirectory("linkwatch-").FullName;

    private string Data => Path.Combine(folder, "data");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_recheck_reads_at_once_what_it_names_and_pending_shows_what_is_being_confirmed()
    {
        var isNofollow = false;
        await using var web = await LoopbackSite.StartAsync(context => context.Response.WriteAsync(
            context.Request.Path == "/robots.txt" ? "" : isNofollow ? Followed.Replace("<a ", "<a rel=nofollow ") : Followed, Cancel));
        await WatchAsync(web.Url("/1").Href, web.Url("/2").Href);
        Assert.Contains("Checked 3 pages.", await RunAsync("run", Fetching), StringComparison.Ordinal);
        Assert.Contains("Checked 0 pages.", await RunAsync("run", Fetching), StringComparison.Ordinal);
        Assert.Equal("Nothing is being confirmed.\n", await RunAsync("pending"));

        isNofollow = true;
        Assert.Contains("Checked 1 page.", await RunAsync("recheck", [web.Url("/1").Href, .. Fetching]), StringComparison.Ordinal);

        var pending = await RunAsync("pending", "--json");
        Assert.Contains("\"from\":\"live\",\"to\":\"nofollow\",\"reasons\":[\"rel-nofollow\"]", pending, StringComparison.Ordinal);
        var change = Json.Read<PendingReport>(pending);
        Assert.Equal((1, 1, change.Since.AddHours(12)), (change.Readings, change.Missing, change.NotBefore));
        Assert.NotNull(change.Next);
        Assert.Contains(
            $"\n  needs   1 more reading that agrees at {change.NotBefore:yyyy-MM-dd HH:mm} UTC or later\n", await RunAsync("pending"),
            StringComparison.Ordinal);
        Assert.Contains("\"live\":2", await RunAsync("status", "--json"), StringComparison.Ordinal);
        Assert.Contains("Checked 3 pages.", await RunAsync("run", ["--all", .. Fetching]), StringComparison.Ordinal);
        Assert.Contains("Checked 2 pages.", await RunAsync("recheck", ["--status", "live", .. Fetching]), StringComparison.Ordinal);
        Assert.Contains("Checked 2 pages.", await RunAsync("recheck", ["--host", "127.0.0.1", .. Fetching]), StringComparison.Ordinal);
        Assert.Contains("\"live\":2", await RunAsync("status", "--json"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_recheck_of_what_is_not_tracked_says_so()
    {
        await WatchAsync("https://blog.example/1");

        await AssertNoneMatchesAsync("recheck", "https://blog.example/2");
    }

    [Fact]
    public async Task Pages_to_be_visited_once_and_targets_are_no_pending_links()
    {
        await using var web = await LoopbackSite.StartAsync(context => context.Response.WriteAsync(
            context.Request.Path == "/2" ? Followed : "<title>Teas</title><main><p>Nothing yet</p></main>", Cancel));
        await RunAsync("site", "set", "shop", "--domain", "shop.example");
        await RunAsync("inbox", "add", web.Url("/1").Href, "--site", "shop");
        await AssertNoneMatchesAsync(["run", "--confirm", "fast", .. Fetching]);
        await ImportAsync("links.csv", web.Url("/2").Href);
        await RunAsync("run", Fetching);

        // The target, which nobody answers for, was not read yet.
        await AssertNoneMatchesAsync(["recheck", "--status", "pending", .. Fetching]);
        Assert.Contains("Checked 1 page.", await RunAsync("recheck", ["https://shop.example/tea", .. Fetching]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Imports_that_follow_one_another_get_one_report()
    {
        await using var web = await LoopbackSite.StartAsync(Followed);
        await RunAsync("site", "set", "shop", "--domain", "shop.example", "--owner", "me@shop.example");
        for (var i = 1; i <= 9; i++) await ImportAsync($"links{i}.csv", web.Url($"/{i}").Href);

        Assert.Contains("Checked 10 pages. Alerts: 1 ", await RunAsync("run", Fetching), StringComparison.Ordinal);

        var mail = await File.ReadAllTextAsync(Assert.Single(Directory.GetFiles(Data, "*.eml", SearchOption.AllDirectories)), Cancel);
        Assert.Contains("9 links imported", mail, StringComparison.Ordinal);
        await ImportAsync("links10.csv", web.Url("/10").Href);
        Assert.Contains("Checked 1 page. Alerts: 1 ", await RunAsync("run", Fetching), StringComparison.Ordinal);
    }

    private static string[] Fetching => ["--allow-address", "127.0.0.1", "--interval", "0"];

    private async Task WatchAsync(params string[] pages)
    {
        await RunAsync("site", "set", "shop", "--domain", "shop.example");
        await ImportAsync("links.csv", pages);
    }

    private async Task ImportAsync(string name, params string[] pages)
    {
        var file = Path.Combine(folder, name);
        await File.WriteAllLinesAsync(file, ["source,target", .. pages.Select(page => $"{page},https://shop.example/tea")], Cancel);
        await RunAsync("import", file, "--site", "shop", "--allow-address", "127.0.0.1");
    }

    private async Task AssertNoneMatchesAsync(params string[] args)
    {
        var (code, output, error) = await TypedCommand.RunAsync([.. args, "--data", Data]);
        Assert.Equal((1, ""), (code, output));
        Assert.Equal("linkwatch: no tracked link matches; 'linkwatch export --site S' lists them\n", error);
    }

    private Task<string> RunAsync(string command, params string[] args) => RunAsync([command, .. args, "--data", Data]);

    private static async Task<string> RunAsync(string[] args)
    {
        var (code, output, error) = await TypedCommand.RunAsync(args);
        Assert.Equal((0, ""), (code, error));
        return output.ReplaceLineEndings("\n");
    }
}
