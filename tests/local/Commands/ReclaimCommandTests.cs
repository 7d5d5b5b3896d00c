using System.Text.Json;
using LinkWatch.Tests.Core.Discovery.Sources;
using LinkWatch.Tests.Support;

namespace LinkWatch.Tests.Local.Commands;

public sealed class ReclaimCommandTests : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("linkwatch-").FullName;

    private string Data => Path.Combine(folder, "data");

    private string Log => Path.Combine(folder, "access.log");

    public async ValueTask InitializeAsync()
    {
        await TypedCommand.RunAsync("site", "set", "shop", "--domain", "shop.example", "--owner", "me@shop.example", "--data", Data);
        await File.WriteAllLinesAsync(Log, [
            LogLines.Combined("-", "/shop/green-tea"),
            LogLines.Combined("https://blog.example/a", "/green-tea", 404),
            LogLines.Combined("https://blog.example/a", "/=HYPERLINK(1)", 404),
            LogLines.Combined("https://blog.example/a", "/order", 500),
        ], TestContext.Current.CancellationToken);
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Failing_addresses_are_listed_with_their_referrers_and_where_to_redirect_them()
    {
        var (code, output, error) = await RunAsync(Log);

        Assert.Equal((0, ""), (code, error));
        Assert.All(output.Split('\n'), line => Assert.True(line.Length <= 80, line));
        Assert.Contains(
            """
            404  /green-tea
              hits  1
              from  https://blog.example/a
              to    /shop/green-tea (the same last part, in another folder)

            """.ReplaceLineEndings("\n"), output, StringComparison.Ordinal);
        Assert.Contains("to    none: the server fails\n", output, StringComparison.Ordinal);
        Assert.Contains(
            "3 addresses linked from elsewhere fail: 1 with a redirect to suggest, 1 to repair (the server fails).",
            output.Replace("\n  ", " ", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nginx", "location = \"/green-tea\" { return 301 /shop/green-tea; }")]
    [InlineData("apache", "RedirectMatch 301 \"^/green-tea$\" \"/shop/green-tea\"")]
    [InlineData("iis", "url=\"^green-tea$\"")]
    [InlineData("netlify", "/green-tea /shop/green-tea 301")]
    [InlineData("csv", "/green-tea,/shop/green-tea,404,1,\"the same last part, in another folder\",https://blog.example/a")]
    public async Task A_list_of_redirects_is_all_that_standard_output_gets(string format, string line)
    {
        var (code, output, error) = await RunAsync(Log, "--format", format);

        Assert.Equal(0, code);
        Assert.Contains(line, output, StringComparison.Ordinal);
        Assert.DoesNotContain("lines read", output, StringComparison.Ordinal);
        Assert.Contains(
            "4 lines read, 0 malformed.", error.Replace("\n  ", " ", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_has_every_failing_address()
    {
        var (_, output, _) = await RunAsync(Log, "--format", "json");

        using var report = JsonDocument.Parse(output);
        var first = report.RootElement.GetProperty("broken").EnumerateArray()
            .Single(address => address.GetProperty("address").GetString() == "/green-tea");
        Assert.Equal("/shop/green-tea", first.GetProperty("suggestion").GetProperty("path").GetString());
        Assert.Equal("https://blog.example/a", first.GetProperty("referrers")[0].GetProperty("address").GetString());
    }

    [Fact]
    public async Task What_is_no_log_or_no_format_is_refused()
    {
        var list = Path.Combine(folder, "links.csv");
        await File.WriteAllTextAsync(list, "https://blog.example/a\n", TestContext.Current.CancellationToken);

        var other = await RunAsync(list);
        var unknown = await RunAsync(Log, "--format", "caddy");

        Assert.Equal((2, $"linkwatch: {list}: this is a list of links; reclaim reads access logs\n"), (other.Code, other.Error));
        Assert.Equal(
            (2, "linkwatch: --format: 'caddy' is none of table, nginx, apache, iis, netlify, csv, json\n"), (unknown.Code, unknown.Error));
    }

    private Task<(int Code, string Output, string Error)> RunAsync(params string[] args) =>
        TypedCommand.RunAsync(["reclaim", .. args, "--site", "shop", "--data", Data]);
}
