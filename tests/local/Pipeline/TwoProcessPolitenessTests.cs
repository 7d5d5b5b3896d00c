using System.Collections.Concurrent;
using System.Diagnostics;
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

namespace LinkWatch.Tests.Local.Pipeline;

/// <summary>Two processes on one data folder, seen from the hosts that they visit.</summary>
public sealed class TwoProcessPolitenessTests
{
    private const int Hosts = 4;
    private const int PagesPerHost = 40;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(150);
    private static readonly TimeSpan Answer = TimeSpan.FromMilliseconds(30);
    private static readonly TimeSpan Lag = TimeSpan.FromSeconds(1);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_host_never_sees_two_requests_at_once_nor_two_closer_than_the_interval()
    {
        var visitors = new List<HostVisits>();
        for (var i = 0; i < Hosts; i++) visitors.Add(await HostVisits.StartAsync());
        using var temp = new TempFolder();
        var folder = temp.Path;
        await TrackAsync(
            folder, visitors.SelectMany(host => Enumerable.Range(0, PagesPerHost).Select(page => host.Site.Url($"/{page}"))).ToList());

        using var one = Serve(folder);
        using var other = Serve(folder);
        try
        {
            await LagInTheMiddleAsync(one, visitors);
            await Task.WhenAll(visitors.Select(host => host.AllVisited.Task)).WaitAsync(
                TimeSpan.FromMinutes(2), TimeProvider.System, Cancel);
        }
        finally
        {
            one.Kill();
            other.Kill();
            await Task.WhenAll(one.WaitForExitAsync(Cancel), other.WaitForExitAsync(Cancel));
        }

        Assert.All(visitors, host =>
        {
            Assert.Equal(1, host.MaxAtOnce);
            Assert.Equal(host.Pages.Count, host.Pages.Distinct().Count());
            Assert.True(host.ShortestPause >= Interval, $"two requests came {host.ShortestPause.TotalMilliseconds:0.0} ms apart");
        });
        foreach (var host in visitors) await host.Site.DisposeAsync();
    }

    /// <summary>Stops a process while it works, as a machine that swaps does, and lets it go on with what it holds.</summary>
    private static async Task LagInTheMiddleAsync(Process process, List<HostVisits> visitors)
    {
        await Task.WhenAny(visitors.Select(host => host.Third.Task)).WaitAsync(TimeSpan.FromMinutes(1), TimeProvider.System, Cancel);
        await SignalAsync("-STOP", process);
        await Task.Delay(Lag, TimeProvider.System, Cancel);
        await SignalAsync("-CONT", process);
    }

    private static async Task SignalAsync(string signal, Process process)
    {
        using var kill = Process.Start("kill", [signal, $"{process.Id}"]);
        await kill.WaitForExitAsync(Cancel);
        Assert.Equal(0, kill.ExitCode);
    }

    private static Process Serve(string folder) => Process.Start(new ProcessStartInfo("dotnet")
    {
        ArgumentList =
        {
            typeof(LocalSettings).Assembly.Location, "serve", "--port", "0", "--data", folder,
            "--allow-address", "127.0.0.0/8", "--interval", $"{Interval.TotalSeconds}",
        },
        Environment = { ["LINKWATCH_TICK"] = "1" },
        UseShellExecute = false,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;

    private static async Task TrackAsync(string folder, IReadOnlyList<WebUrl> pages)
    {
        var settings = new LocalSettings { DataFolder = folder, Interval = Interval };
        using var file = await SqliteFile.OpenAsync(folder, 4, Cancel);
        await using var services = new ServiceCollection().AddPipeline(settings, file).BuildServiceProvider();
        await services.GetRequiredService<ISiteStore>().SaveSiteAsync(TestPipeline.Site, Cancel);
        var target = new LinkTarget(WebUrl.Parse("https://shop.example/"));
        await services.GetRequiredService<LinkTracker>().AddAsync(
            TestPipeline.Site, [.. pages.Select(page => new Backlink { Source = page, Target = target })], "test", progress: null, Cancel);
    }

    /// <summary>A host that keeps what it saw of its visitors.</summary>
    private sealed class HostVisits
    {
        private readonly Lock door = new();
        private int atOnce;
        private long last;

        public required LoopbackSite Site { get; init; }

        public ConcurrentQueue<string> Pages { get; } = [];

        public int MaxAtOnce { get; private set; }

        public TimeSpan ShortestPause { get; private set; } = TimeSpan.MaxValue;

        public TaskCompletionSource Third { get; } = new();

        public TaskCompletionSource AllVisited { get; } = new();

        public static async Task<HostVisits> StartAsync()
        {
            HostVisits? host = null;
            var site = await LoopbackSite.StartAsync(context => host!.AnswerAsync(context));
            return host = new HostVisits { Site = site };
        }

        private async Task AnswerAsync(HttpContext context)
        {
            Enter();
            var page = context.Request.Path.Value!;
            if (page == "/robots.txt") context.Response.StatusCode = 404;
            await Task.Delay(Answer, TimeProvider.System, context.RequestAborted);
            context.Response.ContentType = "text/html";
            lock (door) atOnce--;
            await context.Response.WriteAsync(
                "<html><body><a href=\"https://shop.example/\">shop</a></body></html>", context.RequestAborted);
            if (page == "/robots.txt") return;
            Pages.Enqueue(page);
            if (Pages.Count == 3) Third.TrySetResult();
            if (Pages.Distinct().Count() == PagesPerHost) AllVisited.TrySetResult();
        }

        private void Enter()
        {
            var now = Stopwatch.GetTimestamp();
            lock (door)
            {
                MaxAtOnce = Math.Max(MaxAtOnce, ++atOnce);
                if (last != 0 && Stopwatch.GetElapsedTime(last, now) is var pause && pause < ShortestPause) ShortestPause = pause;
                last = now;
            }
        }
    }
}
