using LinkWatch.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace LinkWatch.Tests.Local.Commands;

public sealed class TargetsCommandTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("linkwatch-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task It_lists_the_pages_that_the_links_lead_to_the_worst_first()
    {
        var isGone = false;
        await using var web = await LoopbackSite.StartAsync(context =>
        {
            var path = context.Request.Path.Value;
            context.Response.StatusCode = path == "/robots.txt" || (path == "/shop/tea" && isGone) ? 404 : 200;
            context.Response.ContentType = "text/html; charset=utf-8";
            var link = path!.StartsWith("/post", StringComparison.Ordinal) ? path == "/post3" ? "/shop/cups" : "/shop/tea" : "/";
            return context.Response.WriteAsync(
                $"<title>Page {path}</title><p>See <a href=\"{link}\">this</a>.</p>", context.RequestAborted);
        });
        var list = Path.Combine(folder, "links.csv");
        await File.WriteAllLinesAsync(
            list,
            [
                "source,target", $"{web.Url("/post1")},{web.Url("/shop/tea")}", $"{web.Url("/post2")},{web.Url("/shop/tea")}",
                $"{web.Url("/post3")},{web.Url("/shop/cups")}",
            ],
            TestContext.Current.CancellationToken);
        await TypeAsync("site", "set", "shop", "--domain", "127.0.0.1");
        Assert.StartsWith("No targets yet", await TypeAsync("targets", "--site", "shop"), StringComparison.Ordinal);
        await TypeAsync("import", list, "--site", "shop", "--allow-address", "127.0.0.1");
        await RunAsync();
        isGone = true;
        for (var i = 0; i < 3; i++) await RunAsync("--confirm", "fast");

        var lines = (await TypeAsync("targets", "--site", "shop")).Split('\n');

        Assert.Equal($"gone        {web.Url("/shop/tea")}", lines[0]);
        Assert.EndsWith("of 2 watched links", lines[1], StringComparison.Ordinal);
        Assert.Equal("  why     the page can't be found any more (HTTP 404)", lines[2]);
        Assert.Contains($"live        {web.Url("/shop/cups")}", lines);
        var json = await TypeAsync("targets", "--site", "shop", "--json");
        Assert.Contains("\"status\":\"gone\",\"followedLinks\":", json.Split('\n')[0], StringComparison.Ordinal);
        Assert.Contains("\"event\":\"target-gone\"", await TypeAsync("history", "--site", "shop", "--json"), StringComparison.Ordinal);
        Assert.Contains("  target-gone: the page can't be found", await TypeAsync("history", "--site", "shop"), StringComparison.Ordinal);
    }

    private Task<string> RunAsync(params string[] more) =>
        TypeAsync(["run", .. more, "--allow-address", "127.0.0.1", "--interval", "0"]);

    private async Task<string> TypeAsync(params string[] args)
    {
        var (code, output, _) = await TypedCommand.RunAsync([.. args, "--data", Path.Combine(folder, "data")]);
        Assert.Equal(0, code);
        return output.ReplaceLineEndings("\n");
    }
}
