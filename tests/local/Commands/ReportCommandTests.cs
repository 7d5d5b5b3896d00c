using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using LinkWatch.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace LinkWatch.Tests.Local.Commands;

public sealed class ReportCommandTests : IDisposable
{
    private static readonly Regex PageSize = new(
        @"/MediaBox \[0 0 (?<width>[\d.]+) (?<height>[\d.]+)\]", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture);

    private readonly string folder = Directory.CreateTempSubdirectory("linkwatch-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_month_is_shown_and_written_as_json_as_a_page_of_its_own_and_as_pdf()
    {
        await WatchAsync();
        var month = TimeProvider.System.GetUtcNow().ToString("yyyy-MM", CultureInfo.InvariantCulture);

        var shown = await TypeAsync(0, "report", "--site", "shop", "--month", month);
        Assert.Contains("2 new", shown, StringComparison.Ordinal);
        Assert.All(shown.Split('\n'), line => Assert.True(line.Length <= 80, line));

        using var json = JsonDocument.Parse(await TypeAsync(0, "report", "--site", "shop", "--month", month, "--json"));
        Assert.Equal(2, json.RootElement.GetProperty("changes").GetProperty("came").GetInt32());
        Assert.True(json.RootElement.GetProperty("soFar").GetBoolean());

        var html = Path.Combine(folder, "report.html");
        await TypeAsync(0, "report", "--site", "shop", "--month", month, "--html", html);
        var page = await File.ReadAllTextAsync(html, Cancel);
        Assert.StartsWith("<!DOCTYPE html>", page, StringComparison.Ordinal);
        Assert.Contains(", so far</h1>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("href=", page, StringComparison.Ordinal);
        Assert.DoesNotContain("src=", page, StringComparison.Ordinal);

        Assert.SkipWhen(Chromium.Program is null, "there is no Chromium here: apt-get install chromium");
        var pdf = Path.Combine(folder, "report.pdf");
        foreach (var (paper, width, height) in ((string[], int, int)[])[([], 595, 842), (["--paper", "letter"], 612, 792)])
        {
            string[] typed = ["report", "--site", "shop", "--month", month, "--pdf", pdf, "--browser", Chromium.Program!, .. paper];
            await TypeAsync(0, typed);
            var text = Encoding.Latin1.GetString(await File.ReadAllBytesAsync(pdf, Cancel));
            Assert.StartsWith("%PDF-", text, StringComparison.Ordinal);
            var size = PageSize.Match(text);
            Assert.Equal((width, height), (Points(size.Groups["width"]), Points(size.Groups["height"])));
        }
    }

    [Fact]
    public async Task A_file_for_others_says_nothing_of_contracts()
    {
        var now = TimeProvider.System.GetUtcNow();
        var next = new DateOnly(now.Year, now.Month, 15).AddMonths(1);
        await WatchAsync("source,target,price,currency,paid until", FormattableString.Invariant($",17311,EUR,{next:yyyy-MM-dd}"));
        var month = now.ToString("yyyy-MM", CultureInfo.InvariantCulture);
        var html = Path.Combine(folder, "report.html");

        var shown = await TypeAsync(0, "report", "--site", "shop", "--month", month);
        await TypeAsync(0, "report", "--site", "shop", "--month", month, "--html", html);

        Assert.Contains("2 contracts end in", shown, StringComparison.Ordinal);
        var page = await File.ReadAllTextAsync(html, Cancel);
        Assert.DoesNotContain("contract", page[page.IndexOf("<body", StringComparison.Ordinal)..], StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("17311", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_month_before_anything_was_watched_says_so()
    {
        await WatchAsync();

        var shown = await TypeAsync(1, "report", "--site", "shop", "--month", "2020-02");

        Assert.Equal("shop.example, February 2020: No links were watched in February 2020.\n", shown);
    }

    [Theory]
    [InlineData("--month: 'May' is not a month; write it as 2026-11", "--month", "May")]
    [InlineData("--month: 9000-01 has not begun", "--month", "9000-01")]
    [InlineData("--browser: there is no program '/no/such'", "--pdf", "report.pdf", "--browser", "/no/such")]
    [InlineData("/no/such/report.html could not be written", "--html", "/no/such/report.html")]
    public async Task What_cannot_be_done_is_said_in_one_line(string said, params string[] args)
    {
        await TypeAsync(0, "site", "set", "shop", "--domain", "shop.example");

        var (code, _, error) = await TypedCommand.RunAsync(["report", "--site", "shop", .. args, "--data", Path.Combine(folder, "data")]);

        Assert.Equal(2, code);
        Assert.StartsWith($"linkwatch: {said}", error, StringComparison.Ordinal);
        Assert.Equal(1, error.Count(c => c == '\n'));
    }

    [Fact]
    public async Task Contracts_are_listed_with_what_is_not_delivered_and_go_round_through_an_export()
    {
        await WatchAsync(
            "source,target,price,currency,paid from,paid until,agreed placement,acquired", ",120,EUR,2026-01-01,9000-12-31,footer,paid");

        var shown = await TypeAsync(0, "contracts", "--site", "shop");
        Assert.Contains("2 contracts, 0 not delivered as agreed.", shown, StringComparison.Ordinal);
        Assert.Contains("cost          120 EUR", shown, StringComparison.Ordinal);
        Assert.Contains("agreed        followed, in footer", shown, StringComparison.Ordinal);
        Assert.Equal("No contract has ended.\n", await TypeAsync(0, "contracts", "--site", "shop", "--ended"));
        var line = (await TypeAsync(0, "contracts", "--site", "shop", "--json")).Split('\n')[0];
        using var json = JsonDocument.Parse(line);
        Assert.Equal(
            ("running", 120m, "EUR", "9000-12-31"),
            (json.RootElement.GetProperty("state").GetString(), json.RootElement.GetProperty("price").GetProperty("amount").GetDecimal(),
                json.RootElement.GetProperty("price").GetProperty("currency").GetString(),
                json.RootElement.GetProperty("paidUntil").GetString()));

        var exported = Path.Combine(folder, "export.csv");
        await File.WriteAllTextAsync(exported, await TypeAsync(0, "export", "--site", "shop"), Cancel);
        var imported = await TypeAsync(0, "import", exported, "--site", "shop", "--allow-address", "127.0.0.1");
        Assert.Contains("2 unchanged", imported, StringComparison.Ordinal);
    }

    private async Task WatchAsync(string header = "source,target", string rest = "")
    {
        await using var web = await LoopbackSite.StartAsync(context =>
        {
            context.Response.StatusCode = context.Request.Path == "/robots.txt" ? 404 : 200;
            context.Response.ContentType = "text/html; charset=utf-8";
            return context.Response.WriteAsync(
                "<title>Teas</title><main><p>See <a href=\"https://shop.example/tea\">the shop</a>.</p></main>", context.RequestAborted);
        });
        var list = Path.Combine(folder, "links.csv");
        await File.WriteAllLinesAsync(
            list, [header, .. new[] { "/a", "/b" }.Select(path => $"{web.Url(path)},https://shop.example/tea{rest}")], Cancel);
        await TypeAsync(0, "site", "set", "shop", "--domain", "shop.example");
        await TypeAsync(0, "import", list, "--site", "shop", "--allow-address", "127.0.0.1");
        await TypeAsync(0, "run", "--allow-address", "127.0.0.1", "--interval", "0");
    }

    private async Task<string> TypeAsync(int expected, params string[] args)
    {
        var (code, output, error) = await TypedCommand.RunAsync([.. args, "--data", Path.Combine(folder, "data")]);
        Assert.Equal((expected, ""), (code, error));
        return output.ReplaceLineEndings("\n");
    }

    private static int Points(Group length) => (int)Math.Round(double.Parse(length.Value, CultureInfo.InvariantCulture));
}
