using LinkWatch.Alerting.Delivery;
using LinkWatch.Local.Pipeline;
using LinkWatch.Storage;
using LinkWatch.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace LinkWatch.Tests.Core.Alerting.Delivery;

/// <summary>No alert is given up in silence.</summary>
public sealed class UndeliveredAlertsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_channel_that_is_down_for_three_days_loses_no_alert()
    {
        var time = FakeTime.Create();
        var channel = new ScriptedChannel("mail", _ =>
            time.GetUtcNow() - FakeTime.Start < TimeSpan.FromHours(72) ? ScriptedChannel.Down : ScriptedChannel.Accepted);
        await using var pipeline = await StartAsync([channel], time, "mail");
        await ImportAsync(pipeline, "https://news.example/1");
        await PassAsync(pipeline, TimeSpan.FromHours(24));
        await ImportAsync(pipeline, "https://news.example/2");

        await PassAsync(pipeline, TimeSpan.FromHours(60));

        var delivered = await DeliveriesAsync(pipeline);
        Assert.Equal(2, delivered.Count);
        Assert.All(delivered, row => Assert.NotNull(row.DeliveredAt));
        Assert.Equal(new UndeliveredCount(0, null, 0, 0), await pipeline.Get<UndeliveredAlerts>().CountAsync(Cancel));
    }

    [Fact]
    public async Task A_delivery_fails_for_good_after_a_week_and_is_counted_reported_and_put_back()
    {
        var isUp = false;
        var channel = new ScriptedChannel("mail", _ => isUp ? ScriptedChannel.Accepted : ScriptedChannel.Down);
        await using var pipeline = await StartAsync([channel], "mail", "outbox");
        await ImportAsync(pipeline, "https://news.example/1");
        await PassAsync(pipeline, TimeSpan.FromHours(2));
        var waiting = await pipeline.Get<UndeliveredAlerts>().CountAsync(Cancel);
        Assert.Equal((1, 1, 0), (waiting.Waiting, waiting.Overdue, waiting.Failed));
        Assert.Single(pipeline.Mails);

        await PassAsync(pipeline, TimeSpan.FromDays(7) - TimeSpan.FromHours(2));
        Assert.Equal(0, (await pipeline.Get<UndeliveredAlerts>().CountAsync(Cancel)).Failed);
        await PassAsync(pipeline, TimeSpan.FromDays(1));

        Assert.Equal(new UndeliveredCount(0, null, 0, 1), await pipeline.Get<UndeliveredAlerts>().CountAsync(Cancel));
        var report = await File.ReadAllTextAsync(pipeline.Mails[^1], Cancel);
        Assert.Contains("1 earlier alert could not be delivered by mail: connection refused", report.ReplaceLineEndings(" "));
        Assert.Equal(2, pipeline.Mails.Count);
        isUp = true;
        Assert.Equal(1, await pipeline.Get<UndeliveredAlerts>().RequeueAsync(Cancel));
        await pipeline.DrainAsync(pipeline.Queues.Alerts);
        Assert.All(await DeliveriesAsync(pipeline), row => Assert.NotNull(row.DeliveredAt));
        Assert.Equal(new UndeliveredCount(0, null, 0, 0), await pipeline.Get<UndeliveredAlerts>().CountAsync(Cancel));
        Assert.Equal(0, await pipeline.Get<UndeliveredAlerts>().RequeueAsync(Cancel));
    }

    [Fact]
    public async Task No_owner_reads_the_address_of_another_that_was_refused()
    {
        var answers = new Queue<DeliveryOutcome>([new(DeliveryResult.Failed, "ann@shop.example: 550 no such user <ann@shop.example>")]);
        var channel = new ScriptedChannel("smtp", _ => answers.TryDequeue(out var answer) ? answer : ScriptedChannel.Accepted);
        await using var pipeline = await StartAsync([channel], "smtp");
        for (var i = 1; i <= 2; i++) await ImportAsync(pipeline, $"https://news.example/{i}");

        var text = channel.Attempts.Last().Text;
        Assert.Contains("could not be delivered by email: an owner: 550 no such user <an owner>", text, StringComparison.Ordinal);
        Assert.DoesNotContain("ann@", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_sites_next_alert_says_once_that_earlier_ones_could_not_be_delivered()
    {
        var answers = new Queue<DeliveryOutcome>([ScriptedChannel.Refused, ScriptedChannel.Refused]);
        var channel = new ScriptedChannel("smtp", _ => answers.TryDequeue(out var answer) ? answer : ScriptedChannel.Accepted);
        await using var pipeline = await StartAsync([channel], "smtp");
        for (var i = 1; i <= 4; i++) await ImportAsync(pipeline, $"https://news.example/{i}");

        var texts = channel.Attempts.Select(mail => mail.Text).ToList();
        Assert.Equal(4, texts.Count);
        Assert.DoesNotContain("could not be delivered", texts[0]);
        Assert.Contains("1 earlier mail could not be delivered by email: no such user", texts[1]);

        // The second reached nobody either, so the third repeats its news.
        Assert.Contains("2 earlier mails could not be delivered by email: no such user", texts[2]);
        Assert.DoesNotContain("could not be delivered", texts[3]);
    }

    [Fact]
    public async Task An_owner_who_is_refused_counts_as_failed_and_alone_gets_the_mail_when_it_is_put_back()
    {
        var isFull = true;
        var channel = new ScriptedChannel("mail", async (mail, _) =>
        {
            foreach (var owner in mail.To) await mail.SettleAsync(new([owner], !isFull || owner[0] != 'b'));
            return new DeliveryOutcome(DeliveryResult.Accepted, isFull ? "b@shop.example: mailbox full" : null);
        });
        await using var pipeline = await StartAsync([channel], "mail");
        await pipeline.Sites.SaveSiteAsync(
            TestPipeline.Site with { Channels = ["mail"], Owners = ["a@shop.example", "b@shop.example"] }, Cancel);
        await ImportAsync(pipeline, "https://news.example/1");
        Assert.Equal(1, (await pipeline.Get<UndeliveredAlerts>().CountAsync(Cancel)).Failed);

        isFull = false;
        await pipeline.Get<UndeliveredAlerts>().RequeueAsync(Cancel);
        await pipeline.DrainAsync(pipeline.Queues.Alerts);

        Assert.Equal(["b@shop.example"], channel.Attempts.Last().To);
        Assert.NotNull(Assert.Single(await DeliveriesAsync(pipeline)).DeliveredAt);
    }

    [Fact]
    public async Task A_failed_delivery_is_remembered_for_thirty_days()
    {
        var channel = new ScriptedChannel("mail", _ => ScriptedChannel.Refused);
        await using var pipeline = await StartAsync([channel], "mail");
        await ImportAsync(pipeline, "https://news.example/1");
        var import = Assert.Single(await pipeline.Sites.ListFailedAsync(10, Cancel));

        pipeline.Time.Advance(TimeSpan.FromDays(29));
        await pipeline.DeliverAsync();
        Assert.Contains(await pipeline.Sites.ListFailedAsync(10, Cancel), failed => failed.AlertId == import.AlertId);
        pipeline.Time.Advance(TimeSpan.FromDays(1));
        await pipeline.DeliverAsync();

        Assert.DoesNotContain(await pipeline.Sites.ListFailedAsync(10, Cancel), failed => failed.AlertId == import.AlertId);
    }

    [Fact]
    public async Task Health_names_what_reaches_nobody_and_an_outbox_that_cannot_be_written()
    {
        var channel = new ScriptedChannel("mail", _ => ScriptedChannel.Down);
        await using var pipeline = await StartAsync([channel], "mail", "outbox");
        Assert.True((await pipeline.Get<PipelineHealth>().ReportAsync(Cancel)).Healthy);
        Directory.Delete(pipeline.Settings.OutboxFolder);
        await File.WriteAllTextAsync(pipeline.Settings.OutboxFolder, "", Cancel);
        await pipeline.Get<IPoisonStore>().KeepAsync(new PoisonMessage("checks", "1", "{}", pipeline.Time.GetUtcNow()), Cancel);
        var since = pipeline.Time.GetUtcNow();
        await ImportAsync(pipeline, "https://news.example/1");
        await PassAsync(pipeline, TimeSpan.FromHours(2));

        var report = await pipeline.Get<PipelineHealth>().ReportAsync(Cancel);

        Assert.False(report.Healthy);
        Assert.Equal((1, 1, 0), (report.Queues!.Poison, report.Queues.Undelivered, report.Queues.FailedDeliveries));
        Assert.InRange(report.Queues.OldestUndelivered!.Value, since, since.AddMinutes(20));
        Assert.Contains("1 message failed for good", report.Parts["messages"].Error);
        Assert.Contains("1 alert could not be delivered yet", report.Parts["alerts"].Error);
        Assert.Contains("can't be written", report.Parts["outbox"].Error);
    }

    private static Task<TestPipeline> StartAsync(IAlertChannel[] channels, params string[] names) =>
        StartAsync(channels, FakeTime.Create(), names);

    private static async Task<TestPipeline> StartAsync(IAlertChannel[] channels, FakeTimeProvider time, params string[] names)
    {
        var pipeline = await TestPipeline.StartAsync(
            services =>
            {
                foreach (var channel in channels) services.AddSingleton(channel);
            },
            time: time);
        await pipeline.Sites.SaveSiteAsync(TestPipeline.Site with { Channels = names }, Cancel);
        return pipeline;
    }

    /// <summary>Its report is an alert.</summary>
    private static async Task ImportAsync(TestPipeline pipeline, string source)
    {
        await pipeline.TrackAsync((await pipeline.Sites.FindSiteAsync("shop", Cancel))!.Row, source);
        await pipeline.CycleAsync();
        await pipeline.DeliverAsync();
        pipeline.Time.Advance(TimeSpan.FromMinutes(1));
    }

    private static async Task PassAsync(TestPipeline pipeline, TimeSpan span)
    {
        for (var end = pipeline.Time.GetUtcNow() + span; pipeline.Time.GetUtcNow() < end;)
        {
            pipeline.Time.Advance(TimeSpan.FromMinutes(20));
            await pipeline.CycleAsync();
            await pipeline.DeliverAsync();
        }
    }

    private static async Task<IReadOnlyList<DeliveryRow>> DeliveriesAsync(TestPipeline pipeline)
    {
        var rows = new List<DeliveryRow>();
        foreach (var alert in (await pipeline.Sites.ListAlertsAsync("shop", null, 100, Cancel)).Rows)
            rows.AddRange((await pipeline.Sites.ListDeliveriesAsync("shop", alert.Row.AlertId, Cancel)).Select(row => row.Row));
        return rows;
    }
}
