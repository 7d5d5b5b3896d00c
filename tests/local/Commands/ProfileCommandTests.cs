using System.Text.Json;
using LinkWatch.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace LinkWatch.Tests.Local.Commands;

public sealed class ProfileCommandTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("linkwatch-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task It_shows_what_the_links_are_like_in_80_columns_and_lists_the_rows_behind_a_number()
    {
        await using var web = await LoopbackSite.StartAsync(context =>
        {
            context.Response.StatusCode = context.Request.Path == "/robots.txt" ? 404 : 200;
            context.Response.ContentType = "text/html; charset=utf-8";
            var anchor = context.Request.Path.Value switch
            {
                "/a" => "Blue Kettle",
                "/b" => "the mountain teas",
                _ => "<img src=x alt='a cup of tea'>"
            };
            return context.Response.WriteAsync(
                $"<html lang=\"nl\"><title>Teas</title><main><p>See <a href=\"https://shop.example/mountain-tea\">{anchor}</a>.</p></main>",
                context.RequestAborted);
        });
        var list = Path.Combine(folder, "links.csv");
        await File.WriteAllLinesAsync(
            list,
            ["source,target", .. new[] { "/a", "/b", "/c" }.Select(path => $"{web.Url(path)},https://shop.example/mountain-tea")],
            TestContext.Current.CancellationToken);
        await TypeAsync(0, "site", "set", "shop", "--domain", "shop.example", "--brand-word", "Blue Kettle");
        await TypeAsync(0, "import", list, "--site", "shop", "--allow-address", "127.0.0.1");
        await TypeAsync(0, "run", "--allow-address", "127.0.0.1", "--interval", "0");

        var shown = await TypeAsync(0, "profile", "--site", "shop");

        Assert.All(shown.Split('\n'), line => Assert.True(line.Length <= 80, line));
        Assert.StartsWith("3 links there, of 3 tracked.", shown, StringComparison.Ordinal);
        Assert.All(new[] { "│ brand ", "│ exact ", "│ image " }, cell => Assert.Contains(cell, shown, StringComparison.Ordinal));
        Assert.Contains("│ nl ", shown, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(await TypeAsync(0, "profile", "--site", "shop", "--json"));
        var parts = json.RootElement.GetProperty("anchors").GetProperty("parts").EnumerateArray().ToList();
        Assert.Equal(3, parts.Sum(part => part.GetProperty("links").GetInt32()));
        var brand = Assert.Single(parts, part => part.GetProperty("value").GetString() == "brand");
        var rows = await TypeAsync(0, "profile", "--site", "shop", "--rows", brand.GetProperty("rows").GetString()!);
        Assert.Equal($"live       “Blue Kettle”\n  page     {web.Url("/a")}\n  target   https://shop.example/mountain-tea\n", rows);
        var dutch = (await TypeAsync(0, "profile", "--site", "shop", "--rows", "there,language=nl", "--json")).TrimEnd().Split('\n');
        Assert.Equal(3, dutch.Length);
        Assert.All(dutch, line => Assert.Contains("\"language\":\"nl\"", line, StringComparison.Ordinal));
        Assert.Single((await TypeAsync(0, "profile", "--site", "shop", "--rows", "anchor=image", "--json")).TrimEnd().Split('\n'));
        Assert.Equal("No link is behind that number.\n", await TypeAsync(1, "profile", "--site", "shop", "--rows", "anchor=empty"));
    }

    [Fact]
    public async Task Words_of_a_site_can_be_changed_and_removed()
    {
        await TypeAsync(0, "site", "set", "shop", "--domain", "shop.example", "--brand-word", "Blue Kettle", "--money-word", "green tea");
        Assert.Contains(
            "\"brandWords\":[\"Blue Kettle\"],\"moneyWords\":[\"green tea\"]", await TypeAsync(0, "site", "list", "--json"),
            StringComparison.Ordinal);

        await TypeAsync(0, "site", "set", "shop", "--brand-word", "none");

        Assert.DoesNotContain("brandWords", await TypeAsync(0, "site", "list", "--json"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Weights_of_worth_are_changed_one_by_one_and_set_back()
    {
        await TypeAsync(0, "site", "set", "shop", "--domain", "shop.example", "--worth", "authority=40", "--worth", "anchor=0");
        await TypeAsync(0, "site", "set", "shop", "--worth", "anchor=5", "--worth", "follow=30");
        Assert.Contains(
            "\"worthWeights\":{\"authority\":40,\"follow\":30}", await TypeAsync(0, "site", "list", "--json"), StringComparison.Ordinal);
        Assert.Contains("worth authority=40, follow=30", await TypeAsync(0, "site", "list"), StringComparison.Ordinal);

        await TypeAsync(0, "site", "set", "shop", "--worth", "default");

        Assert.DoesNotContain("worth", await TypeAsync(0, "site", "list"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fame=3")]
    [InlineData("anchor=101")]
    [InlineData("anchor=-1")]
    [InlineData("anchor")]
    public async Task What_is_no_weight_is_refused_in_one_line(string weight)
    {
        var (code, _, error) = await TypedCommand.RunAsync(
            ["site", "set", "shop", "--domain", "shop.example", "--worth", weight, "--data", folder]);

        Assert.Equal(2, code);
        Assert.Contains("--worth: write TERM=WEIGHT, or default; terms are authority, relevance, follow,", error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    [Theory]
    [InlineData("there,anchor", "anchor", "anchor is one of brand, address,")]
    [InlineData("anchor=brnd", "anchor=brnd", "anchor is one of brand, address,")]
    [InlineData("age=old", "age=old", "age is one of 0-29, 30-89, 90-364, 365-")]
    [InlineData("new-in=yesterday", "new-in=yesterday", "new-in takes a day, such as 2026-11-30")]
    [InlineData("there=1", "there=1", "write it as there,anchor=brand")]
    [InlineData("colour=red", "colour=red", "write it as there,anchor=brand")]
    [InlineData("", "", "write it as there,anchor=brand")]
    public async Task What_is_no_filter_is_refused(string filter, string part, string says)
    {
        var (code, _, error) = await TypedCommand.RunAsync(["profile", "--site", "shop", "--rows", filter, "--data", folder]);

        Assert.Equal(2, code);
        Assert.StartsWith($"linkwatch: --rows: '{part}' is not a filter; {says}", error, StringComparison.Ordinal);
    }

    private async Task<string> TypeAsync(int expected, params string[] args)
    {
        var (code, output, error) = await TypedCommand.RunAsync([.. args, "--data", Path.Combine(folder, "data")]);
        Assert.Equal((expected, ""), (code, error));
        return output.ReplaceLineEndings("\n");
    }
}
