using LinkWatch.Alerting.Delivery;
using LinkWatch.Incidents;
using LinkWatch.Links;
using LinkWatch.Local.Pipeline;
using LinkWatch.Metering;
using LinkWatch.Storage;
using LinkWatch.Tests.Support;
using LinkWatch.Urls;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LinkWatch.Tests.Core;

/// <summary>Each kind of time that a clock which was ahead leaves behind: none holds anything up until it comes.</summary>
public sealed class WrongClockRowsTests
{
    private const string Gone = "https://h3.example/p";

    private static readonly TimeSpan Ahead = TimeSpan.FromDays(400);
    private static readonly string[] Pages = [.. Enumerable.Range(0, 6).Select(i => $"https://h{i}.example/p")];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_host_that_asked_a_wrong_clock_for_rest_is_visited_and_its_loss_is_mailed()
    {
        await using var pipeline = await StartAsync();
        pipeline.Web.Say(
            Gone, request => ScriptedWeb.Visit(request, Status.Unknown, Reason.Blocked) with { AskedToWait = TimeSpan.FromHours(20) });
        await RunByAsync(pipeline, Ahead);
        var mails = pipeline.Mails.Count;
        pipeline.Web.Say(Gone, Status.Lost, Reason.LinkRemoved);

        await RunAsync(pipeline, TimeSpan.FromDays(3));

        Assert.Equal(Status.Lost, (await pipeline.LinkAsync(Gone)).Status);
        Assert.Equal(mails + 1, pipeline.Mails.Count);
        Assert.Empty(await HostsAsync(pipeline));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(30)]
    public async Task An_incident_of_a_wrong_clock_is_mailed_once_and_so_is_its_end(int hoursBefore)
    {
        await using var pipeline = await TestPipeline.StartAsync();
        string[] pages = [.. Enumerable.Range(0, 20).Select(i => $"https://blog.example/{i}")];
        await HostOutageTests.WatchAsync(pipeline, pages);
        foreach (var page in pages) pipeline.Web.Say(page, Status.Lost, Reason.PageGone);
        await HostOutageTests.PassAsync(pipeline, TimeSpan.FromHours(hoursBefore));

        pipeline.Time.AdjustTime(pipeline.Time.GetUtcNow() + Ahead);
        await HostOutageTests.PassAsync(pipeline, TimeSpan.FromHours(30));
        pipeline.Time.AdjustTime(pipeline.Time.GetUtcNow() - Ahead);
        await HostOutageTests.PassAsync(pipeline, TimeSpan.FromDays(5));
        Assert.Contains("on blog.example", Assert.Single(await HostOutageTests.DigestsAsync(pipeline)).Subject);

        foreach (var page in pages) pipeline.Web.Say(page, Status.Live);
        await HostOutageTests.PassAsync(pipeline, TimeSpan.FromDays(4));

        Assert.Equal(2, (await HostOutageTests.DigestsAsync(pipeline)).Count);
        Assert.Empty(await HostsAsync(pipeline));
        Assert.All(pages, page => Assert.Equal(Status.Live, pipeline.LinkAsync(page).Result.Status));
    }

    [Fact]
    public async Task A_message_that_a_wrong_clock_leased_is_received_again()
    {
        await using var pipeline = await TestPipeline.StartAsync();
        var queue = pipeline.Queues.Alerts;
        await queue.SendAsync("a", TimeSpan.Zero, Cancel);
        pipeline.Time.AdjustTime(pipeline.Time.GetUtcNow() + Ahead);
        Assert.Single(await queue.ReceiveAsync(32, TimeSpan.FromMinutes(10), Cancel));
        await queue.SendAsync("b", TimeSpan.FromMinutes(1), Cancel);
        pipeline.Time.AdjustTime(pipeline.Time.GetUtcNow() - Ahead);

        var received = await queue.ReceiveAsync(32, TimeSpan.FromMinutes(10), Cancel);

        Assert.Equal(["a", "b"], received.Select(message => message.Text).Order());
        Assert.Empty(await queue.ReceiveAsync(32, TimeSpan.FromMinutes(10), Cancel));
    }

    [Fact]
    public async Task A_mail_that_a_wrong_clock_was_to_try_again_is_tried_again_now()
    {
        var channel = new FlakyChannel();
        await using var pipeline = await StartAsync(services => services.AddSingleton<IAlertChannel>(channel));
        await pipeline.Sites.SaveSiteAsync(TestPipeline.Site with { Channels = [channel.Name] }, Cancel);
        pipeline.Time.AdjustTime(pipeline.Time.GetUtcNow() + Ahead);
        pipeline.Web.Say(Gone, Status.Lost, Reason.LinkRemoved);
        channel.Answer = DeliveryResult.Retry;
        while (channel.Tries == 0)
        {
            pipeline.Time.Advance(TimeSpan.FromHours(1));
            await pipeline.Get<RunOnce>().RunAsync(null, Cancel);
        }

        pipeline.Time.AdjustTime(pipeline.Time.GetUtcNow() - Ahead);
        (channel.Answer, channel.Tries) = (DeliveryResult.Accepted, 0);

        await RunAsync(pipeline, TimeSpan.FromHours(3));

        Assert.Equal(1, channel.Tries);
        await RunAsync(pipeline, TimeSpan.FromDays(3));
        Assert.Equal(1, channel.Tries);
    }

    [Theory]
    [InlineData(AlertPace.Daily)]
    [InlineData(AlertPace.Immediate)]
    public async Task A_digest_that_a_wrong_clock_sealed_does_not_hold_up_the_next(AlertPace pace)
    {
        await using var pipeline = await StartAsync();
        await pipeline.Sites.SaveSiteAsync(TestPipeline.Site with { AlertPace = pace }, Cancel);
        pipeline.Time.AdjustTime(pipeline.Time.GetUtcNow() + Ahead);
        pipeline.Web.Say(Pages[1], Status.Lost, Reason.LinkRemoved);
        await RunAsync(pipeline, TimeSpan.FromDays(2));
        Assert.True((await pipeline.Sites.FindLastDigestAsync("shop", Cancel))!.Row.SealedAt.IsAhead(pipeline.Time.GetUtcNow() - Ahead));
        pipeline.Time.AdjustTime(pipeline.Time.GetUtcNow() - Ahead);
        var mails = pipeline.Mails.Count;
        pipeline.Web.Say(Gone, Status.Lost, Reason.LinkRemoved);

        await RunAsync(pipeline, TimeSpan.FromDays(3));

        Assert.Equal(mails + 1, pipeline.Mails.Count);
        Assert.True((await pipeline.Sites.FindLastDigestAsync("shop", Cancel))!.Row.SealedAt <= pipeline.Time.GetUtcNow());
    }

    [Fact]
    public async Task What_is_due_in_the_far_future_is_due_now_or_an_imports_report_after_a_cadence()
    {
        await using var pipeline = await StartAsync();
        var now = pipeline.Time.GetUtcNow();
        string[] alerts = [AlertIds.OfUnverified(now), AlertIds.OfImport("batch"), AlertIds.OfDigest(now)];
        foreach (var alert in alerts) await pipeline.Sites.PutDueAsync(new ScheduledAlert(now + Ahead, "shop", alert), Cancel);
        var soon = new ScheduledAlert(now + TimeSpan.FromHours(20), "shop", AlertIds.OfDigest(now.AddDays(1)));
        await pipeline.Sites.PutDueAsync(soon, Cancel);

        await pipeline.Get<LinkWatch.Sweeping.SiteClockRepair>().RunAsync([TestPipeline.Site], Cancel);

        var due = (await pipeline.Sites.ListDueAsync(DateTimeOffset.MaxValue.AddDays(-1), 100, Cancel)).ToDictionary(each => each.AlertId);
        Assert.Equal([now, now + TimeSpan.FromDays(1), now], alerts.Select(alert => due[alert].Due));
        Assert.Equal(soon, due[soon.AlertId]);
    }

    [Fact]
    public async Task Replacements_that_a_wrong_clock_met_do_not_count_as_shared_today()
    {
        await using var pipeline = await TestPipeline.StartAsync();
        var detector = pipeline.Get<SharedReplacementDetector>();
        var now = pipeline.Time.GetUtcNow();
        foreach (var host in new[] { "a", "b" }) await detector.DetectAsync([Parked(host)], now + Ahead, Cancel);

        Assert.Empty(await detector.DetectAsync([Parked("c")], now, Cancel));
        Assert.Empty(await detector.DetectAsync([Parked("d")], now, Cancel));
        var met = Assert.Single(await detector.DetectAsync([Parked("e")], now, Cancel)).Value;

        Assert.Equal(now, met.Since);
    }

    [Theory]
    [InlineData(26)]
    [InlineData(72)]
    [InlineData(20 * 24)]
    public async Task Passing_faults_by_a_slow_clock_and_by_the_right_one_are_not_one_that_lasted(int hours)
    {
        await using var pipeline = await StartAsync();
        var mails = pipeline.Mails.Count;
        pipeline.Web.Say(Gone, Status.Lost, Reason.PageGone);
        await RunByAsync(pipeline, -TimeSpan.FromHours(hours));
        pipeline.Time.Advance(TimeSpan.FromMinutes(30));
        await pipeline.Get<RunOnce>().RunAsync(null, Cancel);
        await RunAsync(pipeline, TimeSpan.FromHours(5));
        pipeline.Web.Say(Gone, Status.Live);

        await RunAsync(pipeline, TimeSpan.FromDays(3));

        Assert.DoesNotContain(await pipeline.HistoryAsync(), row => row.Change.New == Status.Lost);
        Assert.Equal(mails, pipeline.Mails.Count);
    }

    [Theory]
    [InlineData(26)]
    [InlineData(20 * 24)]
    public async Task A_loss_that_a_slow_clock_saw_first_is_mailed_when_it_has_lasted(int hours)
    {
        await using var pipeline = await StartAsync();
        var mails = pipeline.Mails.Count;
        pipeline.Web.Say(Gone, Status.Lost, Reason.PageGone);
        await RunByAsync(pipeline, -TimeSpan.FromHours(hours));

        await RunAsync(pipeline, TimeSpan.FromDays(4));

        Assert.Single(await pipeline.HistoryAsync(), row => row.Change.New == Status.Lost);
        Assert.Equal(mails + 1, pipeline.Mails.Count);
        Assert.True(pipeline.Get<ClockWatch>().Recent is null);
    }

    [Theory]
    [InlineData(400 * 24, "400 days ahead")]
    [InlineData(-50, "moved on by 2 days")]
    public async Task It_is_said_in_one_line(int hours, string span)
    {
        using var log = new Lines();
        await using var pipeline = await StartAsync(services => services.AddLogging(logging => logging.AddProvider(log)));
        await RunByAsync(pipeline, TimeSpan.FromHours(hours));
        log.Warnings.Clear();

        await pipeline.Get<RunOnce>().RunAsync(null, Cancel);
        await pipeline.Get<RunOnce>().RunAsync(null, Cancel);

        var line = Assert.Single(log.Warnings);
        Assert.Contains(span, line);
        Assert.DoesNotContain('\n', line);
    }

    private static async Task<TestPipeline> StartAsync(Action<IServiceCollection>? more = null)
    {
        var pipeline = await TestPipeline.StartAsync(more);
        await pipeline.TrackAsync(Pages);
        await RunAsync(pipeline, TimeSpan.FromDays(3));
        return pipeline;
    }

    private static async Task RunByAsync(TestPipeline pipeline, TimeSpan wrong)
    {
        pipeline.Time.AdjustTime(pipeline.Time.GetUtcNow() + wrong);
        await pipeline.Get<RunOnce>().RunAsync(null, Cancel);
        pipeline.Time.AdjustTime(pipeline.Time.GetUtcNow() - wrong);
    }

    private static async Task RunAsync(TestPipeline pipeline, TimeSpan span)
    {
        for (var end = pipeline.Time.GetUtcNow() + span; pipeline.Time.GetUtcNow() < end;)
        {
            pipeline.Time.Advance(TimeSpan.FromHours(1));
            await pipeline.Get<RunOnce>().RunAsync(null, Cancel);
        }
    }

    private static async Task<IReadOnlyList<HostRow>> HostsAsync(TestPipeline pipeline)
    {
        var hosts = new List<HostRow>();
        for (var shard = 0; shard < pipeline.Pages.Shards; shard++)
        {
            hosts.AddRange(
                (await pipeline.Pages.ReadAgendaAsync(shard, pipeline.Time.GetUtcNow(), 1, 1, Cancel)).Hosts.Select(host => host.Row));
        }

        return hosts;
    }

    private static ReplacedPage Parked(string host)
    {
        var url = WebUrl.Parse($"https://{host}.example/p");
        var key = new PageKey(0, Cadence.Daily, Ids.Page(url));
        return new ReplacedPage(key, url.Authority, [Reason.PageReplaced], "body", "Parked", url);
    }

    private sealed class FlakyChannel : IAlertChannel
    {
        public string Name => "flaky";

        public DeliveryResult Answer { get; set; } = DeliveryResult.Accepted;

        public int Tries { get; set; }

        public Task<DeliveryOutcome> DeliverAsync(AlertMail mail, CancellationToken cancellationToken)
        {
            Tries++;
            return Task.FromResult(new DeliveryOutcome(Answer, "as scripted"));
        }
    }

    private sealed class Lines : ILoggerProvider, ILogger
    {
        public List<string> Warnings { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel)) Warnings.Add(formatter(state, exception));
        }

        public void Dispose()
        {
        }
    }
}
