using LinkWatch.Links;
using LinkWatch.Scheduling;
using LinkWatch.Storage;
using LinkWatch.Tests.Support;

namespace LinkWatch.Tests.Core;

public sealed class ScheduleStepTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_new_page_is_visited_at_once_and_then_once_a_day_at_its_place()
    {
        await using var pipeline = await TestPipeline.StartAsync();
        await pipeline.TrackAsync("https://blog.example/a", "https://blog.example/b", "https://news.example/c");

        await pipeline.CycleAsync();
        Assert.Equal(3, pipeline.Web.Visits.Count);

        await pipeline.LiveAsync(TimeSpan.FromDays(5));
        var visits = pipeline.Web.Visits.GroupBy(visit => visit.Url.Href).Select(page => page.Count()).ToList();
        Assert.Equal([6, 6, 6], visits);
    }

    [Fact]
    public async Task A_page_that_many_links_and_sites_share_is_fetched_once()
    {
        await using var pipeline = await TestPipeline.StartAsync();
        var other = TestPipeline.Site with { Id = "other", Domains = ["other.example"] };
        await pipeline.Sites.SaveSiteAsync(other, Cancel);
        await pipeline.TrackAsync("https://blog.example/a");
        await pipeline.TrackAsync(other, "https://blog.example/a#comments");

        await pipeline.CycleAsync();

        var visit = Assert.Single(pipeline.Web.Visits);
        Assert.Equal(2, visit.Targets.Count);
    }

    [Fact]
    public async Task A_host_has_one_live_slice_however_many_of_its_pages_are_due()
    {
        await using var pipeline = await TestPipeline.StartAsync();
        await pipeline.TrackAsync(Enumerable.Range(0, 60).Select(i => $"https://big.example/{i}").ToArray());

        await Tick(pipeline);
        await Tick(pipeline);
        Assert.Equal(1, await pipeline.Queues.Checks.CountAsync(Cancel));

        await pipeline.CycleAsync();
        Assert.Equal(60, pipeline.Web.Visits.Select(visit => visit.Url.Href).Distinct().Count());
        Assert.Equal(60, pipeline.Web.Visits.Count);
    }

    [Fact]
    public async Task Pages_by_place_whose_host_is_busy_get_a_re_check_and_are_visited_later()
    {
        await using var pipeline = await TestPipeline.StartAsync();
        var urls = Enumerable.Range(0, 60).Select(i => $"https://big.example/{i}").ToArray();
        await pipeline.TrackAsync(urls);
        await pipeline.CycleAsync();
        pipeline.Web.Visits.Clear();

        pipeline.Time.Advance(TimeSpan.FromDays(1));
        await Tick(pipeline);
        var rechecked = 0;
        foreach (var url in urls) rechecked += (await pipeline.PageAsync(url)).RecheckKey is null ? 0 : 1;
        Assert.Equal(35, rechecked);

        await pipeline.CycleAsync();
        Assert.Equal(60, pipeline.Web.Visits.Select(visit => visit.Url.Href).Distinct().Count());
        Assert.Equal(60, pipeline.Web.Visits.Count);
    }

    [Fact]
    public async Task A_slice_whose_message_was_lost_is_sent_again_and_the_old_one_is_dropped_when_it_turns_up()
    {
        await using var pipeline = await TestPipeline.StartAsync();
        await pipeline.TrackAsync("https://blog.example/a");
        await Tick(pipeline);
        var late = Assert.Single(await pipeline.Queues.Checks.ReceiveAsync(1, TimeSpan.FromDays(1), Cancel));

        pipeline.Time.Advance(TimeSpan.FromMinutes(16));
        await Tick(pipeline);
        var again = Assert.Single(await pipeline.Queues.Checks.ReceiveAsync(1, TimeSpan.FromDays(1), Cancel));
        await Handle(pipeline, late);
        Assert.Empty(pipeline.Web.Visits);

        await Handle(pipeline, again);
        await Handle(pipeline, again with { DequeueCount = 2 });
        Assert.Single(pipeline.Web.Visits);
    }

    [Fact]
    public async Task A_tick_does_not_plan_ahead_of_a_queue_that_lags()
    {
        await using var pipeline = await TestPipeline.StartAsync();
        await pipeline.TrackAsync(Enumerable.Range(0, 10).Select(i => $"https://h{i}.example/").ToArray());
        await Tick(pipeline);
        var queued = await pipeline.Queues.Checks.CountAsync(Cancel);

        for (var i = 0; i < 5; i++) Assert.Equal(0, (await Tick(pipeline)).Planned);
        Assert.Equal(queued, await pipeline.Queues.Checks.CountAsync(Cancel));
    }

    [Fact]
    public async Task A_host_that_asks_to_wait_is_left_alone_until_then()
    {
        await using var pipeline = await TestPipeline.StartAsync();
        pipeline.Web.Say("https://busy.example/0", request =>
            ScriptedWeb.Visit(request, Status.Unknown, Reason.Blocked) with { AskedToWait = TimeSpan.FromHours(3) });
        await pipeline.TrackAsync("https://busy.example/0");
        await pipeline.CycleAsync();
        await pipeline.TrackAsync("https://busy.example/1", "https://busy.example/2");
        pipeline.Web.Visits.Clear();

        pipeline.Time.Advance(TimeSpan.FromHours(2.9));
        await pipeline.CycleAsync();
        Assert.Empty(pipeline.Web.Visits);

        pipeline.Time.Advance(TimeSpan.FromHours(0.2));
        await pipeline.CycleAsync();
        Assert.Equal(3, pipeline.Web.Visits.Select(visit => visit.Url.Href).Distinct().Count());
    }

    [Fact]
    public async Task An_outage_of_many_days_ends_in_one_visit_of_each_page()
    {
        await using var pipeline = await TestPipeline.StartAsync();
        await pipeline.TrackAsync(Enumerable.Range(0, 50).Select(i => $"https://h{i}.example/").ToArray());
        await pipeline.CycleAsync();
        pipeline.Web.Visits.Clear();

        pipeline.Time.Advance(TimeSpan.FromDays(9.3));
        await pipeline.CycleAsync();

        Assert.Equal(50, pipeline.Web.Visits.Count);
    }

    [Fact]
    public async Task Two_ticks_at_once_plan_nothing_twice()
    {
        await using var pipeline = await TestPipeline.StartAsync();
        await using var beside = await TestPipeline.StartAsync(
            folder: pipeline.Settings.DataFolder, time: pipeline.Time, web: pipeline.Web);
        await pipeline.TrackAsync(Enumerable.Range(0, 200).Select(i => $"https://h{i % 50}.example/{i}").ToArray());

        await Task.WhenAll(Task.Run(() => Tick(pipeline), Cancel), Task.Run(() => Tick(beside), Cancel));
        await Task.WhenAll(Task.Run(pipeline.CycleAsync, Cancel), Task.Run(beside.CycleAsync, Cancel));
        await pipeline.CycleAsync();

        Assert.Equal(200, pipeline.Web.Visits.Count);
        Assert.Equal(200, pipeline.Web.Visits.Select(visit => visit.Url.Href).Distinct().Count());
    }

    [Fact]
    public async Task A_page_takes_the_shortest_cadence_of_the_sites_that_track_it()
    {
        await using var pipeline = await TestPipeline.StartAsync();
        var hasty = TestPipeline.Site with { Id = "hasty", Domains = ["hasty.example"], Cadence = Cadence.Hourly };
        await pipeline.Sites.SaveSiteAsync(hasty, Cancel);
        await pipeline.TrackAsync("https://blog.example/a");
        await pipeline.CycleAsync();
        await pipeline.TrackAsync(hasty, "https://blog.example/a");
        await pipeline.CycleAsync();
        pipeline.Web.Visits.Clear();

        await pipeline.LiveAsync(TimeSpan.FromHours(10));

        Assert.Equal(10, pipeline.Web.Visits.Count);
        Assert.Equal(Cadence.Hourly, (await pipeline.PageAsync("https://blog.example/a")).Key.Cadence);
    }

    private static Task<TickReport> Tick(TestPipeline pipeline) => pipeline.Get<ScheduleStep>().RunAsync(Cancel);

    private static Task Handle(TestPipeline pipeline, ReceivedMessage message) =>
        pipeline.Get<MessageRouter>().CheckAsync(message.Text, message.DequeueCount, Cancel);
}
