using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using LinkWatch.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace LinkWatch.Tests.Local.Serving;

/// <summary>The real program: what <c>serve</c> says of its work on standard error.</summary>
public sealed class ServeLogTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_says_what_it_did_and_nothing_of_what_others_mention()
    {
        var line = Assert.Single(await ServedAsync());

        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ info: serve\[0\] checked 2 pages: 1 live(; 1 alert sent)?$", line);
    }

    [Fact]
    public async Task Programs_get_the_same_as_an_object_a_line()
    {
        using var line = JsonDocument.Parse(Assert.Single(await ServedAsync("--log", "json")));

        Assert.Equal("Information", line.RootElement.GetProperty("LogLevel").GetString());
        Assert.StartsWith("checked 2 pages: 1 live", line.RootElement.GetProperty("Message").GetString(), StringComparison.Ordinal);
        var state = line.RootElement.GetProperty("State");
        Assert.Equal((2, 1), (state.GetProperty("pages").GetInt32(), state.GetProperty("live").GetInt32()));
    }

    [Fact]
    public async Task Another_form_is_refused() =>
        Assert.Equal(
            (2, "", "linkwatch: --log: 'xml' is neither text nor json\n"), await TypedCommand.RunAsync("serve", "--log", "xml"));

    /// <summary>What it writes to standard error until it is asked to stop, after it has read a link.</summary>
    private static async Task<string[]> ServedAsync(params string[] more)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "a process is asked to stop by a signal");
        using var folder = new TempFolder();
        await using var blog = await LoopbackSite.StartAsync(context => context.Response.WriteAsync(
            context.Request.Path == "/robots.txt" ? "" : "<title>Teas</title><p>The <a href=\"https://shop.example/\">shop</a>", Cancel));
        var list = Path.Combine(folder.Path, "links.csv");
        await File.WriteAllLinesAsync(list, ["source", blog.Url("/teas").Href], Cancel);
        string[] data = ["--data", Path.Combine(folder.Path, "data")];
        string[] opened = [.. data, "--allow-address", "127.0.0.1"];
        Assert.Equal(0, (await TypedCommand.RunAsync(["site", "set", "shop", "--domain", "shop.example", .. data])).Code);
        Assert.Equal(0, (await TypedCommand.RunAsync(["import", list, "--site", "shop", .. opened])).Code);

        using var serve = LinkWatchProcess.Start(
            new Dictionary<string, string> { ["LINKWATCH_TICK"] = "1" }, ["serve", "--port", "0", .. opened, "--interval", "0", .. more]);
        var error = serve.StandardError.ReadToEndAsync(Cancel);
        var url = Regex.Match((await serve.StandardOutput.ReadLineAsync(Cancel))!, "http://[0-9.:]+", RegexOptions.NonBacktracking).Value;
        using var web = OwnServer.Client();
        string links;
        do links = await web.GetStringAsync(new Uri($"{url}/sites/shop/links"), Cancel);
        while (!links.Contains("\"live\"", StringComparison.Ordinal));
        using var signal = Process.Start("/bin/kill", ["-TERM", serve.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await serve.WaitForExitAsync(Cancel);
        return (await error).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
