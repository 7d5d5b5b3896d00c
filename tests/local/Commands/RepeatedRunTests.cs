using LinkWatch.Hosting.Settings;
using LinkWatch.Links;
using LinkWatch.Local.Pipeline;
using LinkWatch.Local.Settings;
using LinkWatch.Local.Sqlite;
using LinkWatch.Sites;
using LinkWatch.Storage;
using LinkWatch.Tests.Support;
using LinkWatch.Urls;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace LinkWatch.Tests.Local.Commands;

/// <summary>A link is lost while days pass; running the last cycle again sends nothing again.</summary>
public sealed class RepeatedRunTests : IAsyncLifetime
{
    private static readonly Site Shop = TestPipeline.Site with { Owners = ["a@shop.example", "b@shop.example"] };
    private readonly string folder = Directory.CreateTempSubdirectory("linkwatch-").FullName;
    private readonly FakeTimeProvider time = new(TimeProvider.System.GetUtcNow() - TimeSpan.FromDays(4));
    private bool isGone;
    private LoopbackSite web = null!;
    private SqliteFile file = null!;
    private ServiceProvider services = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private IReadOnlyList<string> Mails =>
        Directory.GetFiles(Path.Combine(folder, "outbox"), "*.eml").Order(StringComparer.Ordinal).ToList();

    public async ValueTask InitializeAsync()
    {
        web = await LoopbackSite.StartAsync(context =>
        {
            context.Response.StatusCode = (isGone && context.Request.Path != "/") || context.Request.Path == "/robots.txt" ? 404 : 200;
            context.Response.ContentType = "text/html";
            return context.Response.WriteAsync(
                "<html><body><a href=\"https://shop.example/\">shop</a></body></html>", context.RequestAborted);
        });
        var settings = new LocalSettings
        {
            DataFolder = folder,
            Interval = TimeSpan.Zero,
            AllowedAddresses = HostSettings.Ranges(["127.0.0.0/8"], "test")
        };
        file = await SqliteFile.OpenAsync(folder, 4, Cancel);
        services = new ServiceCollection().AddSingleton<TimeProvider>(time).AddPipeline(settings, file).BuildServiceProvider();
        await services.GetRequiredService<ISiteStore>().SaveSiteAsync(Shop, Cancel);
        var links = Enumerable.Range(0, 3)
            .Select(i => new Backlink { Source = web.Url($"/{i}"), Target = new LinkTarget(WebUrl.Parse("https://shop.example/")) })
            .ToList();
        await services.GetRequiredService<LinkTracker>().AddAsync(Shop, links, "test", progress: null, Cancel);
        await CycleAsync();
        isGone = true;
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        file.Dispose();
        await web.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_second_run_repeats_no_alert()
    {
        // The first reading that says so lies days back; the confirming one is due, and the real clock has come.
        while (!await AreDoubtedAsync()) await PassAsync(TimeSpan.FromHours(1));
        Assert.Single(Mails);

        var first = await RunAsync();
        var mails = Mails;
        var second = await RunAsync();
        var third = await RunAsync();

        Assert.Contains("Alerts: 1 ", first, StringComparison.Ordinal);
        Assert.Equal(2, mails.Count);
        var digest = StrictMail.Parse(await File.ReadAllBytesAsync(mails[1], Cancel));
        Assert.Equal("3 links lost: shop.example", digest.Subject);
        Assert.StartsWith("shop.example: 3 lost.", digest.Parts[0].Text, StringComparison.Ordinal);
        Assert.Equal(mails, Mails);
        Assert.Equal("Checked 0 pages. No alerts.\n", second);
        Assert.Equal(second, third);
    }

    [Fact]
    public async Task The_last_cycle_run_again_repeats_no_alert()
    {
        var reported = 0;
        while (reported == 0)
        {
            time.Advance(TimeSpan.FromHours(1));
            reported = (await CycleAsync()).Alerts;
        }

        var (mails, asked) = (Mails, web.Asked.Count);
        var again = await CycleAsync();

        Assert.Equal(new RunReport(Pages: 0, InFlight: 0, Alerts: 0), again);
        Assert.Equal(mails, Mails);
        Assert.Equal(asked, web.Asked.Count);
    }

    [Fact]
    public async Task What_is_confirmed_in_quiet_hours_is_announced_with_the_time_of_the_next_mail()
    {
        var quiet = Shop with { QuietHours = new QuietHours(new TimeOnly(0, 0), new TimeOnly(23, 59)) };
        await services.GetRequiredService<ISiteStore>().SaveSiteAsync(quiet, Cancel);

        RunReport report;
        do
        {
            time.Advance(TimeSpan.FromHours(1));
            report = await CycleAsync();
        }
        while (report is { Alerts: 0, NextMail: null });

        var endOfQuiet = new DateTimeOffset(time.GetUtcNow().Date + new TimeSpan(23, 59, 0), TimeSpan.Zero);
        Assert.Equal((0, endOfQuiet), (report.Alerts, report.NextMail));
    }

    private static async Task<string> EndedWellAsync(Task<LinkWatchProcess.Ended> running)
    {
        var (code, output, error) = await running;
        Assert.Equal((0, ""), (code, error));
        return output;
    }

    private Task<string> RunAsync() =>
        EndedWellAsync(LinkWatchProcess.RunAsync("run", "--data", folder, "--allow-address", "127.0.0.0/8", "--interval", "0"));

    private async Task PassAsync(TimeSpan span)
    {
        time.Advance(span);
        await CycleAsync();
    }

    private Task<RunReport> CycleAsync() => services.GetRequiredService<RunOnce>().RunAsync(progress: null, Cancel);

    private async Task<bool> AreDoubtedAsync()
    {
        foreach (var i in Enumerable.Range(0, 3))
        {
            var page = web.Url($"/{i}");
            var row = await services.GetRequiredService<IPageStore>().FindPageAsync(page.Authority, Ids.Page(page), Cancel);
            if (row!.Row.Links.Any(link => link.State.Candidate is null)) return false;
        }

        return true;
    }
}
