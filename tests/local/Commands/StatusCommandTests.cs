using LinkWatch.Tests.Support;

namespace LinkWatch.Tests.Local.Commands;

public sealed class StatusCommandTests : IDisposable
{
    private const int Columns = 80;

    private static readonly string[] Headers = ["site", "links", "live", "nofollow", "unindexed", "lost", "pending"];

    private readonly string folder = Directory.CreateTempSubdirectory("linkwatch-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("shop")]
    [InlineData("a-site-with-an-id-that-is-as-long-as-a-label-of-a-domain-may-be")]
    public async Task Every_header_is_whole_on_a_terminal_of_80_columns(string site)
    {
        var lines = await ShowAsync(site, links: 3);

        Assert.Equal(Headers, lines[1].Split('│', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        Assert.All(lines, line => Assert.True(line.Length <= Columns, line));
    }

    [Fact]
    public async Task Numbers_stand_below_their_headers_and_what_was_not_verified_below_the_table()
    {
        var lines = await ShowAsync("shop", links: 3);

        Assert.Equal(
            ["shop", "3", "0", "0", "0", "0", "3"],
            lines[3].Split('│', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        Assert.Contains("shop: 0 of 3 links verified lately (0 %); not verified: 3 not-read.", lines);
    }

    [Fact]
    public async Task A_site_without_links_has_no_line_below_the_table() =>
        Assert.DoesNotContain(await ShowAsync("shop", links: 0), line => line.StartsWith("shop:", StringComparison.Ordinal));

    private async Task<string[]> ShowAsync(string site, int links)
    {
        var data = Path.Combine(folder, "data");
        await RunAsync("site", "set", site, "--domain", "shop.example", "--data", data);
        if (links > 0) await RunAsync("import", await LinksAsync(links), "--site", site, "--data", data);
        return (await RunAsync("status", "--data", data)).Split('\n');
    }

    private async Task<string> LinksAsync(int links)
    {
        var path = Path.Combine(folder, "links.csv");
        var rows = Enumerable.Range(0, links).Select(i => $"https://blog.example/{i}");
        await File.WriteAllLinesAsync(path, ["source", .. rows], TestContext.Current.CancellationToken);
        return path;
    }

    private static async Task<string> RunAsync(params string[] args)
    {
        var (code, output, error) = await TypedCommand.RunAsync(args, _ => null, Columns);
        Assert.Equal((0, ""), (code, error));
        return output;
    }
}
