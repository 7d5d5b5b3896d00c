using LinkWatch.Local.Commands;
using LinkWatch.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace LinkWatch.Tests.Local.Commands;

/// <summary>What people read fits into 80 columns, on a terminal of that width and where there is none.</summary>
public sealed class NarrowOutputTests : IDisposable
{
    private const int Columns = 80;
    private static readonly string Long = $"/a-section-of-the-blog/{new string('y', 90)}/the-best-teas-of-the-year";

    private readonly string folder = Directory.CreateTempSubdirectory("linkwatch-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData(Columns)]
    [InlineData(null)]
    public async Task Long_addresses_are_folded_and_their_ends_are_still_there(int? width)
    {
        var anchor = "mountain tea";
        await using var web = await LoopbackSite.StartAsync(context =>
        {
            context.Response.StatusCode = context.Request.Path == "/robots.txt" ? 404 : 200;
            context.Response.ContentType = "text/html; charset=utf-8";
            var link = context.Request.Path.Value!.EndsWith("-1", StringComparison.Ordinal) && anchor.Length == 0
                ? "" : $"<a href=\"https://shop.example{Long}\" title=\"{new string('t', 200)}\">{anchor}</a>";
            return context.Response.WriteAsync($"<title>Tea</title><main><p>The {link} won.</p></main>", context.RequestAborted);
        });
        string[] pages = [web.Url(Long + "-1").Href, web.Url(Long + "-2").Href];
        var list = Path.Combine(folder, "links.csv");
        await File.WriteAllLinesAsync(
            list,
            [
                "source,target,a-column-that-nobody-knows,another-column-that-nobody-knows",
                .. pages.Select(page => $"{page},https://shop.example{Long},x,y"),
            ],
            TestContext.Current.CancellationToken);
        await TypeAsync(width, 0, "site", "set", "shop", "--domain", "shop.example", "--domain", "a-long-name-of-a-domain.shop.example",
            "--owner", "the.owner.of.the.shop@shop.example", "--quiet", "22:00-07:00", "--time-zone", "America/Argentina/Buenos_Aires");

        await FitsAsync(width, 0, "import", list, "--site", "shop", "--allow-address", "127.0.0.1");
        await TypeAsync(width, 0, "run", "--allow-address", "127.0.0.1", "--interval", "0");
        anchor = "";
        await TypeAsync(width, 0, "run", "--all", "--allow-address", "127.0.0.1", "--interval", "0");

        var sites = Columned(await FitsAsync(width, 0, "site", "list"));
        Assert.EndsWith("shop.examplea-long-name-of-a-domain.shop.example", sites[1], StringComparison.Ordinal);
        Assert.EndsWith("the.owner.of.the.shop@shop.example", sites[2], StringComparison.Ordinal);
        Assert.EndsWith(
            "America/Argentina/Buenos_Aires,quiet22:00–07:00", sites[3].Replace(" ", "", StringComparison.Ordinal),
            StringComparison.Ordinal);
        await FitsAsync(width, 0, "status");
        Assert.Contains(pages[0], Joined(await FitsAsync(width, 0, "pending")), StringComparison.Ordinal);
        var history = Joined(await FitsAsync(width, 0, "history", "--site", "shop"));
        Assert.All(pages, page => Assert.Contains(page, history, StringComparison.Ordinal));
        var many = Joined(await FitsAsync(width, 1, "check", list, "--allow-address", "127.0.0.1", "--interval", "0"));
        Assert.All(pages, page => Assert.Contains(page, many, StringComparison.Ordinal));
        var one = await FitsAsync(
            width, 1, "check", pages[0], "--target", $"https://shop.example{Long}", "--allow-address", "127.0.0.1");
        Assert.Contains($"https://shop.example{Long}", Joined(one), StringComparison.Ordinal);
    }

    [Fact]
    public async Task So_do_spikes()
    {
        var file = Path.Combine(folder, "days.csv");
        var start = new DateOnly(2026, 1, 1);
        await File.WriteAllLinesAsync(
            file, ["date,count", .. Enumerable.Range(0, 90).Select(i => $"{start.AddDays(i):yyyy-MM-dd},{(i == 80 ? 55_000 : 3)}")],
            TestContext.Current.CancellationToken);

        var (_, output, _) = await TypedCommand.RunAsync(["spikes", file], _ => null, Columns);

        Assert.Contains("│ 2026-03-22 │ 55000 │", output, StringComparison.Ordinal);
        Assert.All(output.Split('\n'), line => Assert.True(line.Length <= Columns, line));
    }

    [Theory]
    [InlineData("one two three", 20, "one two three")]
    [InlineData("one two three four five", 20, "one two three four|five")]
    [InlineData("https://blog.example/teas and", 20, "https://blog.example|/teas and")]
    [InlineData("aaaaaaaaaaaaaaaaaaa😀b", 20, "aaaaaaaaaaaaaaaaaaa|😀b")]
    [InlineData("", 20, "")]
    public void Text_is_parted_at_spaces_and_else_where_the_line_ends(string text, int width, string lines) =>
        Assert.Equal(lines, string.Join('|', Folding.Fold(text, width)));

    /// <summary>What was folded is one text again.</summary>
    private static string Joined(string output) => string.Concat(output.Split('\n').Select(line =>
        line.StartsWith("          ", StringComparison.Ordinal) ? line.TrimStart() : " " + line.TrimStart()));

    /// <summary>The text of each column of a table.</summary>
    private static List<string> Columned(string table)
    {
        var rows = table.Split('\n').Where(line => line.StartsWith('│')).Select(line => line.Split('│')[1..^1]).ToList();
        return [.. Enumerable.Range(0, rows[0].Length).Select(column => string.Concat(rows.Select(row => row[column].Trim())))];
    }

    private async Task<string> FitsAsync(int? width, int code, params string[] args)
    {
        var output = await TypeAsync(width, code, args);
        Assert.All(output.Split('\n'), line => Assert.True(line.Length <= Columns, line));
        return output;
    }

    private async Task<string> TypeAsync(int? width, int expected, params string[] args)
    {
        string[] data = args[0] is "check" ? [] : ["--data", Path.Combine(folder, "data")];
        var (code, output, error) = await TypedCommand.RunAsync([.. args, .. data], _ => null, width);
        Assert.Equal((expected, ""), (code, error));
        return output.ReplaceLineEndings("\n");
    }
}
