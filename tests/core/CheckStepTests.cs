using LinkWatch.Links;
using LinkWatch.Sites;
using LinkWatch.Storage;
using LinkWatch.Tests.Support;
using LinkWatch.Urls;

namespace LinkWatch.Tests.Core;

public sealed class CheckStepTests
{
    private const string Page = "https://blog.example/a";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_live_link_is_believed_after_one_reading_and_nothing_is_alerted()
    {
        await using var pipeline = await TestPipeline.StartAsync();
        await pipeline.TrackAsync(Page);
        await pipeline.CycleAsync();

        Assert.Equal(Status.Live, (await pipeline.LinkAsync(Page)).Status);
        var change = Assert.Single(await pipeline.HistoryAsync());
        Assert.False(change.Change.IsAlert);
    }

    [Fact]
    public async Task A_removed_link_is_reported_once_after_its_window_and_back_at_its_first_reading()
    {
        await using var pipeline = await TestPipeline.StartAsync();
        await pipeline.TrackAsync(Page);
        await pipeline.LiveAsync(TimeSpan.FromDays(2));

        pipeline.Web.Say(Page, Status.Lost, Reason.LinkRemoved);
        await pipeline.LiveAsync(TimeSpan.FromDays(3));
        Assert.Equal(Status.Lost, (await pipeline.LinkAsync(Page)).Status);

        pipeline.Web.Say(Page, Status.Live);
        await pipeline.LiveAsync(TimeSpan.FromDays(3));
        Assert.Equal(Status.Live, (await pipeline.LinkAsync(Page)).Status);
        Assert.Equal(
            [Status.Live, Status.Lost], (await pipeline.HistoryAsync()).Where(row => row.Change.IsAlert).Select(row => row.Change.New));
    }

    [Fact]
    public async Task What_cannot_be_read_is_never_lost()
    {
        await using var pipeline = await TestPipeline.StartAsync();
        await pipeline.TrackAsync(Page);
        await pipeline.LiveAsync(TimeSpan.FromDays(1));

        pipeline.Web.Say(Page, Status.Unknown, Reason.ServerError);
        await pipeline.LiveAsync(TimeSpan.FromDays(20));

        Assert.Equal(Status.Live, (await pipeline.PageAsync(Page)).Links[0].State.Status);
        Assert.DoesNotContain(await pipeline.HistoryAsync(), row => row.Change.New == Status.Lost);
    }

    [Fact]
    public async Task A_page_whose_early_check_an_edit_made_void_is_checked_on()
    {
        await using var pipeline = await TestPipeline.StartAsync();
        await pipeline.TrackAsync(Page);
        await pipeline.LiveAsync(TimeSpan.FromDays(1));
        pipeline.Web.Say(Page, Status.Lost, Reason.PageReplaced);
        await pipeline.LiveAsync(TimeSpan.FromDays(1.5));
        var planned = await PlanEarlyCheckAsync(pipeline);

        var url = WebUrl.Parse(Page);
        var stored = (await pipeline.Pages.FindPageAsync(url.Authority, Ids.Page(url), Cancel))!;
        Assert.NotNull(stored.Row.RecheckKey);
        var edited = stored.Row with { Links = [stored.Row.Links[0] with { Revision = stored.Row.Links[0].Revision + 1 }] };
        Assert.NotNull(await pipeline.Pages.CommitAsync(stored.Row.Key.Shard, [RowWrite.Replace(edited, stored.Version)], Cancel));
        await pipeline.Get<MessageRouter>().CheckAsync(planned.Text, 1, Cancel);
        await pipeline.LiveAsync(TimeSpan.FromDays(7));

        Assert.Equal(Status.Lost, (await pipeline.LinkAsync(Page)).Status);
    }

    [Fact]
    public async Task A_message_delivered_twice_is_one_reading()
    {
        await using var pipeline = await TestPipeline.StartAsync();
        await pipeline.TrackAsync(Page);
        await pipeline.CycleAsync();
        pipeline.Web.Say(Page, Status.Lost, Reason.LinkRemoved);
        pipeline.Time.Advance(TimeSpan.FromDays(1));
        await pipeline.Get<ScheduleStep>().RunAsync(Cancel);
        var message = Assert.Single(await pipeline.Queues.Checks.ReceiveAsync(1, TimeSpan.FromMinutes(10), Cancel));

        for (var i = 0; i < 4; i++) await pipeline.Get<MessageRouter>().CheckAsync(message.Text, 1, Cancel);

        Assert.Equal(1, (await pipeline.PageAsync(Page)).Links[0].State.Candidate?.Readings);
    }

    [Fact]
    public async Task A_link_added_while_its_page_is_being_read_is_not_judged_by_that_reading_and_read_at_once()
    {
        await using var pipeline = await TestPipeline.StartAsync();
        var other = TestPipeline.Site with { Id = "other", Domains = ["other.example"] };
        await pipeline.Sites.SaveSiteAsync(other, Cancel);
        await pipeline.TrackAsync(Page);
        pipeline.Web.Before = async (_, _) =>
        {
            pipeline.Web.Before = (_, _) => Task.CompletedTask;
            await pipeline.TrackAsync(other, Page);
        };

        await pipeline.Get<ScheduleStep>().RunAsync(Cancel);
        await pipeline.DrainAsync(pipeline.Queues.Checks);
        var page = await pipeline.PageAsync(Page);
        Assert.Equal((null, null, null), (page.Known?.Validators, page.Known?.BodyHash, page.Known?.Reading));
        Assert.Equal([Status.Live, null], page.Links.OrderBy(link => link.SiteId == "other").Select(link => link.State.Status));

        pipeline.Time.Advance(TimeSpan.FromSeconds(1));
        await pipeline.CycleAsync();
        Assert.All((await pipeline.PageAsync(Page)).Links, link => Assert.Equal(Status.Live, link.State.Status));
    }

    [Fact]
    public async Task A_link_removed_while_its_page_is_being_read_stays_removed()
    {
        await using var pipeline = await TestPipeline.StartAsync();
        await pipeline.TrackAsync(Page);
        var link = await pipeline.LinkAsync(Page);
        pipeline.Web.Before = (_, cancel) => pipeline.Get<LinkTracker>().RemoveAsync("shop", [link], cancel);

        await pipeline.CycleAsync();

        Assert.Null(await pipeline.Pages.FindPageAsync("blog.example", Ids.Page(WebUrl.Parse(Page)), Cancel));
        Assert.Null(await pipeline.Sites.FindLinkAsync("shop", link.LinkId, Cancel));
        Assert.Empty(await pipeline.HistoryAsync());
    }

    [Fact]
    public async Task Slow_pages_go_on_by_themselves_and_hold_nothing_up()
    {
        await using var pipeline = await TestPipeline.StartAsync();
        var slow = "https://slow.example/0";
        pipeline.Web.Say(slow, request => request.Budget < TimeSpan.FromSeconds(10)
            ? ScriptedWeb.Visit(request, Status.Unknown, Reason.Timeout)
            : ScriptedWeb.Visit(request, Status.Live));
        await pipeline.TrackAsync(Page, slow, "https://slow.example/1");

        await pipeline.CycleAsync();

        Assert.Equal(Status.Live, (await pipeline.LinkAsync(slow)).Status);
        Assert.Equal(Status.Live, (await pipeline.LinkAsync("https://slow.example/1")).Status);
        Assert.Equal(4, pipeline.Web.Visits.Count);
    }

    [Fact]
    public async Task Checks_that_are_stopped_midway_are_done_later()
    {
        await using var pipeline = await TestPipeline.StartAsync();
        await pipeline.TrackAsync(Page);
        await pipeline.Get<ScheduleStep>().RunAsync(Cancel);
        var message = Assert.Single(await pipeline.Queues.Checks.ReceiveAsync(1, TimeSpan.FromMinutes(10), Cancel));
        using var stop = new CancellationTokenSource();
        pipeline.Web.Before = async (_, cancel) =>
        {
            await stop.CancelAsync();
            cancel.ThrowIfCancellationRequested();
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            pipeline.Get<MessageRouter>().CheckAsync(message.Text, 1, stop.Token));

        pipeline.Web.Before = (_, _) => Task.CompletedTask;
        pipeline.Time.Advance(TimeSpan.FromMinutes(11));
        await pipeline.CycleAsync();

        Assert.Equal(Status.Live, (await pipeline.LinkAsync(Page)).Status);
    }

    private static async Task<ReceivedMessage> PlanEarlyCheckAsync(TestPipeline pipeline)
    {
        while (true)
        {
            pipeline.Time.Advance(TimeSpan.FromMinutes(30));
            await pipeline.Get<ScheduleStep>().RunAsync(Cancel);
            if (await pipeline.Queues.Checks.ReceiveAsync(1, TimeSpan.FromMinutes(10), Cancel) is [var message]) return message;
        }
    }
}
