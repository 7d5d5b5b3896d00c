using System.Globalization;
using System.Net;
using LinkWatch.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace LinkWatch.Tests.Local.Serving;

public sealed class HealthCommandTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_running_serve_is_healthy()
    {
        using var temp = new TempFolder();
        using var serve = await ServeProcess.StartAsync(temp.Path);

        Assert.Equal((0, "healthy\n", ""), await AskAsync(serve.Url.Port));
        Assert.Contains("\"healthy\":true", (await AskAsync(serve.Url.Port, "--json")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_well_is_named()
    {
        await using var serve = await LoopbackSite.StartAsync(context =>
        {
            context.Response.StatusCode = 503;
            return context.Response.WriteAsync(
                """{"healthy":false,"parts":{"checks":{},"storage":{"error":"storage doesn't answer"}}}""");
        });

        Assert.Equal((1, "storage: storage doesn't answer\n", ""), await AskAsync(serve.Port));
        Assert.Equal(["/health"], serve.Asked);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Without_serve_it_says_that_nobody_answers(bool isSomebodyElse)
    {
        await using var other = await LoopbackSite.StartAsync("<p>Hello");
        var port = isSomebodyElse ? other.Port : 1;

        Assert.Equal(
            (1, $"serve: nobody answers at http://127.0.0.1:{port}/health; start it with: linkwatch serve\n", ""),
            await AskAsync(port));
    }

    [Fact]
    public async Task On_an_address_that_others_reach_the_API_asks_for_its_key()
    {
        using var temp = new TempFolder();
        using var serve = await ServeProcess.StartAsync(temp.Path, "--listen", "0.0.0.0");
        var key = (await File.ReadAllTextAsync(Path.Combine(temp.Path, "api.key"), Cancel)).Trim();
        using var web = OwnServer.Client();
        var sites = new Uri($"http://127.0.0.1:{serve.Url.Port}/sites");

        Assert.Equal(HttpStatusCode.Unauthorized, (await web.GetAsync(sites, Cancel)).StatusCode);
        web.DefaultRequestHeaders.Add("x-functions-key", key);
        Assert.Equal(HttpStatusCode.OK, (await web.GetAsync(sites, Cancel)).StatusCode);
        Assert.Equal((0, "healthy\n", ""), await AskAsync(serve.Url.Port));
    }

    [Fact]
    public async Task An_address_that_is_none_is_refused()
    {
        var (code, output, error) = await TypedCommand.RunAsync("serve", "--listen", "everywhere");

        Assert.Equal((2, ""), (code, output));
        Assert.Contains("--listen: 'everywhere' is no IP address", error, StringComparison.Ordinal);
    }

    private static Task<(int Code, string Output, string Error)> AskAsync(int port, params string[] more) =>
        TypedCommand.RunAsync(["health", "--port", port.ToString(CultureInfo.InvariantCulture), .. more]);
}
