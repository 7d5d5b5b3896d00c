using LinkWatch.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace LinkWatch.Tests.Local.Commands;

public sealed class HistoryCommandTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("linkwatch-").FullName;
    private string link = "<a href=\"https://shop.example/tea\">mountain tea</a>";

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task It_shows_the_first_readings_and_what_was_before_and_after_each_change()
    {
        await using var web = await LoopbackSite.StartAsync(context =>
        {
            context.Response.StatusCode = context.Request.Path == "/robots.txt" ? 404 : 200;
            context.Response.ContentType = "text/html; charset=utf-8";
            var shown = context.Request.Path == "/gone" ? "" : link;
            return context.Response.WriteAsync($"<title>Teas</title><main><p>The {shown} won.</p></main>", context.RequestAborted);
        });
        var list = Path.Combine(folder, "links.csv");
        await File.WriteAllTextAsync(
            list, $"source,target\n{web.Url("/teas")},https://shop.example/tea\n{web.Url("/gone")},https://shop.example/tea\n",
            TestContext.Current.CancellationToken);
        await TypeAsync("site", "set", "shop", "--domain", "shop.example");
        await TypeAsync("import", list, "--site", "shop", "--allow-address", "127.0.0.1");
        Assert.Equal("Nothing has been read yet.\n", await TypeAsync("history", "--site", "shop"));
        await RunAsync();
        link = link.Replace("mountain", "green", StringComparison.Ordinal);
        for (var i = 0; i < 2; i++) await RunAsync("--confirm", "fast");

        var history = await TypeAsync("history", "--site", "shop");

        Assert.Contains("  first reading lost, is being confirmed: link-removed\n", history, StringComparison.Ordinal);
        Assert.Contains(
            $"  first confirmed as live\n  page    {web.Url("/teas")}\n  target  https://shop.example/tea\n"
                + "  link    anchor “mountain tea”, in content\n", history, StringComparison.Ordinal);
        Assert.Contains("  link    anchor “mountain tea” → “green tea”\n", history, StringComparison.Ordinal);
        var json = await TypeAsync("history", "--site", "shop", "--json");
        Assert.Contains("\"before\":{\"href\":\"https://shop.example/tea\",\"anchor\":\"mountain tea\"", json, StringComparison.Ordinal);
        Assert.Contains("\"after\":{\"href\":\"https://shop.example/tea\",\"anchor\":\"green tea\"", json, StringComparison.Ordinal);
    }

    private Task<string> RunAsync(params string[] more) =>
        TypeAsync(["run", .. more, "--allow-address", "127.0.0.1", "--interval", "0"]);

    private async Task<string> TypeAsync(params string[] args)
    {
        var (code, output, error) = await TypedCommand.RunAsync([.. args, "--data", Path.Combine(folder, "data")]);
        Assert.Equal((0, ""), (code, error));
        return output.ReplaceLineEndings("\n");
    }
}
