using LinkWatch.Alerting;
using LinkWatch.Alerting.Delivery;
using LinkWatch.Links;
using LinkWatch.Messages;
using LinkWatch.Storage;
using LinkWatch.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LinkWatch.Tests.Core;

public sealed class AlertStepTests
{
    private const string Page = "https://blog.example/a";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Changes_join_one_mail_and_no_repetition_of_any_step_sends_them_again()
    {
        await using var pipeline = await LoseLinksAsync(["https://blog.example/a", "https://news.example/b"]);

        pipeline.Time.Advance(TimeSpan.FromHours(1));
        await pipeline.DeliverAsync();
        var mails = pipeline.Mails;
        await pipeline.DeliverAsync();
        await pipeline.CycleAsync();
        await pipeline.DeliverAsync();

        Assert.Equal(mails, pipeline.Mails);
        Assert.Single(await DigestsAsync(pipeline), alert => alert.Members == 2);
    }

    [Fact]
    public async Task A_change_that_is_moved_twice_is_reported_once()
    {
        await using var pipeline = await TestPipeline.StartAsync();
        await pipeline.TrackAsync(Page);
        await pipeline.Get<ScheduleStep>().RunAsync(Cancel);
        await pipeline.DrainAsync(pipeline.Queues.Checks);
        var message = Assert.Single(await pipeline.Queues.Alerts.ReceiveAsync(1, TimeSpan.FromMinutes(1), Cancel));
        var shard = Ids.Shard("blog.example", pipeline.Pages.Shards);
        var change = Assert.Single(await pipeline.Pages.ReadOutboxAsync(shard, 10, Cancel)).Row;

        await pipeline.Get<MessageRouter>().AlertAsync(message.Text, Cancel);
        await pipeline.Pages.CommitAsync(shard, [RowWrite.Insert(change)], Cancel);
        await pipeline.Get<MessageRouter>().AlertAsync(message.Text, Cancel);

        Assert.Single(await pipeline.HistoryAsync());
        Assert.Empty(await pipeline.Pages.ReadOutboxAsync(shard, 10, Cancel));
        Assert.Equal(1, (await ImportAsync(pipeline)).ReadOnce);
    }

    [Fact]
    public async Task A_change_whose_message_was_lost_is_moved_by_the_sweep()
    {
        await using var pipeline = await TestPipeline.StartAsync();
        await pipeline.TrackAsync(Page);
        await pipeline.Get<ScheduleStep>().RunAsync(Cancel);
        await pipeline.DrainAsync(pipeline.Queues.Checks);
        foreach (var lost in await pipeline.Queues.Alerts.ReceiveAsync(32, TimeSpan.FromDays(1), Cancel))
            await pipeline.Queues.Alerts.DeleteAsync(lost, Cancel);

        pipeline.Time.Advance(TimeSpan.FromMinutes(11));
        await pipeline.DeliverAsync();

        Assert.Equal(Status.Live, (await pipeline.LinkAsync(Page)).Status);
    }

    [Fact]
    public async Task The_import_report_goes_out_once_when_all_its_links_were_read()
    {
        await using var pipeline = await TestPipeline.StartAsync();
        pipeline.Web.Say("https://gone.example/", Status.Lost, Reason.PageGone);
        pipeline.Web.Say("https://wall.example/", Status.Unknown, Reason.Blocked);
        await pipeline.TrackAsync(Page, "https://gone.example/", "https://wall.example/");
        await pipeline.CycleAsync();
        await pipeline.DeliverAsync();

        var report = Assert.Single(pipeline.Mails);
        await pipeline.LiveAsync(TimeSpan.FromDays(2));
        await pipeline.DeliverAsync();
        Assert.Equal([report], pipeline.Mails);
        var alert = Assert.Single(await AlertsAsync(pipeline));
        Assert.Contains("1 live, 1 could not be read, 1 are being re-checked", alert.Text);
    }

    [Fact]
    public async Task A_provider_that_is_down_is_tried_again_and_one_that_refuses_is_given_up_and_neither_holds_up_another()
    {
        var flaky = new Channel("flaky", [DeliveryResult.Retry, DeliveryResult.Retry, DeliveryResult.Accepted]);
        var strict = new Channel("strict", [DeliveryResult.Failed]);
        await using var pipeline = await LoseLinksAsync([Page], services =>
            services.AddSingleton<IAlertChannel>(flaky).AddSingleton<IAlertChannel>(strict), "flaky", "strict", "outbox");

        for (var i = 0; i < 20; i++)
        {
            pipeline.Time.Advance(TimeSpan.FromMinutes(15));
            await pipeline.DeliverAsync();
        }

        Assert.Equal(3, flaky.Attempts(AlertKind.Digest));
        Assert.Equal(1, strict.Attempts(AlertKind.Digest));
        Assert.Contains(pipeline.Mails, mail => File.ReadAllText(mail).Contains("1 lost"));
    }

    [Fact]
    public async Task Two_deliveries_of_one_alert_at_once_make_one_mail()
    {
        var channel = new Channel("slow", [DeliveryResult.Accepted]);
        await using var pipeline = await LoseLinksAsync([Page], services => services.AddSingleton<IAlertChannel>(channel), "slow");
        pipeline.Time.Advance(TimeSpan.FromHours(1));
        var due = (await pipeline.Sites.ListDueAsync(pipeline.Time.GetUtcNow(), 100, Cancel)).Single(alert =>
            alert.AlertId.StartsWith("digest"));

        await Task.WhenAll(Enumerable.Range(0, 4)
            .Select(_ => Task.Run(() => pipeline.Get<AlertStep>().DeliverAsync(new DeliverAlert(due), Cancel), Cancel)));

        Assert.Equal(1, channel.Attempts(AlertKind.Digest));
    }

    [Fact]
    public async Task No_alert_goes_out_in_quiet_hours()
    {
        var site = TestPipeline.Site with
        {
            TimeZone = "Europe/Vienna",
            QuietHours = new QuietHours(new TimeOnly(22, 0), new TimeOnly(7, 0))
        };
        var late = new DateTimeOffset(2026, 1, 5, 21, 50, 0, TimeSpan.Zero);

        var due = AlertTiming.DueAt(site, late, lastDigest: null, new AlertOptions());

        Assert.Equal(new DateTimeOffset(2026, 1, 6, 6, 0, 0, TimeSpan.Zero), due);
        Assert.Equal(due, AlertTiming.Earliest(site, late, lastDigest: null));
        Assert.Equal(due, AlertTiming.Earliest(site, due, lastDigest: null));
    }

    private static async Task<TestPipeline> LoseLinksAsync(
        string[] pages, Action<IServiceCollection>? more = null, params string[] channels)
    {
        var pipeline = await TestPipeline.StartAsync(more);
        await pipeline.Sites.SaveSiteAsync(TestPipeline.Site with { Channels = channels }, Cancel);
        await pipeline.TrackAsync(pages);
        await pipeline.LiveAsync(TimeSpan.FromDays(1));
        await pipeline.DeliverAsync();
        foreach (var page in pages) pipeline.Web.Say(page, Status.Lost, Reason.PageGone);
        for (var i = 0; i < 96 && (await pipeline.Sites.FindOpenAlertAsync("shop", Cancel))?.Row.Members != pages.Length; i++)
        {
            await pipeline.LiveAsync(TimeSpan.FromHours(1));
        }

        Assert.NotNull(await pipeline.Sites.FindOpenAlertAsync("shop", Cancel));
        return pipeline;
    }

    private static async Task<IReadOnlyList<AlertRow>> AlertsAsync(TestPipeline pipeline) =>
        (await pipeline.Sites.ListAlertsAsync("shop", null, 100, Cancel)).Rows.Select(row => row.Row).ToList();

    private static async Task<IReadOnlyList<AlertRow>> DigestsAsync(TestPipeline pipeline) =>
        (await AlertsAsync(pipeline)).Where(alert => alert.AlertId.StartsWith("digest")).ToList();

    private static async Task<ImportBatchRow> ImportAsync(TestPipeline pipeline) =>
        Assert.Single((await pipeline.Sites.ListImportsAsync("shop", null, 10, Cancel)).Rows).Row;

    private enum AlertKind
    {
        Digest,
        Report,
    }

    private sealed class Channel(string name, DeliveryResult[] answers) : IAlertChannel
    {
        private readonly List<string> delivered = [];

        public string Name => name;

        public int Attempts(AlertKind kind)
        {
            lock (delivered) return delivered.Count(id => id.StartsWith("digest") == (kind == AlertKind.Digest));
        }

        public Task<DeliveryOutcome> DeliverAsync(AlertMail mail, CancellationToken cancellationToken)
        {
            lock (delivered)
            {
                delivered.Add(mail.AlertId);
                var attempt = delivered.Count(id => id == mail.AlertId);
                var answer = mail.AlertId.StartsWith("digest") ? answers[Math.Min(attempt, answers.Length) - 1] : DeliveryResult.Accepted;
                return Task.FromResult(new DeliveryOutcome(answer, $"answer {attempt}"));
            }
        }
    }
}
