using System.Text.Json;
using LinkWatch.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace LinkWatch.Tests.Local.Commands;

/// <summary><c>review</c> and <c>letters</c>, from an import to the answer.</summary>
public sealed class ReviewCommandTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("linkwatch-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task It_shows_flags_with_evidence_in_80_columns_lists_the_links_of_one_and_leaves_friends_out()
    {
        await using var web = await StartAsync();

        var shown = await TypeAsync(0, "review", "--site", "shop");
        Assert.All(shown.Split('\n'), line => Assert.True(line.Length <= 80, line));
        Assert.Contains("Gambling, pharma, adult or loan words: 1 link on 1 domain", shown, StringComparison.Ordinal);
        Assert.Contains("has the word “casino”", Unfolded(shown), StringComparison.Ordinal);

        using var json = JsonDocument.Parse(await TypeAsync(0, "review", "--site", "shop", "--json"));
        var flags = json.RootElement.GetProperty("flags").EnumerateArray().Select(flag => flag.GetProperty("flag").GetString());
        Assert.Equal(["paid-followed", "spam-words"], flags);
        using var line = JsonDocument.Parse(await TypeAsync(0, "review", "--site", "shop", "--flag", "paid-followed", "--json"));
        Assert.Equal(web.Url("/paid").Href, line.RootElement.GetProperty("source").GetString());
        Assert.Equal("No link has this flag.\n", await TypeAsync(1, "review", "--site", "shop", "--flag", "hidden"));

        await TypeAsync(0, "site", "set", "shop", "--friend", web.Url("/").Host);
        Assert.Equal("No link has a flag.\n", await TypeAsync(0, "review", "--site", "shop"));
    }

    [Theory]
    [InlineData("review --site shop --flag toxic", "--flag: 'toxic' is not one of paid-followed, link-exchange, sitewide, hidden,")]
    [InlineData("letters --site shop --list old", "--list: 'old' is neither due, waiting nor won-back")]
    [InlineData("site set shop --friend http://a/b", "--friend: 'http://a/b' is not a domain; write it as partner.example")]
    [InlineData("site set shop --follow-up-days 0", "--follow-up-days: '0' is not a whole number from 1 to 365")]
    public async Task What_is_mistyped_is_refused_with_what_is_right(string line, string problem)
    {
        await TypeAsync(0, "site", "set", "shop", "--domain", "shop.example");

        Assert.Contains(problem, (await RunAsync(2, line.Split(' '))).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_letter_about_a_link_that_is_there_has_nothing_to_say()
    {
        await using var web = await StartAsync();
        var page = web.Url("/paid").Href;

        Assert.Contains(
            "is lost: there is nothing to write about", (await RunAsync(1, "letters", "mark", page, "--site", "shop")).Error,
            StringComparison.Ordinal);
        Assert.Contains("is lost", (await RunAsync(1, "letters", "draft", page, "--site", "shop")).Error, StringComparison.Ordinal);
        Assert.Equal(
            "0 due to be followed up, 0 waiting, 0 won back.\n", await TypeAsync(0, "letters", "--site", "shop"));
        Assert.Equal("", await TypeAsync(0, "letters", "--site", "shop", "--json"));
    }

    [Fact]
    public async Task A_letter_about_a_lost_link_is_drafted_marked_listed_and_forgotten()
    {
        await using var web = await StartAsync();
        var page = web.Url("/gone").Href;

        var draft = await TypeAsync(0, "letters", "draft", page, "--site", "shop");
        Assert.StartsWith("To: (nobody is noted as the contact)\nSubject: A link on ", draft, StringComparison.Ordinal);
        Assert.Contains("Hello,\n\nI run shop.example.", draft, StringComparison.Ordinal);
        Assert.Equal(
            "Noted for 1 lost link. If not back in 7 days, a follow-up is due.\n",
            await TypeAsync(0, "letters", "mark", page, "--site", "shop"));
        Assert.StartsWith("0 due to be followed up, 1 waiting, 0 won back.\n", await TypeAsync(0, "letters", "--site", "shop"));
        using var line = JsonDocument.Parse(await TypeAsync(0, "letters", "--site", "shop", "--json"));
        Assert.Equal((page, 1), (line.RootElement.GetProperty("source").GetString(), line.RootElement.GetProperty("count").GetInt32()));

        Assert.Equal("Forgotten: nothing is due.\n", await TypeAsync(0, "letters", "forget", page, "--site", "shop"));
        Assert.StartsWith("0 due to be followed up, 0 waiting", await TypeAsync(0, "letters", "--site", "shop"));
    }

    private async Task<LoopbackSite> StartAsync()
    {
        var web = await LoopbackSite.StartAsync(context =>
        {
            var path = context.Request.Path.Value;
            context.Response.StatusCode = path is "/robots.txt" or "/gone" ? 404 : 200;
            context.Response.ContentType = "text/html; charset=utf-8";
            var anchor = path == "/spam" ? "best online casino" : "tea";
            return context.Response.WriteAsync(
                path == "/gone" ? "<p>Gone</p>" : $"<title>Teas</title><main><a href=\"https://shop.example/\">{anchor}</a></main>",
                context.RequestAborted);
        });
        var list = Path.Combine(folder, "links.csv");
        await File.WriteAllLinesAsync(
            list,
            [
                "source,target,acquired", $"{web.Url("/spam")},https://shop.example/,", $"{web.Url("/paid")},https://shop.example/,paid",
                $"{web.Url("/gone")},https://shop.example/,",
            ],
            Cancel);
        await TypeAsync(0, "site", "set", "shop", "--domain", "shop.example");
        await TypeAsync(0, "import", list, "--site", "shop", "--allow-address", "127.0.0.1");
        for (var i = 0; i < 4; i++)
            await TypeAsync(0, "run", "--confirm", "fast", "--allow-address", "127.0.0.1", "--interval", "0");
        return web;
    }

    private static string Unfolded(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private async Task<string> TypeAsync(int code, params string[] arguments) => (await RunAsync(code, arguments)).Output;

    private async Task<(string Output, string Error)> RunAsync(int code, params string[] arguments)
    {
        var (ended, output, error) = await TypedCommand.RunAsync([.. arguments, "--data", Path.Combine(folder, "data")]);
        Assert.True(ended == code, $"{string.Join(' ', arguments)}: {ended}\n{output}\n{error}");
        return (output.ReplaceLineEndings("\n"), error);
    }
}
