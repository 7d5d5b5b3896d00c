using LinkWatch.Links;
using LinkWatch.Local.Pipeline;
using LinkWatch.Metering;
using LinkWatch.Reporting;
using LinkWatch.Storage;
using LinkWatch.Sweeping;
using LinkWatch.Tests.Support;

namespace LinkWatch.Tests.Core;

/// <summary>
/// A clock that was wrong for a while, and is right again: nothing stalls, nothing is lost that is there, no mail comes twice.
/// </summary>
public sealed class WrongClockTests
{
    private const string Gone = "https://h3.example/p";

    private static readonly string[] Pages = [.. Enumerable.Range(0, 12).Select(i => $"https://h{i}.example/p")];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>How far the clock was wrong, in hours; negative: it was slow.</summary>
    public static TheoryData<double> Jumps => [400 * 24, 40 * 24, 9 * 24, 3 * 24, 26, 10, 2, 0.5, -0.5, -2, -10, -26, -72, -20 * 24];

    [Theory]
    [MemberData(nameof(Jumps))]
    public async Task A_link_that_goes_after_one_run_by_a_wrong_clock_is_mailed_in_the_usual_time(double hours)
    {
        await using var pipeline = await StartAsync();
        await RunByWrongClockAsync(pipeline, TimeSpan.FromHours(hours));
        var mails = pipeline.Mails.Count;

        pipeline.Web.Say(Gone, Status.Lost, Reason.LinkRemoved);
        await RunAsync(pipeline, TimeSpan.FromDays(6), step: TimeSpan.FromHours(1));

        var changes = (await pipeline.HistoryAsync()).Where(row => row.Change.New == Status.Lost).ToList();
        var lost = Assert.Single(changes);
        Assert.Equal(Gone, lost.Source.Href);
        var taken = lost.Change.At - (pipeline.Time.GetUtcNow() - TimeSpan.FromDays(6));
        Assert.InRange(taken, TimeSpan.FromHours(6), TimeSpan.FromHours(24 + 6 + 3));
        Assert.Equal(mails + 1, pipeline.Mails.Count);
        Assert.Contains("lost", await File.ReadAllTextAsync(pipeline.Mails[^1], Cancel));
        Assert.Equal(Status.Lost, (await pipeline.LinkAsync(Gone)).Status);
        await AssertAllIsWellAsync(pipeline);
    }

    [Theory]
    [MemberData(nameof(Jumps))]
    public async Task Nothing_is_reported_of_links_that_stay(double hours)
    {
        await using var pipeline = await StartAsync();
        var mails = pipeline.Mails.Count;
        await RunByWrongClockAsync(pipeline, TimeSpan.FromHours(hours));

        await RunAsync(pipeline, TimeSpan.FromDays(10), step: TimeSpan.FromHours(6));

        Assert.Equal(mails, pipeline.Mails.Count);
        Assert.All(Pages, page => Assert.Equal(Status.Live, pipeline.LinkAsync(page).Result.Status));
        await AssertAllIsWellAsync(pipeline);
    }

    [Theory]
    [MemberData(nameof(Jumps))]
    public async Task A_run_a_day_finds_pages_to_check_from_the_first_right_day_on(double hours)
    {
        await using var pipeline = await StartAsync();
        await RunByWrongClockAsync(pipeline, TimeSpan.FromHours(hours));

        // The site's own page, which they lead to, is read too.
        const int Own = 1;
        // What a clock less than a day ahead planned by place is not due again a day after: it was read then.
        var isWholeTurn = hours is >= 24 or <= 0.5;
        for (var day = 0; day < 5; day++)
        {
            pipeline.Time.Advance(TimeSpan.FromDays(1));
            var read = (await pipeline.Get<RunOnce>().RunAsync(null, Cancel)).Pages;
            Assert.True(read == Pages.Length + Own || (day == 0 && !isWholeTurn), $"day {day}: {read}");
        }
    }

    [Theory]
    [InlineData(400 * 24)]
    [InlineData(48)]
    [InlineData(20)]
    public async Task A_loss_that_a_reading_by_a_wrong_clock_began_begins_anew(double hours)
    {
        await using var pipeline = await StartAsync();
        pipeline.Web.Say(Gone, Status.Lost, Reason.LinkRemoved);
        await RunByWrongClockAsync(pipeline, TimeSpan.FromHours(hours));
        pipeline.Web.Say(Gone, Status.Live);

        await RunAsync(pipeline, TimeSpan.FromDays(3), step: TimeSpan.FromHours(1));

        Assert.DoesNotContain(await pipeline.HistoryAsync(), row => row.Change.New == Status.Lost);
        Assert.Null((await pipeline.PageAsync(Gone)).Links[0].State.Candidate);
    }

    [Theory]
    [InlineData(13)]
    [InlineData(30)]
    public async Task A_clock_that_jumps_ahead_makes_no_short_fault_one_that_lasts(double hours)
    {
        var time = new JumpingTime();
        await using var pipeline = await StartAsync(time);
        var before = (await pipeline.HistoryAsync()).Count;
        pipeline.Web.Say(Gone, Status.Nofollow, Reason.RelNofollow);
        do await RunAsync(pipeline, TimeSpan.FromHours(1), step: TimeSpan.FromHours(1));
        while ((await pipeline.PageAsync(Gone)).Links[0].State.Candidate is null);

        time.Jump(TimeSpan.FromHours(hours));
        await pipeline.Get<RunOnce>().RunAsync(null, Cancel);
        time.Jump(-TimeSpan.FromHours(hours));
        pipeline.Web.Say(Gone, Status.Live);
        await RunAsync(pipeline, TimeSpan.FromDays(3), step: TimeSpan.FromHours(1));

        Assert.Equal(before, (await pipeline.HistoryAsync()).Count);
    }

    [Fact]
    public async Task Status_does_not_call_verified_what_was_verified_in_the_future_and_says_what_is_wrong()
    {
        await using var pipeline = await StartAsync();
        await RunByWrongClockAsync(pipeline, TimeSpan.FromDays(400));

        Assert.Equal(0, (await StatusAsync(pipeline)).Coverage.Verified);
        Assert.Null(pipeline.Get<PipelineHealth>().Parts.GetValueOrDefault("clock"));
        var agenda = await pipeline.Pages.ReadAgendaAsync(0, DateTimeOffset.MinValue, 1, 1, Cancel);
        Assert.NotNull(agenda.PlannedAhead(pipeline.Time.GetUtcNow()));

        await pipeline.Get<RunOnce>().RunAsync(null, Cancel);

        Assert.Equal(Pages.Length, (await StatusAsync(pipeline)).Coverage.Verified);
        Assert.Contains("400 days ahead", pipeline.Get<PipelineHealth>().Parts["clock"].Error);
        Assert.False(pipeline.Get<PipelineHealth>().IsHealthy);
        pipeline.Time.Advance(TimeSpan.FromHours(2));
        Assert.True(pipeline.Get<PipelineHealth>().IsHealthy);
    }

    [Fact]
    public async Task Coverage_is_counted_a_day_as_ever_and_the_days_to_come_are_taken_back()
    {
        await using var pipeline = await StartAsync();
        await RunByWrongClockAsync(pipeline, TimeSpan.FromDays(400));

        await RunAsync(pipeline, TimeSpan.FromDays(4), step: TimeSpan.FromHours(3));

        var rows = (await pipeline.Sites.ListCoverageAsync("shop", null, 100, Cancel)).Rows.Select(row => row.Row.At).ToList();
        Assert.All(rows, at => Assert.True(at <= pipeline.Time.GetUtcNow()));
        Assert.Equal(4, rows.Count(at => at > pipeline.Time.GetUtcNow() - TimeSpan.FromDays(4)));
        var spikes = (await pipeline.Sites.ListSpikesAsync("shop", null, 100, Cancel)).Rows.Select(row => row.Row.Day).ToList();
        Assert.Equal(DateOnly.FromDateTime(pipeline.Time.GetUtcNow().UtcDateTime).AddDays(-1), spikes.Max());
    }

    [Fact]
    public async Task Links_that_nobody_reads_any_more_are_an_alert_also_after_a_wrong_clock()
    {
        await using var pipeline = await StartAsync();
        await RunByWrongClockAsync(pipeline, TimeSpan.FromDays(400));

        // Sweeps go on, ticks do not.
        for (var hour = 0; hour < 15 * 24; hour += 6)
        {
            pipeline.Time.Advance(TimeSpan.FromHours(6));
            await pipeline.DeliverAsync();
        }

        Assert.Contains(await AlertsAsync(pipeline), alert => alert.AlertId.StartsWith("unverified", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_digest_of_tomorrow_does_not_hold_up_one_of_today()
    {
        await using var pipeline = await StartAsync();
        await LoseAsync(pipeline, "https://h1.example/p");
        pipeline.Time.AdjustTime(pipeline.Time.GetUtcNow() + TimeSpan.FromDays(300));
        await LoseAsync(pipeline, "https://h2.example/p");
        pipeline.Time.AdjustTime(pipeline.Time.GetUtcNow() - TimeSpan.FromDays(300));
        var before = pipeline.Mails.Count;

        await LoseAsync(pipeline, Gone);

        Assert.Equal(before + 1, pipeline.Mails.Count);
    }

    [Fact]
    public async Task An_alert_that_was_opened_in_the_future_goes_out_now()
    {
        await using var pipeline = await StartAsync();
        pipeline.Time.AdjustTime(pipeline.Time.GetUtcNow() + TimeSpan.FromDays(300));
        pipeline.Web.Say("https://h2.example/p", Status.Lost, Reason.LinkRemoved);
        for (var hour = 0; hour < 40; hour++)
        {
            pipeline.Time.Advance(TimeSpan.FromHours(1));
            await pipeline.CycleAsync();
        }

        Assert.NotNull(await pipeline.Sites.FindOpenAlertAsync("shop", Cancel));
        await pipeline.Get<DailyAudit>().RunIfDueAsync(Cancel);
        pipeline.Time.AdjustTime(pipeline.Time.GetUtcNow() - TimeSpan.FromDays(300));
        var before = pipeline.Mails.Count;

        for (var hour = 0; hour < 26; hour++)
        {
            pipeline.Time.Advance(TimeSpan.FromHours(1));
            await pipeline.CycleAsync();
            await pipeline.DeliverAsync();
        }

        Assert.Equal(before + 1, pipeline.Mails.Count);
        Assert.Null(await pipeline.Sites.FindOpenAlertAsync("shop", Cancel));
    }

    [Fact]
    public async Task An_import_by_a_wrong_clock_is_read_and_reported()
    {
        await using var pipeline = await TestPipeline.StartAsync();
        pipeline.Time.AdjustTime(pipeline.Time.GetUtcNow() + TimeSpan.FromDays(400));
        await pipeline.TrackAsync(Pages);
        pipeline.Time.AdjustTime(pipeline.Time.GetUtcNow() - TimeSpan.FromDays(400));

        await RunAsync(pipeline, TimeSpan.FromDays(2), step: TimeSpan.FromHours(1));

        Assert.All(Pages, page => Assert.Equal(Status.Live, pipeline.LinkAsync(page).Result.Status));
        Assert.Single(pipeline.Mails);
    }

    [Fact]
    public async Task A_slice_that_a_wrong_clock_left_on_the_queue_is_planned_anew_and_its_message_dropped()
    {
        await using var pipeline = await StartAsync();
        pipeline.Time.AdjustTime(pipeline.Time.GetUtcNow() + TimeSpan.FromDays(400));
        await pipeline.Get<ScheduleStep>().RunAsync(Cancel);
        Assert.True(await pipeline.Queues.Checks.CountAsync(Cancel) > 0);
        pipeline.Time.AdjustTime(pipeline.Time.GetUtcNow() - TimeSpan.FromDays(400));
        pipeline.Web.Visits.Clear();

        await RunAsync(pipeline, TimeSpan.FromDays(1), step: TimeSpan.FromHours(1));

        Assert.All(Pages, page => Assert.InRange(pipeline.Web.Visits.Count(visit => visit.Url.Href == page), 1, 3));
        Assert.All(Pages, page => Assert.True(
            pipeline.PageAsync(page).Result.Links[0].State.LastPlanned <= pipeline.Time.GetUtcNow()));
        Assert.Equal(0, await pipeline.Queues.Checks.CountAsync(Cancel));
    }

    [Fact]
    public async Task Times_within_the_allowed_skew_are_left_alone()
    {
        await using var pipeline = await StartAsync();
        await RunByWrongClockAsync(pipeline, ClockSkew.Allowed - TimeSpan.FromMinutes(1));

        await RunAsync(pipeline, TimeSpan.FromDays(1), step: TimeSpan.FromHours(1));

        Assert.Null(pipeline.Get<ClockWatch>().Recent);
    }

    [Fact]
    public async Task Another_process_sets_right_what_one_with_a_wrong_clock_left()
    {
        await using var pipeline = await StartAsync();
        var ahead = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(pipeline.Time.GetUtcNow() + TimeSpan.FromDays(400));
        await using (var wrong = await TestPipeline.StartAsync(folder: pipeline.Settings.DataFolder, time: ahead, web: pipeline.Web))
        {
            await wrong.Get<RunOnce>().RunAsync(null, Cancel);
        }

        pipeline.Web.Say(Gone, Status.Lost, Reason.LinkRemoved);
        await RunAsync(pipeline, TimeSpan.FromDays(3), step: TimeSpan.FromHours(1));

        Assert.Single(await pipeline.HistoryAsync(), row => row.Change.New == Status.Lost);
    }

    private static async Task<TestPipeline> StartAsync(Microsoft.Extensions.Time.Testing.FakeTimeProvider? time = null)
    {
        var pipeline = await TestPipeline.StartAsync(time: time);
        await pipeline.TrackAsync(Pages);
        await RunAsync(pipeline, TimeSpan.FromDays(3), step: TimeSpan.FromHours(3));
        return pipeline;
    }

    private static async Task RunByWrongClockAsync(TestPipeline pipeline, TimeSpan by)
    {
        pipeline.Time.AdjustTime(pipeline.Time.GetUtcNow() + by);
        await pipeline.Get<RunOnce>().RunAsync(null, Cancel);
        pipeline.Time.AdjustTime(pipeline.Time.GetUtcNow() - by);
    }

    private static async Task RunAsync(TestPipeline pipeline, TimeSpan span, TimeSpan step)
    {
        for (var end = pipeline.Time.GetUtcNow() + span; pipeline.Time.GetUtcNow() < end;)
        {
            pipeline.Time.Advance(step);
            await pipeline.Get<RunOnce>().RunAsync(null, Cancel);
        }
    }

    private static async Task LoseAsync(TestPipeline pipeline, string page)
    {
        pipeline.Web.Say(page, Status.Lost, Reason.LinkRemoved);
        await RunAsync(pipeline, TimeSpan.FromDays(3), step: TimeSpan.FromHours(1));
    }

    private static async Task AssertAllIsWellAsync(TestPipeline pipeline)
    {
        var status = await StatusAsync(pipeline);
        Assert.Equal(status.Links, status.Coverage.Verified);
        for (var shard = 0; shard < pipeline.Pages.Shards; shard++)
        {
            var agenda = await pipeline.Pages.ReadAgendaAsync(shard, DateTimeOffset.MaxValue.AddDays(-1), 1000, 1000, Cancel);
            Assert.Null(agenda.PlannedAhead(pipeline.Time.GetUtcNow()));
            Assert.All(agenda.Rechecks, recheck => Assert.True(recheck.Row.Due - pipeline.Time.GetUtcNow() < TimeSpan.FromDays(8)));
        }
    }

    private static async Task<SiteStatus> StatusAsync(TestPipeline pipeline)
    {
        var count = new StatusCount(TestPipeline.Site, pipeline.Time.GetUtcNow());
        for (var shard = 0; shard < pipeline.Pages.Shards; shard++)
        {
            foreach (var page in (await pipeline.Pages.ListPagesAsync(shard, null, 1000, Cancel)).Rows)
            {
                foreach (var link in page.Row.Links) count.Add(link);
            }
        }

        return count.Report();
    }

    private static async Task<IReadOnlyList<AlertRow>> AlertsAsync(TestPipeline pipeline) =>
        [.. (await pipeline.Sites.ListAlertsAsync("shop", null, 100, Cancel)).Rows.Select(row => row.Row)];

    /// <summary>A clock that is set while time passes as ever: timestamps know nothing of it.</summary>
    private sealed class JumpingTime() : Microsoft.Extensions.Time.Testing.FakeTimeProvider(new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero))
    {
        private TimeSpan jumped;

        public override long GetTimestamp() => base.GetTimestamp() - jumped.Ticks;

        public void Jump(TimeSpan by)
        {
            jumped += by;
            AdjustTime(GetUtcNow() + by);
        }
    }
}
