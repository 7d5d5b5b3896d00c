using LinkWatch.Alerting.Delivery;
using LinkWatch.Hosting.Pumps;
using LinkWatch.Links;
using LinkWatch.Storage;
using LinkWatch.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LinkWatch.Tests.Core.Alerting.Delivery;

public sealed class HungChannelTests
{
    private const int Sites = 30;
    private static readonly TimeSpan Real = TimeSpan.FromSeconds(60);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_channel_that_says_nothing_keeps_no_other_site_waiting_and_is_tried_by_one_at_a_time()
    {
        var threeIn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var sounded = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var running = 0;
        var silent = new ScriptedChannel("silent", async (_, stop) =>
        {
            if (Interlocked.Increment(ref running) == 3) threeIn.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop);
            return ScriptedChannel.Accepted;
        });
        var sound = new ScriptedChannel("sound", _ =>
        {
            sounded.SetResult();
            return ScriptedChannel.Accepted;
        });
        await using var pipeline = await TestPipeline.StartAsync(
            services => services.AddSingleton<IAlertChannel>(silent).AddSingleton<IAlertChannel>(sound));
        for (var i = 0; i < Sites; i++) await AlertAsync(pipeline, $"silent{i:d2}", "silent");
        await AlertAsync(pipeline, "sound", "sound");
        await pipeline.Get<SweepStep>().RunAsync(Cancel);
        var pump = pipeline.Get<PipelinePumps>().Alerts;
        var draining = pump.DrainAsync(Cancel);
        await threeIn.Task.WaitAsync(Real, TimeProvider.System, Cancel);

        // Some may begin to wait only after the clock has moved.
        for (var i = 0; i < 8 && !sounded.Task.IsCompleted; i++)
        {
            pipeline.Time.Advance(TimeSpan.FromSeconds(15));
            await Task.WhenAny(sounded.Task, Task.Delay(TimeSpan.FromSeconds(5), TimeProvider.System, Cancel));
        }

        Assert.True(sounded.Task.IsCompleted);
        Assert.Equal(3, silent.Attempts.Count);
        pipeline.Time.Advance(TimeSpan.FromMinutes(4));
        await draining.WaitAsync(Real, TimeProvider.System, Cancel);
        Assert.Equal(3, silent.Attempts.Count);

        // Until it answers, one finds out for all.
        pipeline.Time.Advance(TimeSpan.FromMinutes(2));
        await pipeline.Get<SweepStep>().RunAsync(Cancel);
        var again = pump.DrainAsync(Cancel);
        while (silent.Attempts.Count < 4) await Task.Yield();
        pipeline.Time.Advance(TimeSpan.FromMinutes(4));
        await again.WaitAsync(Real, TimeProvider.System, Cancel);
        Assert.Equal(4, silent.Attempts.Count);
    }

    [Fact]
    public async Task Channels_of_one_alert_are_delivered_side_by_side()
    {
        var sounded = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var silent = new ScriptedChannel("a-silent", async (_, stop) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop);
            return ScriptedChannel.Accepted;
        });
        var sound = new ScriptedChannel("b-sound", _ =>
        {
            sounded.SetResult();
            return ScriptedChannel.Accepted;
        });
        await using var pipeline = await TestPipeline.StartAsync(
            services => services.AddSingleton<IAlertChannel>(silent).AddSingleton<IAlertChannel>(sound));
        await AlertAsync(pipeline, "both", "a-silent", "b-sound");
        await pipeline.Get<SweepStep>().RunAsync(Cancel);
        var draining = pipeline.DrainAsync(pipeline.Queues.Alerts);

        await sounded.Task.WaitAsync(Real, TimeProvider.System, Cancel);

        while (silent.Attempts.IsEmpty) await Task.Yield();
        pipeline.Time.Advance(TimeSpan.FromMinutes(4));
        await draining.WaitAsync(Real, TimeProvider.System, Cancel);
        var alert = Assert.Single((await pipeline.Sites.ListAlertsAsync("both", null, 10, Cancel)).Rows).Row;
        var rows = (await pipeline.Sites.ListDeliveriesAsync("both", alert.AlertId, Cancel)).Select(row => row.Row).ToList();
        Assert.Contains("more than 240 s", rows[0].Note);
        Assert.NotNull(rows[1].DeliveredAt);
    }

    /// <summary>A site with an alert that is due.</summary>
    private static async Task AlertAsync(TestPipeline pipeline, string site, params string[] channels)
    {
        var now = pipeline.Time.GetUtcNow();
        var id = AlertIds.OfDigest(now);
        await pipeline.Sites.SaveSiteAsync(new Site { Id = site, Domains = [$"{site}.example"], Channels = channels }, Cancel);
        RowWrite[] rows =
        [
            RowWrite.Insert(new AlertRow { AlertId = id, SealedAt = now, Subject = "news", Text = "news", Html = "news" }),
            .. channels.Select(channel => RowWrite.Insert(new DeliveryRow { AlertId = id, Channel = channel })),
        ];
        await pipeline.Sites.CommitAsync(site, rows, Cancel);
        await pipeline.Sites.PutDueAsync(new ScheduledAlert(now, site, id), Cancel);
    }
}
