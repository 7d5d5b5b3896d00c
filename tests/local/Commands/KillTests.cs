using System.Diagnostics;
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

namespace LinkWatch.Tests.Local.Commands;

/// <summary>A process that is killed, not stopped: what it had begun is done by the next.</summary>
public sealed class KillTests
{
    private const int Pages = 60;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Serve_killed_in_mid_run_leaves_no_link_unchecked_and_loses_no_change()
    {
        using var temp = new TempFolder();
        var folder = temp.Path;
        var answered = 0;
        var isHalfWay = new TaskCompletionSource();
        await using var site = await LoopbackSite.StartAsync(async context =>
        {
            if (Interlocked.Increment(ref answered) == Pages / 3) isHalfWay.SetResult();
            context.Response.ContentType = "text/html";
            await context.Response.WriteAsync(
                "<html><body><a href=\"https://shop.example/\">shop</a></body></html>", context.RequestAborted);
        });
        var settings = new LocalSettings
        {
            DataFolder = folder,
            Interval = TimeSpan.Zero,
            AllowedAddresses = HostSettings.Ranges(["127.0.0.0/8"], "test")
        };
        await TrackAsync(settings, Enumerable.Range(0, Pages).Select(i => site.Url($"/{i}")).ToList());

        using var serve = Process.Start(new ProcessStartInfo("dotnet")
        {
            ArgumentList =
            {
                typeof(LocalSettings).Assembly.Location, "serve", "--port", "0", "--data", folder, "--allow-address", "127.0.0.0/8",
                "--interval", "0"
            },
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        await isHalfWay.Task.WaitAsync(TimeSpan.FromSeconds(60), TimeProvider.System, Cancel);
        serve.Kill();
        await serve.WaitForExitAsync(Cancel);

        // The next process goes on at once with what the dead one had in hand.
        using var file = await SqliteFile.OpenAsync(folder, 4, Cancel);
        await using var next = new ServiceCollection().AddPipeline(settings, file).BuildServiceProvider();
        await next.GetRequiredService<RunOnce>().RunAsync(progress: null, Cancel);

        var links = (await next.GetRequiredService<ISiteStore>().ListLinksAsync("shop", null, 1000, Cancel)).Rows;
        Assert.Equal(Pages, links.Count(link => link.Row.Status == Status.Live));
        Assert.Equal(Pages, (await next.GetRequiredService<ISiteStore>().ListHistoryAsync("shop", null, 1000, Cancel)).Rows
            .Count(change => !change.Row.IsOfTarget));
    }

    private static async Task TrackAsync(LocalSettings settings, IReadOnlyList<WebUrl> pages)
    {
        using var file = await SqliteFile.OpenAsync(settings.DataFolder, 4, Cancel);
        await using var services = new ServiceCollection().AddPipeline(settings, file).BuildServiceProvider();
        await services.GetRequiredService<ISiteStore>().SaveSiteAsync(TestPipeline.Site, Cancel);
        var target = new LinkTarget(WebUrl.Parse("https://shop.example/"));
        var links = pages.Select(page => new Backlink { Source = page, Target = target }).ToList();
        await services.GetRequiredService<LinkTracker>().AddAsync(TestPipeline.Site, links, "test", progress: null, Cancel);
    }
}
