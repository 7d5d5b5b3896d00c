using LinkWatch.Links;
using LinkWatch.Local.Pipeline;
using LinkWatch.Scheduling;
using LinkWatch.Sites;
using LinkWatch.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LinkWatch.Tests.Local.Commands;

/// <summary><c>run</c> reads everything that is due, and loses nothing if it is interrupted.</summary>
public sealed class WholeRunTests
{
    private const int Pages = 200;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task All_new_pages_of_one_host_are_checked_in_one_run()
    {
        using var folder = new TempFolder();
        await using var site = await LoopbackSite.StartAsync("<html><body><a href=\"https://shop.example/\">shop</a></body></html>");
        var links = Path.Combine(folder.Path, "links.csv");
        var urls = Enumerable.Range(0, Pages).Select(i => site.Url($"/{i}").Href);
        await File.WriteAllLinesAsync(links, ["source", .. urls], Cancel);
        await RunAsync("site", "set", "shop", "--domain", "shop.example", "--owner", "a@shop.example", "--data", folder.Path);
        await RunAsync("import", links, "--site", "shop", "--data", folder.Path, "--allow-address", "127.0.0.0/8");

        var output = await RunAsync("run", "--data", folder.Path, "--interval", "0", "--allow-address", "127.0.0.0/8");

        Assert.StartsWith($"Checked {Pages + 1} pages.", output, StringComparison.Ordinal);
        Assert.DoesNotContain("Not done", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Interrupted_runs_use_up_no_attempts_and_say_what_is_left()
    {
        await using var pipeline = await TestPipeline.StartAsync(services => services
            .AddSingleton(new TrackingOptions())
            .AddSingleton(new ScheduleOptions { GatherFor = TimeSpan.Zero, FirstLookAhead = TimeSpan.FromDays(8) }));
        var pages = Enumerable.Range(0, Pages).Select(i => $"https://blog.example/{i}").ToArray();
        await pipeline.TrackAsync(pages);
        var cycle = pipeline.Get<RunOnce>();
        for (var i = 0; i < 10; i++)
        {
            using var interrupt = new CancellationTokenSource();
            pipeline.Web.Before = async (_, stop) =>
            {
                await interrupt.CancelAsync();
                stop.ThrowIfCancellationRequested();
            };
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cycle.RunAsync(progress: null, interrupt.Token));
            Assert.Equal(new RunRest(Pages, null), await cycle.RestAsync(Cancel));
        }

        pipeline.Web.Before = (_, _) => Task.CompletedTask;
        pipeline.Time.Advance(TimeSpan.FromMinutes(1));
        var report = await cycle.RunAsync(progress: null, Cancel);

        Assert.Equal(0, report.InFlight);
        Assert.Equal(0, await pipeline.Queues.PoisonOf(pipeline.Queues.Checks).CountAsync(Cancel));
        foreach (var page in pages) Assert.Equal(Status.Live, (await pipeline.PageAsync(page)).Links[0].State.Status);
    }

    private static async Task<string> RunAsync(params string[] args)
    {
        var (code, output, error) = await TypedCommand.RunAsync(args);
        Assert.Equal((0, ""), (code, error));
        return output;
    }
}
