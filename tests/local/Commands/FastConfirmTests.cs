using System.Text.RegularExpressions;
using LinkWatch.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace LinkWatch.Tests.Local.Commands;

public sealed class FastConfirmTests : IDisposable
{
    private const string Words = "confirmed fast: for trying out only";
    private const string Linked = "<title>Teas</title><main><p>The <a href=\"https://shop.example/tea\">tea</a> won.</p></main>";
    private const string Unlinked = "<title>Teas</title><main><p>The tea won.</p></main>";

    private readonly string folder = Directory.CreateTempSubdirectory("linkwatch-").FullName;
    private bool isRemoved;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_removed_link_is_mailed_after_four_runs_typed_by_hand_and_everything_says_how()
    {
        await using var web = await StartAsync();
        await WatchAsync("shop", web);
        await RunAsync("run", Fetching);

        isRemoved = true;
        for (var i = 0; i < 3; i++)
        {
            Assert.Contains($"Site shop is {Words}", await RunAsync("run", FastFetching), StringComparison.Ordinal);
            var pending = await RunAsync("pending");
            Assert.Contains($"being {Words}", pending, StringComparison.Ordinal);
            Assert.Contains($"needs {3 - i} more reading{(i == 2 ? " that agrees" : "s that agree")}", pending, StringComparison.Ordinal);
        }

        Assert.Contains("Alerts: 1 ", await RunAsync("run", FastFetching), StringComparison.Ordinal);
        Assert.Contains(Words, await RunAsync("history", "--site", "shop"), StringComparison.Ordinal);
        Assert.Contains($"1 {Words}", await RunAsync("status"), StringComparison.Ordinal);
        Assert.Contains(Words, await RunAsync("export", "--site", "shop"), StringComparison.Ordinal);
        Assert.Contains("\"fast\":true", await RunAsync("export", "--site", "shop", "--json"), StringComparison.Ordinal);
        Assert.Contains("\"fast\":true", await RunAsync("history", "--site", "shop", "--json"), StringComparison.Ordinal);
        var mail = (await MailsAsync())[^1];
        Assert.StartsWith("Trying out: 1 link lost", mail.Subject, StringComparison.Ordinal);
        Assert.All(mail.Parts, part => Assert.Contains(Words, part.Text, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Who_tries_out_gets_the_second_mail_of_a_day_too()
    {
        await using var web = await StartAsync();
        await WatchAsync("shop", web);
        await RunAsync("run", Fetching);
        isRemoved = true;
        for (var i = 0; i < 4; i++) await RunAsync("run", FastFetching);

        isRemoved = false;
        Assert.Contains("No alerts.", await RunAsync("run", ["--all", .. Fetching]), StringComparison.Ordinal);
        Assert.Contains("Alerts: 1 ", await RunAsync("run", FastFetching), StringComparison.Ordinal);

        Assert.StartsWith("1 link back", (await MailsAsync())[^1].Subject, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_site_that_watches_the_same_page_waits_as_long_as_ever()
    {
        await using var web = await StartAsync();
        await WatchAsync("shop", web);
        await WatchAsync("other", web);
        await RunAsync("run", Fetching);

        isRemoved = true;
        for (var i = 0; i < 6; i++) await RunAsync("run", ["--site", "shop", .. FastFetching]);

        Assert.Contains("\"lost\":1", await RunAsync("status", "--site", "shop", "--json"), StringComparison.Ordinal);
        Assert.Contains("\"statuses\":{\"live\":1}", await RunAsync("status", "--site", "other", "--json"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_next_run_without_it_is_as_slow_as_ever()
    {
        await using var web = await StartAsync();
        await WatchAsync("shop", web);
        await RunAsync("run", Fetching);
        isRemoved = true;
        for (var i = 0; i < 3; i++) await RunAsync("recheck", ["--host", "127.0.0.1", .. FastFetching]);

        for (var i = 0; i < 3; i++) await RunAsync("run", ["--all", .. Fetching]);

        Assert.Contains("\"statuses\":{\"live\":1}", await RunAsync("status", "--json"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_several_sites_one_must_be_named()
    {
        await using var web = await StartAsync();
        await WatchAsync("shop", web);
        await WatchAsync("other", web);

        Assert.Equal(
            (2, "", "linkwatch: --confirm fast: there are 2 sites; name the one to try it on with --site ID\n"),
            await TypedCommand.RunAsync(["run", "--confirm", "fast", "--data", Data]));
        Assert.Contains(
            "--confirm: 'quick' is neither fast nor normal",
            (await TypedCommand.RunAsync("run", "--confirm", "quick", "--data", Data)).Error);
        Assert.Contains("--site goes with --confirm fast", (await TypedCommand.RunAsync("run", "--site", "shop", "--data", Data)).Error);
    }

    [Fact]
    public async Task A_process_that_goes_on_by_itself_cannot_be_made_fast() =>
        Assert.Contains("unknown argument '--confirm'", (await TypedCommand.RunAsync("serve", "--confirm", "fast")).Error);

    private string Data => Path.Combine(folder, "data");

    private static string[] Fetching => ["--allow-address", "127.0.0.1", "--interval", "0"];

    private static string[] FastFetching => ["--confirm", "fast", .. Fetching];

    private Task<LoopbackSite> StartAsync() => LoopbackSite.StartAsync(context =>
    {
        context.Response.StatusCode = context.Request.Path == "/robots.txt" ? 404 : 200;
        context.Response.ContentType = "text/html; charset=utf-8";
        return context.Response.WriteAsync(isRemoved ? Unlinked : Linked, context.RequestAborted);
    });

    private async Task WatchAsync(string site, LoopbackSite web)
    {
        var list = Path.Combine(folder, site + ".csv");
        await File.WriteAllTextAsync(list, $"source,target\n{web.Url("/teas")},https://shop.example/tea\n", Cancel);
        await RunAsync("site", "set", site, "--domain", "shop.example", "--owner", "me@shop.example");
        await RunAsync("import", list, "--site", site, "--allow-address", "127.0.0.1");
    }

    private async Task<IReadOnlyList<StrictMail>> MailsAsync()
    {
        var mails = new List<StrictMail>();
        foreach (var file in Directory.GetFiles(Path.Combine(Data, "outbox"), "*.eml").OrderBy(File.GetLastWriteTimeUtc))
            mails.Add(StrictMail.Parse(await File.ReadAllBytesAsync(file, Cancel)));
        return mails;
    }

    private Task<string> RunAsync(string command, params string[] args) => RunAsync([command, .. args]);

    private async Task<string> RunAsync(string[] args)
    {
        var (code, output, error) = await TypedCommand.RunAsync([.. args, "--data", Data]);
        Assert.Equal((0, ""), (code, error));
        return Regex.Replace(output, @"\s+", " ", RegexOptions.NonBacktracking);
    }
}
