using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using LinkWatch.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace LinkWatch.Tests.Local.Commands;

public sealed class DisavowCommandTests : IDisposable
{
    private static readonly byte[] Before =
        [.. "\uFEFF# Ours, since 2019\r\ndomain:Old.example\r\n\r\nhttps://old.example/x\r\nspam.example\r\n# "u8, 0xE9];

    private readonly TempFolder folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_file_is_kept_byte_for_byte_and_what_is_wrong_in_it_is_said()
    {
        await TypeAsync("site", "set", "shop", "--domain", "shop.example");

        var (code, output, error) = await TypeAsync("disavow", "import", await FileAsync("old.txt", Before), "--site", "shop");
        var (_, again, _) = await TypeAsync("disavow", "import", await FileAsync("new.txt", "domain:a.example\n"), "--site", "shop");
        await TypeAsync("disavow", "import", In("old.txt"), "--site", "shop");
        var exported = await TypeAsync("disavow", "export", "--site", "shop", "-o", In("out.txt"));

        Assert.Equal((1, ""), (code, error));
        Golden.Holds("disavow-import.txt", Fits(output));
        Assert.Contains(" UTC: 1 added, 2 removed.", again.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.Equal(0, exported.Code);
        Assert.Equal(Before, await File.ReadAllBytesAsync(In("out.txt"), Stop));
    }

    [Fact]
    public async Task The_real_program_keeps_a_file_and_writes_it_out()
    {
        string[] data = ["--data", In("data")];
        var old = await FileAsync("old.txt", Before);
        await LinkWatchProcess.RunAsync(["site", "set", "shop", "--domain", "shop.example", .. data]);

        var imported = await LinkWatchProcess.RunAsync(["disavow", "import", old, "--site", "shop", .. data]);
        var exported = await LinkWatchProcess.RunAsync(["disavow", "export", "--site", "shop", "-o", In("out.txt"), .. data]);
        var refused = await LinkWatchProcess.RunAsync(["disavow", "export", "--site", "shop", "--add", old, .. data]);

        Assert.Equal((1, 0, 2), (imported.Code, exported.Code, refused.Code));
        Assert.Equal(Before, await File.ReadAllBytesAsync(In("out.txt"), Stop));
        Assert.StartsWith("linkwatch: say why you disavow these links: --reason manual-action", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Links_are_added_with_their_evidence_and_followed_ones_only_if_that_is_said_twice()
    {
        await using var web = await TrackedLinksAsync();
        await TypeAsync("disavow", "import", await FileAsync("old.txt", Before), "--site", "shop");
        string[] nofollow = ["disavow", "export", "--site", "shop", "--links", "status=nofollow", "-o", In("out.txt")];
        string[] all = ["disavow", "export", "--site", "shop", "--links", "there", "-o", In("all.txt")];

        var (code, _, _) = await TypeAsync([.. nofollow, "--reason", "cannot-remove"]);
        var piped = await TypeAsync([.. nofollow[..^2], "--reason", "cannot-remove"]);
        var refused = await TypeAsync([.. all, "--reason", "cannot-remove"]);
        var said = await TypeAsync([.. all, "--reason", "cannot-remove", "--even-followed", "--json"]);

        Assert.Equal(0, code);
        Golden.Holds("disavow-export.txt", Fits(piped.Error));
        var written = await File.ReadAllBytesAsync(In("out.txt"), Stop);
        Assert.Equal(Before, written[..Before.Length]);
        Assert.Equal(Encoding.UTF8.GetString(written).ReplaceLineEndings("\n"), piped.Output);
        Golden.Holds("disavow-added.txt", Plain(web, Encoding.UTF8.GetString(written[Before.Length..]).ReplaceLineEndings("\n")));
        Assert.Equal(2, refused.Code);
        Assert.StartsWith("linkwatch: this disavows 1 live, followed link of the site (such as ", refused.Error, StringComparison.Ordinal);
        Assert.Equal(0, said.Code);
        using var json = JsonDocument.Parse(said.Output);
        Assert.Equal(
            ["domain:good.localhost 1 1", "domain:spam.localhost 2 0"],
            json.RootElement.GetProperty("added").EnumerateArray().Select(added =>
                $"{added.GetProperty("entry")} {added.GetProperty("links")} {added.GetProperty("followed")}")
                .Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("n\n", 1, "nothing is written: Google mostly knows", false)]
    [InlineData("", 1, "nothing is written: Google mostly knows", false)]
    [InlineData("c\n\n", 1, "This also disavows 1 live, followed link", false)]
    [InlineData("c\ny\n", 0, "Did Google take a (m)anual action", true)]
    [InlineData("m\nyes\n", 0, "Google: most sites don't need this tool", true)]
    public async Task At_a_terminal_it_asks_first(string typed, int code, string said, bool isWritten)
    {
        await using var web = await TrackedLinksAsync();

        var exported = await TypedCommand.RunAsync(
            ["disavow", "export", "--site", "shop", "--links", "there", "-o", In("out.txt"), "--data", In("data")],
            _ => null, answer: typed);

        Assert.Equal((code, isWritten), (exported.Code, File.Exists(In("out.txt"))));
        Assert.Contains(said, exported.Error.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Fits(exported.Error.Replace("] ", "]\n", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Addresses_from_a_file_are_added_as_domains_or_as_they_are()
    {
        await TypeAsync("site", "set", "shop", "--domain", "shop.example");
        var list = await FileAsync(
            "spam.txt", "# from a colleague\nhttps://blog.spam.example/a\nother.example\nno address\nhttps://shop.example/\n");
        string[] export = ["disavow", "export", "--site", "shop", "--add", list, "--reason", "manual-action"];

        var domains = await TypeAsync(export);
        var addresses = await TypeAsync([.. export, "--url"]);

        Assert.Equal((1, 1), (domains.Code, addresses.Code));
        Assert.Equal(["domain:spam.example", "domain:other.example"], Entries(domains.Output));
        Assert.Equal(["https://blog.spam.example/a", "domain:other.example"], Entries(addresses.Output));
        Assert.Contains("# manual-action: no link of it is tracked", domains.Output.Remove(2, 11), StringComparison.Ordinal);
        Assert.Contains("  line 4: there is a space in it\n", domains.Error, StringComparison.Ordinal);
        Assert.Contains("domain:shop.example: it is the site's own", domains.Error, StringComparison.Ordinal);
        Fits(domains.Error);
    }

    [Fact]
    public async Task Two_files_are_compared_or_one_with_what_is_kept()
    {
        await TypeAsync("site", "set", "shop", "--domain", "shop.example");
        var older = await FileAsync("older.txt", "domain:a.example\nhttps://b.example/x\n");
        var newer = await FileAsync("newer.txt", "domain:A.example.\ndomain:b.example\nhttps://a.example/y\n");
        await TypeAsync("disavow", "import", older, "--site", "shop");

        var (code, files, _) = await TypeAsync("disavow", "diff", older, newer);
        var (_, kept, _) = await TypeAsync("disavow", "diff", newer, "--site", "shop");
        var json = await TypeAsync("disavow", "diff", older, newer, "--json");

        Assert.Equal(0, code);
        Golden.Holds("disavow-diff.txt", Fits(files));
        Assert.Equal(files, kept);
        Golden.HoldsJson("disavow-diff.json", json.Output);
    }

    [Theory]
    [InlineData("disavow export --site shop", 1, "site shop has no disavow file: import one, or name what to --add")]
    [InlineData("disavow export --site shop -o list.csv", 2, "-o: 'list.csv': Google takes only files that are named .txt")]
    [InlineData("disavow export --site shop --json", 2, "--json reports on the file that -o names")]
    [InlineData("disavow export --site shop --add - --links there", 2, "take either --add or --links")]
    [InlineData("disavow export --site shop --links colour=red", 2, "--links: 'colour=red' is not a filter")]
    [InlineData("disavow export --site shop --links ,", 2, "--links: ',' is not a filter")]
    [InlineData("disavow export --site shop --add - --reason toxic", 2, "--reason: 'toxic' is neither manual-action nor cannot-remove")]
    [InlineData("disavow export --site shop --links there", 2, "say why you disavow these links")]
    [InlineData("disavow diff - --site shop", 2, "site shop has no disavow file: keep one with")]
    [InlineData("disavow diff -", 2, "compare two files, or one file with a --site")]
    public async Task What_cannot_be_done_is_said_in_one_line(string typed, int code, string error)
    {
        await TypeAsync("site", "set", "shop", "--domain", "shop.example");

        var refused = await TypeAsync(typed.Split(' '));

        Assert.Equal((code, ""), (refused.Code, refused.Output));
        Assert.StartsWith("linkwatch: " + error, refused.Error, StringComparison.Ordinal);
        Assert.Single(refused.Error.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task A_file_that_would_grow_beyond_the_limits_is_not_written()
    {
        await TypeAsync("site", "set", "shop", "--domain", "shop.example");
        await TypeAsync("disavow", "import", await FileAsync("old.txt", new string('\n', 99_999)), "--site", "shop");

        var refused = await TypeAsync(
            "disavow", "export", "--site", "shop", "--add", await FileAsync("spam.txt", "domain:a.example"), "--reason", "manual-action");

        Assert.Equal(
            (2, "", "linkwatch: nothing was written: Google wouldn't accept the longer file: "
                + "it has more than 100,000 lines, which is the limit\n"),
            refused);
    }

    private static string Fits(string output)
    {
        Assert.All(output.Split('\n'), line => Assert.True(line.Length <= 80, line));
        return output;
    }

    private static string Plain(LoopbackSite web, string text) => Regex.Replace(
        text.Replace($":{web.Port}", ":8000", StringComparison.Ordinal), "# [0-9]{4}-[0-9]{2}-[0-9]{2} ", "# 2026-03-01 ",
        RegexOptions.NonBacktracking);

    private static IEnumerable<string> Entries(string file) => file.Split('\n').Where(line => line.Length > 0 && line[0] != '#');

    /// <summary>Two nofollow links on one domain, and a followed one on another.</summary>
    private async Task<LoopbackSite> TrackedLinksAsync()
    {
        var web = await LoopbackSite.StartAsync(context =>
        {
            context.Response.StatusCode = context.Request.Path == "/robots.txt" ? 404 : 200;
            context.Response.ContentType = "text/html; charset=utf-8";
            var rel = context.Request.Host.Host.StartsWith("good", StringComparison.Ordinal) ? "" : " rel=nofollow";
            return context.Response.WriteAsync(
                $"<title>Teas</title><main><p>See <a href=\"https://shop.example/tea\"{rel}>cheap tea</a>.</p></main>",
                context.RequestAborted);
        });
        string[] pages = ["spam.localhost:{0}/a", "spam.localhost:{0}/b", "good.localhost:{0}/c"];
        var list = await FileAsync(
            "links.csv",
            "source,target\n" + string.Concat(pages.Select(page =>
                $"http://{page.Replace("{0}", $"{web.Port}", StringComparison.Ordinal)},https://shop.example/tea\n")));
        await TypeAsync("site", "set", "shop", "--domain", "shop.example");
        await TypeAsync("import", list, "--site", "shop", "--allow-address", "127.0.0.1");
        for (var reading = 0; reading < 3; reading++)
            await TypeAsync("run", "--all", "--confirm", "fast", "--allow-address", "127.0.0.1", "--interval", "0");
        return web;
    }

    private string In(string name) => Path.Combine(folder.Path, name);

    private Task<string> FileAsync(string name, string text) => FileAsync(name, Encoding.UTF8.GetBytes(text));

    private async Task<string> FileAsync(string name, byte[] bytes)
    {
        await File.WriteAllBytesAsync(In(name), bytes, Stop);
        return In(name);
    }

    private async Task<(int Code, string Output, string Error)> TypeAsync(params string[] args)
    {
        var (code, output, error) = await TypedCommand.RunAsync([.. args, "--data", In("data")]);
        return (code, output.ReplaceLineEndings("\n"), error.ReplaceLineEndings("\n"));
    }
}
