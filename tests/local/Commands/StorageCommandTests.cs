using LinkWatch.Azure;
using LinkWatch.Hosting.Settings;
using LinkWatch.Links;
using LinkWatch.Local.Pipeline;
using LinkWatch.Local.Settings;
using LinkWatch.Sites;
using LinkWatch.Tests.Support;
using LinkWatch.Urls;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace LinkWatch.Tests.Local.Commands;

/// <summary>
/// The real command on the emulator's tables and queues: in an emulator of its own, for it takes the account's own names.
/// </summary>
public sealed class StorageCommandTests : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("linkwatch-").FullName;
    private readonly Azurite azurite = new();
    private bool isGone;
    private LoopbackSite web = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => web = await LoopbackSite.StartAsync(context =>
    {
        context.Response.StatusCode = (isGone && context.Request.Path != "/") || context.Request.Path == "/robots.txt" ? 404 : 200;
        context.Response.ContentType = "text/html";
        return context.Response.WriteAsync("<html><body><a href=\"https://shop.example/\">shop</a></body></html>", context.RequestAborted);
    });

    public async ValueTask DisposeAsync()
    {
        await web.DisposeAsync();
        await azurite.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Links_are_imported_checked_and_listed_on_a_storage_account()
    {
        var csv = Path.Combine(folder, "links.csv");
        await File.WriteAllLinesAsync(
            csv, ["source,target", $"{web.Url("/1")},https://shop.example/", $"{web.Url("/2")},https://shop.example/"], Cancel);

        Assert.StartsWith(
            "Added site shop",
            await RunAsync("site", "set", "shop", "--domain", "shop.example", "--owner", "me@shop.example"),
            StringComparison.Ordinal);
        Assert.Contains(
            "Imported 2 new links",
            await RunAsync("import", csv, "--site", "shop", "--allow-address", "127.0.0.0/8"),
            StringComparison.Ordinal);
        Assert.StartsWith(
            "Checked 3 pages. Alerts: 1 ",
            await RunAsync("run", "--allow-address", "127.0.0.0/8", "--interval", "0"),
            StringComparison.Ordinal);
        Assert.Contains("\"live\":2", await RunAsync("status", "--json"), StringComparison.Ordinal);
        // Of two links and the page that they lead to.
        Assert.Equal(3, (await RunAsync("history", "--site", "shop", "--json")).Trim().Split('\n').Length);
        Assert.Equal(2, (await RunAsync("export", "--site", "shop", "--json")).Trim().Split('\n').Length);
        Assert.StartsWith("outbox: accepted", await RunAsync("test-alert", "--site", "shop"), StringComparison.Ordinal);
        Assert.Contains("1", await RunAsync("remove", $"{web.Url("/1")}", "--site", "shop"), StringComparison.Ordinal);
        Assert.Equal("Removed site shop with 1 link.\n", await RunAsync("site", "remove", "shop"));
        Assert.False(File.Exists(Path.Combine(folder, "linkwatch.db")), "something was kept in the data folder");
    }

    [Fact]
    public async Task Serve_reports_a_lost_link_on_a_storage_account()
    {
        // Days ago, by a clock of our own: imported, seen, then gone in all readings but the one that is due now.
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow() - TimeSpan.FromDays(3));
        await DoubtAsync(time);

        var settings = new Dictionary<string, string>
        {
            ["LINKWATCH_STORAGE"] = await azurite.ConnectionStringAsync(),
            ["LINKWATCH_ALERT_GATHER"] = "0",
            ["LINKWATCH_TICK"] = "1"
        };
        using var serve = LinkWatchProcess.Start(
            settings, "serve", "--port", "0", "--data", folder, "--allow-address", "127.0.0.0/8", "--interval", "0");
        try
        {
            Assert.StartsWith(
                "LinkWatch listens on http://127.0.0.1:", await serve.StandardOutput.ReadLineAsync(Cancel), StringComparison.Ordinal);
            string? mail;
            while ((mail = Mails().FirstOrDefault(IsLoss)) is null)
                await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, Cancel);
            Assert.StartsWith(
                "shop.example: 1 lost.",
                StrictMail.Parse(await File.ReadAllBytesAsync(mail, Cancel)).Parts[0].Text,
                StringComparison.Ordinal);
        }
        finally
        {
            serve.Kill();
            await serve.WaitForExitAsync(CancellationToken.None);
        }
    }

    [Fact]
    public async Task A_storage_that_cannot_be_reached_is_one_clear_line()
    {
        const string Nobody = "DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey=AAAA;"
            + "TableEndpoint=http://127.0.0.1:1/devstoreaccount1;QueueEndpoint=http://127.0.0.1:1/devstoreaccount1";
        var line = (await LinkWatchProcess.RunAsync("status", "--storage", Nobody)).IsRefusal();
        Assert.Contains("storage http://127.0.0.1:1: cannot be reached", line, StringComparison.Ordinal);
        Assert.DoesNotContain("AAAA", line, StringComparison.Ordinal);
        Assert.Contains(
            "--storage: ", (await LinkWatchProcess.RunAsync("status", "--storage", "What?")).IsRefusal(), StringComparison.Ordinal);
    }

    private async Task DoubtAsync(FakeTimeProvider time)
    {
        var local = new LocalSettings
        {
            DataFolder = folder,
            Interval = TimeSpan.Zero,
            AllowedAddresses = HostSettings.Ranges(["127.0.0.0/8"], "test")
        };
        using var storage = new OpenStorage(
            await AzureStorage.OpenAsync(new AzureStorageOptions { ConnectionString = await azurite.ConnectionStringAsync() }, 2, Cancel));
        await using var services =
            new ServiceCollection().AddSingleton<TimeProvider>(time).AddPipeline(local, storage).BuildServiceProvider();
        var shop = TestPipeline.Site with { AlertPace = AlertPace.Immediate };
        await storage.Stores.Sites.SaveSiteAsync(shop, Cancel);
        await services.GetRequiredService<LinkTracker>().AddAsync(shop, [new Backlink
        {
            Source = web.Url("/1"),
            Target = new LinkTarget(WebUrl.Parse("https://shop.example/"))
        }], "test", progress: null, Cancel);
        var cycle = services.GetRequiredService<RunOnce>();
        await cycle.RunAsync(progress: null, Cancel);
        isGone = true;
        while (!await IsDoubtedAsync(storage))
        {
            time.Advance(TimeSpan.FromHours(4));
            await cycle.RunAsync(progress: null, Cancel);
        }
    }

    private async Task<bool> IsDoubtedAsync(OpenStorage storage)
    {
        var page = web.Url("/1");
        var row = await storage.Stores.Pages.FindPageAsync(page.Authority, Ids.Page(page), Cancel);
        return row!.Row.Links[0].State.Candidate is not null;
    }

    private IEnumerable<string> Mails() =>
        Directory.Exists(Path.Combine(folder, "outbox")) ? Directory.GetFiles(Path.Combine(folder, "outbox"), "*.eml") : [];

    private static bool IsLoss(string path) => File.ReadAllText(path).Contains(" link lost: shop.example", StringComparison.Ordinal);

    private async Task<string> RunAsync(params string[] args)
    {
        var (code, output, error) =
            await TypedCommand.RunAsync([.. args, "--data", folder, "--storage", await azurite.ConnectionStringAsync()]);
        Assert.Equal((0, ""), (code, error));
        return output;
    }
}
