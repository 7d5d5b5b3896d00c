using System.Globalization;
using System.Reflection;
using LinkWatch.Checking;
using LinkWatch.Confirming;
using LinkWatch.Incidents;
using LinkWatch.Links;
using LinkWatch.Messages;
using LinkWatch.Metering;
using LinkWatch.Reporting;
using LinkWatch.Storage;
using LinkWatch.Tests.Support;

namespace LinkWatch.Tests.Core;

/// <summary>A host whose links turn together, through the real steps: schedule, check, alert, sweep.</summary>
public sealed class HostOutageTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(500, Status.Lost, Reason.PageGone, 20)]
    [InlineData(500, Status.Unknown, Reason.Dns, 29)]
    [InlineData(500, Status.Unknown, Reason.Timeout, 10)]
    [InlineData(60, Status.Unknown, Reason.ServerError, 10)]
    [InlineData(60, Status.Unknown, Reason.Blocked, 10)]
    [InlineData(60, Status.Lost, Reason.LinkRemoved, 10)]
    [InlineData(60, Status.Lost, Reason.PageReplaced, 10)]
    [InlineData(60, Status.Lost, Reason.PageRedirected, 20)]
    [InlineData(60, Status.Nofollow, Reason.MetaNofollow, 10)]
    [InlineData(60, Status.Unindexed, Reason.HeaderNoindex, 10)]
    public async Task A_host_that_dies_and_returns_makes_two_mails(int links, Status status, Reason reason, int days)
    {
        await using var pipeline = await TestPipeline.StartAsync();
        var pages = Pages("blog.example", links);
        await WatchAsync(pipeline, pages);

        foreach (var page in pages) pipeline.Web.Say(page, status, reason);
        await PassAsync(pipeline, TimeSpan.FromDays(days));
        var reported = Assert.Single(await DigestsAsync(pipeline));
        Assert.Contains($"{links} ", reported.Subject);
        Assert.Contains("on blog.example", reported.Subject);

        foreach (var page in pages) pipeline.Web.Say(page, Status.Live);
        await PassAsync(pipeline, TimeSpan.FromDays(4));

        var mails = await DigestsAsync(pipeline);
        Assert.Equal(2, mails.Count);
        Assert.Contains("blog.example", mails[1].Subject);
        Assert.Equal(3, pipeline.Mails.Count);
        Assert.Empty(await TroublesAsync(pipeline));
        Assert.All(await LinksAsync(pipeline), link => Assert.Equal((Status.Live, 0), (link.Status, link.Unverifiable.Count)));
        await EachPointIsToldOnceAsync(pipeline);
    }

    [Fact]
    public async Task A_domain_gone_for_good_is_reported_once_and_the_thirty_days_notice_joins_silently()
    {
        await using var pipeline = await TestPipeline.StartAsync();
        var pages = Pages("blog.example", 20);
        await WatchAsync(pipeline, pages);
        foreach (var page in pages) pipeline.Web.Say(page, Status.Unknown, Reason.Dns);

        await PassAsync(pipeline, TimeSpan.FromDays(60));

        Assert.Single(await DigestsAsync(pipeline));
        Assert.Equal(2, pipeline.Mails.Count);
        Assert.Equal(20, (await pipeline.HistoryAsync()).Count(row => row.Change.IsUnresolvable));
    }

    [Fact]
    public async Task Some_lost_links_on_a_healthy_host_are_reported_one_by_one()
    {
        await using var pipeline = await TestPipeline.StartAsync();
        var pages = Pages("blog.example", 40);
        await WatchAsync(pipeline, pages);
        foreach (var page in pages.Take(10)) pipeline.Web.Say(page, Status.Lost, Reason.PageGone);

        await PassAsync(pipeline, TimeSpan.FromDays(4));

        Assert.Empty(await IncidentsAsync(pipeline));
        Assert.Equal(10, (await DigestsAsync(pipeline)).Sum(alert => alert.Members));
        Assert.Empty(await TroublesAsync(pipeline));
    }

    [Fact]
    public async Task Four_links_are_too_few_for_an_outage()
    {
        await using var pipeline = await TestPipeline.StartAsync();
        var pages = Pages("blog.example", 4);
        await WatchAsync(pipeline, pages);
        foreach (var page in pages) pipeline.Web.Say(page, Status.Lost, Reason.PageGone);

        await PassAsync(pipeline, TimeSpan.FromDays(4));

        Assert.Empty(await IncidentsAsync(pipeline));
        Assert.Equal(4, (await DigestsAsync(pipeline)).Sum(alert => alert.Members));
    }

    [Fact]
    public async Task If_some_stay_missing_the_end_is_reported_a_cadence_after_the_first_returned_with_their_number_and_addresses()
    {
        await using var pipeline = await TestPipeline.StartAsync();
        var pages = Pages("blog.example", 40);
        await WatchAsync(pipeline, pages);
        foreach (var page in pages) pipeline.Web.Say(page, Status.Lost, Reason.PageGone);
        await PassAsync(pipeline, TimeSpan.FromDays(4));

        foreach (var page in pages.Skip(10)) pipeline.Web.Say(page, Status.Live);
        await PassAsync(pipeline, TimeSpan.FromDays(4));
        var back = (await DigestsAsync(pipeline))[1];
        Assert.Contains("30 of 40 back on blog.example, 10 still missing", back.Subject);
        Assert.All(pages.Take(10), page => Assert.Contains($"* {page}\n", back.Text));

        foreach (var page in pages) pipeline.Web.Say(page, Status.Live);
        await PassAsync(pipeline, TimeSpan.FromDays(3));
        var late = (await DigestsAsync(pipeline)).Skip(2).ToList();
        Assert.Equal(10, late.Sum(mail => mail.Members));
        Assert.All(late, mail => Assert.Contains("back", mail.Subject));
        await EachPointIsToldOnceAsync(pipeline);
    }

    [Fact]
    public async Task Each_site_hears_only_about_its_own_links()
    {
        await using var pipeline = await TestPipeline.StartAsync();
        var other = TestPipeline.Site with { Id = "other", Domains = ["other.example"], Owners = ["owner@other.example"] };
        await pipeline.Sites.SaveSiteAsync(other, Cancel);
        var (pages, others) = (Pages("blog.example", 30), Pages("blog.example", 20));
        await pipeline.TrackAsync(other, others);
        await WatchAsync(pipeline, pages);

        foreach (var page in pages) pipeline.Web.Say(page, Status.Lost, Reason.PageGone);
        await PassAsync(pipeline, TimeSpan.FromDays(4));

        Assert.Contains("30 links lost on blog.example", Assert.Single(await DigestsAsync(pipeline)).Subject);
        Assert.Contains("20 links lost on blog.example", Assert.Single(await DigestsAsync(pipeline, "other")).Subject);
    }

    [Fact]
    public async Task A_link_lost_after_the_report_is_reported_by_its_address()
    {
        await using var pipeline = await TestPipeline.StartAsync();
        var pages = Pages("blog.example", 20);
        await WatchAsync(pipeline, pages);
        foreach (var page in pages.Skip(1)) pipeline.Web.Say(page, Status.Lost, Reason.PageGone);
        await PassAsync(pipeline, TimeSpan.FromDays(5));

        pipeline.Web.Say(pages[0], Status.Lost, Reason.PageGone);
        await PassAsync(pipeline, TimeSpan.FromDays(4));

        var mails = await DigestsAsync(pipeline);
        Assert.Equal(2, mails.Count);
        Assert.Equal("1 link lost: shop.example", mails[1].Subject);
        Assert.Contains($"* {pages[0]}\n", mails[1].Text);
        Assert.Equal(20, Assert.Single(await IncidentsAsync(pipeline)).Members);
        await EachPointIsToldOnceAsync(pipeline);
    }

    [Fact]
    public async Task Links_lost_after_the_report_for_another_reason_make_one_more_mail()
    {
        await using var pipeline = await TestPipeline.StartAsync();
        var pages = Pages("blog.example", 60);
        await WatchAsync(pipeline, pages);
        foreach (var page in pages.Skip(10)) pipeline.Web.Say(page, Status.Lost, Reason.PageGone);
        await PassAsync(pipeline, TimeSpan.FromDays(5));

        foreach (var page in pages.Take(10)) pipeline.Web.Say(page, Status.Lost, Reason.LinkRemoved);
        await PassAsync(pipeline, TimeSpan.FromDays(4));

        var mails = await DigestsAsync(pipeline);
        Assert.Equal(2, mails.Count);
        Assert.Contains("50 links lost on blog.example", mails[0].Subject);
        Assert.Contains("10 more links lost on blog.example", mails[1].Subject);
        await EachPointIsToldOnceAsync(pipeline);
    }

    [Fact]
    public async Task A_suspicion_that_ends_with_one_removed_link_is_reported_as_one_link_and_so_is_its_return()
    {
        await using var pipeline = await TestPipeline.StartAsync();
        var pages = Pages("blog.example", 8);
        await WatchAsync(pipeline, pages);
        pipeline.Web.Say(pages[0], Status.Lost, Reason.LinkRemoved);
        foreach (var page in pages.Skip(1)) pipeline.Web.Say(page, Status.Lost, Reason.PageGone);
        await PassAsync(pipeline, TimeSpan.FromHours(20));
        foreach (var page in pages.Skip(1)) pipeline.Web.Say(page, Status.Live);
        await PassAsync(pipeline, TimeSpan.FromDays(4));
        Assert.Equal("1 link lost: shop.example", Assert.Single(await DigestsAsync(pipeline)).Subject);

        pipeline.Web.Say(pages[1], Status.Lost, Reason.PageGone);
        await PassAsync(pipeline, TimeSpan.FromDays(9));
        Assert.Equal("1 link lost: shop.example", (await DigestsAsync(pipeline))[1].Subject);

        foreach (var page in pages) pipeline.Web.Say(page, Status.Live);
        await PassAsync(pipeline, TimeSpan.FromDays(2));
        Assert.Equal(2, (await DigestsAsync(pipeline)).Skip(2).Sum(mail => mail.Members));
        await EachPointIsToldOnceAsync(pipeline);
    }

    [Fact]
    public async Task A_change_is_called_alerted_once_an_alert_that_reports_it_was_delivered()
    {
        await using var pipeline = await TestPipeline.StartAsync();
        var pages = Pages("blog.example", 20);
        await WatchAsync(pipeline, [.. pages, "https://news.example/a"]);
        foreach (var page in pages) pipeline.Web.Say(page, Status.Lost, Reason.PageGone);
        pipeline.Web.Say("https://news.example/a", Status.Lost, Reason.LinkRemoved);

        for (var hour = 0; hour < 96; hour++)
        {
            await PassAsync(pipeline, TimeSpan.FromHours(1));
            var changes = (await pipeline.HistoryAsync()).Where(row => row.Change.IsAlert).ToList();
            var reports = await new ChangeReports(pipeline.Sites).OfAsync("shop", changes, Cancel);
            var text = string.Concat((await DigestsAsync(pipeline)).Select(alert => alert.Text));
            Assert.All(reports, report => Assert.Equal(
                text.Contains(report.Incident is null ? report.Source : "20 lost on blog.example", StringComparison.Ordinal),
                report.Alerted));
        }

        Assert.Equal(21, (await pipeline.HistoryAsync()).Count(row => row.Change.IsAlert));
    }

    [Fact]
    public async Task An_outage_shorter_than_any_window_reports_nothing_and_leaves_nothing()
    {
        await using var pipeline = await TestPipeline.StartAsync();
        var pages = Pages("blog.example", 30);
        await WatchAsync(pipeline, pages);
        foreach (var page in pages) pipeline.Web.Say(page, Status.Lost, Reason.PageGone);
        await PassAsync(pipeline, TimeSpan.FromHours(20));
        foreach (var page in pages) pipeline.Web.Say(page, Status.Live);
        await PassAsync(pipeline, TimeSpan.FromDays(3));

        Assert.Empty(await DigestsAsync(pipeline));
        Assert.Empty(await IncidentsAsync(pipeline));
        Assert.Empty(await TroublesAsync(pipeline));
    }

    [Fact]
    public async Task The_other_pages_of_a_suspected_host_are_pulled_forward_in_portions()
    {
        await using var pipeline = await TestPipeline.StartAsync();
        var pages = Pages("blog.example", 200);
        await WatchAsync(pipeline, pages);
        foreach (var page in pages) pipeline.Web.Say(page, Status.Lost, Reason.PageGone);

        await PassAsync(pipeline, TimeSpan.FromHours(3));

        var states = new List<LinkState>();
        foreach (var page in pages) states.Add((await pipeline.PageAsync(page)).Links[0].State);
        Assert.All(states, state => Assert.NotNull(state.Candidate));
        var trouble = Assert.Single(await TroublesAsync(pipeline)).Trouble!;
        Assert.Equal((200, 200, 200, null), (trouble.Read, trouble.Degraded, trouble.Pending, trouble.BoostAfter));
    }

    [Fact]
    public async Task Messages_delivered_twice_and_checks_that_crash_count_nothing_twice()
    {
        await using var pipeline = await TestPipeline.StartAsync();
        var pages = Pages("blog.example", 60);
        await WatchAsync(pipeline, pages);
        foreach (var page in pages) pipeline.Web.Say(page, Status.Lost, Reason.PageGone);

        for (var hour = 0; hour < 72; hour++)
        {
            pipeline.Time.Advance(TimeSpan.FromHours(1));
            await pipeline.Get<ScheduleStep>().RunAsync(Cancel);
            await TwiceAsync(pipeline, pipeline.Queues.Checks, (router, text) => router.CheckAsync(text, 1, Cancel));
            await TwiceAsync(pipeline, pipeline.Queues.Alerts, (router, text) => router.AlertAsync(text, Cancel));
            await pipeline.DeliverAsync();
        }

        var incident = Assert.Single(await IncidentsAsync(pipeline));
        Assert.Equal((60, 0), (incident.Members, incident.Returned));
        var trouble = Assert.Single(await TroublesAsync(pipeline)).Trouble!;
        Assert.Equal((60, 0, 60), (trouble.Joined, trouble.Pending, trouble.Down));
        Assert.Single(await DigestsAsync(pipeline));
        await EachPointIsToldOnceAsync(pipeline);
    }

    [Fact]
    public async Task A_healthy_slice_reads_no_host_and_writes_none()
    {
        await using var pipeline = await TestPipeline.StartAsync();
        await WatchAsync(pipeline, [.. Pages("blog.example", 10), .. Pages("news.example", 10)]);
        var counted = DispatchProxy.Create<IPageStore, CountingStore>();
        var calls = (CountingStore)(object)counted;
        calls.Inner = pipeline.Pages;
        var step = new CheckStep(
            pipeline.Get<SliceClaims>(), pipeline.Get<SliceVisitor>(), pipeline.Get<ConnectivityGuard>(),
            pipeline.Get<SharedReplacementDetector>(),
            new SliceConfirmation(counted, ConfirmOptions.Default, new CheckOptions()),
            new SliceWriter(counted, pipeline.Get<HostWaits>(), new PipelineActivity(), pipeline.Time),
            pipeline.Get<CheckMessages>(), pipeline.Get<AlertMessages>(), pipeline.Get<PipelineMeter>());

        pipeline.Time.Advance(TimeSpan.FromDays(1));
        await pipeline.Get<ScheduleStep>().RunAsync(Cancel);
        foreach (var message in await pipeline.Queues.Checks.ReceiveAsync(32, TimeSpan.FromMinutes(10), Cancel))
        {
            await step.RunAsync(Assert.IsType<CheckSlice>(Envelope.Read(message.Text)), 1, Cancel);
        }

        Assert.NotEmpty(calls.Names);
        Assert.All(calls.Names, name => Assert.Equal(nameof(IPageStore.CommitAsync), name));
        Assert.Empty(await TroublesAsync(pipeline));
    }

    [Fact]
    public async Task One_page_in_the_place_of_pages_on_several_hosts_is_reported_once_and_once_when_it_is_gone()
    {
        await using var pipeline = await TestPipeline.StartAsync();
        string[] pages = [.. Enumerable.Range(0, 6).Select(i => $"https://blog-{i}.example/a")];
        await WatchAsync(pipeline, pages);
        foreach (var page in pages) pipeline.Web.Say(page, request => Parked(request, "Buy this domain"));
        await PassAsync(pipeline, TimeSpan.FromDays(6));
        Assert.Contains(
            "6 links replaced by one and the same page on several hosts (“Buy this domain”)",
            Assert.Single(await DigestsAsync(pipeline)).Subject);

        foreach (var page in pages) pipeline.Web.Say(page, Status.Live);
        await PassAsync(pipeline, TimeSpan.FromDays(3));
        Assert.Contains("All 6 back on several hosts", (await DigestsAsync(pipeline))[1].Subject);
        Assert.Equal(2, (await DigestsAsync(pipeline)).Count);
        await EachPointIsToldOnceAsync(pipeline);
    }

    [Fact]
    public async Task Two_hosts_with_the_same_page_are_no_shared_replacement()
    {
        await using var pipeline = await TestPipeline.StartAsync();
        string[] pages = ["https://blog-1.example/a", "https://blog-2.example/a"];
        await WatchAsync(pipeline, pages);
        foreach (var page in pages) pipeline.Web.Say(page, request => Parked(request, "Buy this domain"));

        await PassAsync(pipeline, TimeSpan.FromDays(6));

        Assert.Empty(await IncidentsAsync(pipeline));
        Assert.Equal(2, (await DigestsAsync(pipeline)).Sum(alert => alert.Members));
    }

    [Fact]
    public async Task A_link_that_can_be_read_again_is_no_longer_listed_as_unverifiable_and_nobody_is_notified()
    {
        await using var pipeline = await TestPipeline.StartAsync();
        var page = "https://blog.example/a";
        await WatchAsync(pipeline, [page]);
        pipeline.Web.Say(page, Status.Unknown, Reason.Blocked);
        await PassAsync(pipeline, TimeSpan.FromDays(6));
        Assert.Equal([Reason.Blocked], (await pipeline.LinkAsync(page)).Unverifiable);

        pipeline.Web.Say(page, Status.Live);
        await PassAsync(pipeline, TimeSpan.FromDays(2));

        Assert.Empty((await pipeline.LinkAsync(page)).Unverifiable);
        Assert.Single(await DigestsAsync(pipeline));
        Assert.Single(await pipeline.HistoryAsync(), row => row.Change is { Kind: ChangeKind.Verified, IsAlert: false });
    }

    internal static string[] Pages(string host, int count) => [.. Enumerable.Range(0, count).Select(i => $"https://{host}/{i}")];

    internal static async Task WatchAsync(TestPipeline pipeline, string[] pages)
    {
        await pipeline.TrackAsync(pages);
        await PassAsync(pipeline, TimeSpan.FromDays(2));
        Assert.Empty(await DigestsAsync(pipeline));
    }

    internal static async Task PassAsync(TestPipeline pipeline, TimeSpan span)
    {
        for (var hour = 0; hour < span.TotalHours; hour++)
        {
            await pipeline.LiveAsync(TimeSpan.FromHours(1));
            await pipeline.DeliverAsync();
        }
    }

    internal static async Task<IReadOnlyList<AlertRow>> DigestsAsync(TestPipeline pipeline, string site = "shop") =>
        (await pipeline.Sites.ListAlertsAsync(site, null, 100, Cancel)).Rows.Select(row => row.Row)
            .Where(alert => alert.AlertId.StartsWith("digest", StringComparison.Ordinal)).OrderBy(alert => alert.SealedAt).ToList();

    /// <summary>The mails' first lines add up to what all changes lost and gained in worth.</summary>
    private static async Task EachPointIsToldOnceAsync(TestPipeline pipeline)
    {
        var changes = await pipeline.HistoryAsync();
        var lines = (await DigestsAsync(pipeline)).Select(mail => mail.Text.Split('\n')[0]).ToList();

        Assert.Equal(changes.Sum(change => change.Worth?.Lost ?? 0), lines.Sum(line => Points(line, "lost")));
        Assert.Equal(changes.Sum(change => change.Worth?.Gained ?? 0), lines.Sum(line => Points(line, "gained")));

        static int Points(string line, string what) => line.Split($"{what}: ") is [_, var rest]
            ? int.Parse(rest.Split(' ')[0], NumberStyles.AllowThousands, CultureInfo.InvariantCulture)
            : 0;
    }

    private static async Task<IReadOnlyList<IncidentRow>> IncidentsAsync(TestPipeline pipeline) =>
        (await pipeline.Sites.ListIncidentsAsync("shop", null, 100, Cancel)).Rows.Select(row => row.Row).ToList();

    private static async Task<IReadOnlyList<LinkRow>> LinksAsync(TestPipeline pipeline) =>
        (await pipeline.Sites.ListLinksAsync("shop", null, 1000, Cancel)).Rows.Select(row => row.Row).ToList();

    private static async Task<IReadOnlyList<HostRow>> TroublesAsync(TestPipeline pipeline)
    {
        var hosts = new List<HostRow>();
        for (var shard = 0; shard < pipeline.Pages.Shards; shard++)
        {
            hosts.AddRange(
                (await pipeline.Pages.ReadAgendaAsync(shard, pipeline.Time.GetUtcNow(), 1, 1, Cancel)).Hosts.Select(host => host.Row));
        }

        return hosts;
    }

    private static LinkWatch.Checking.Visit Parked(LinkWatch.Checking.VisitRequest request, string title)
    {
        var visit = ScriptedWeb.Visit(request, Status.Lost, Reason.PageReplaced);
        return visit with { Facts = visit.Facts with { Title = title }, BodyHash = $"body of {request.Url.Authority}" };
    }

    private static async Task TwiceAsync(TestPipeline pipeline, IMessageQueue queue, Func<MessageRouter, string, Task> handle)
    {
        while (await queue.ReceiveAsync(32, TimeSpan.FromMinutes(10), Cancel) is { Count: > 0 } messages)
        {
            foreach (var message in messages)
            {
                await handle(pipeline.Get<MessageRouter>(), message.Text);
                await handle(pipeline.Get<MessageRouter>(), message.Text);
                await queue.DeleteAsync(message, Cancel);
            }
        }
    }

    public class CountingStore : DispatchProxy
    {
        public IPageStore Inner { get; set; } = null!;

        public List<string> Names { get; } = [];

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            Names.Add(targetMethod!.Name);
            return targetMethod.Invoke(Inner, args);
        }
    }
}
