using LinkWatch.Checking;
using LinkWatch.Confirming;
using LinkWatch.Fetching;
using LinkWatch.Html;
using LinkWatch.Html.Scanning;
using LinkWatch.Links;
using LinkWatch.Storage;
using LinkWatch.Tests.Core.Judging;
using LinkWatch.Tests.Support;
using LinkWatch.Urls;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace LinkWatch.Tests.Core.Checking;

/// <summary>Many pages of a slice lead to one host that does not answer, or answers slowly: real sockets, a clock of our own.</summary>
public sealed class SilentHostTests : IAsyncLifetime
{
    private const int Pages = 100;

    private static readonly TimeSpan MaxSlice = TimeSpan.FromMinutes(4);

    private readonly FakeTimeProvider time = FakeTime.Create();
    private readonly CheckOptions options = new();
    private LoopbackSite site = null!;
    private Func<HttpContext, Task> there = _ => Task.CompletedTask;
    private long happened;

    public async ValueTask InitializeAsync() => site = await LoopbackSite.StartAsync(AnswerAsync);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_hundred_redirects_to_a_silent_host_hold_no_healthy_page_up(bool isSlow)
    {
        there = NeverAsync;

        var (visits, took) = await VisitAsync(isSlow, [.. Many("moved", "/moved"), .. Many("healthy", "/ok")]);

        Assert.InRange(took, TimeSpan.Zero, MaxSlice);
        Assert.Equal(Pages, visits.Visited.Count(visit => visit.Visit.Verdicts[0].Says() == "live"));
        var others = visits.Visited.Where(visit => visit.Visit.Verdicts[0].Says() != "live").ToList();
        Assert.All(others, visit => Assert.Equal("unknown: timeout", visit.Visit.Verdicts[0].Says()));
        Assert.Equal(Pages, isSlow ? others.Count : visits.Left.Count);
        Assert.InRange(site.Asked.Count(path => path == "/there"), 1, 20);
    }

    [Theory]
    [InlineData("/refreshed")]
    [InlineData("/copy")]
    [InlineData("/framed")]
    public async Task Neither_do_pages_that_lead_there_in_other_ways(string path)
    {
        there = context => context.Request.Path == "/robots.txt" ? StatusAsync(context, 404) : NeverAsync(context);

        var (visits, took) = await VisitAsync(isSlow: true, [.. Many("leading", path), .. Many("healthy", "/ok")]);

        Assert.InRange(took, TimeSpan.Zero, MaxSlice);
        Assert.Equal(Pages, visits.Visited.Count(visit => visit.Page.Slice.Host.StartsWith("healthy", StringComparison.Ordinal)));
        Assert.DoesNotContain(visits.Visited, visit => visit.Visit.Verdicts[0].Status == Status.Lost);
    }

    [Fact]
    public async Task Pages_that_wait_for_a_slow_host_come_again_and_the_others_of_their_host_are_read()
    {
        there = SlowAsync;
        const int Hosts = 25;
        var pages = Enumerable.Range(0, Hosts).SelectMany(i => new[] { Url($"moved{i}", "/moved"), Url($"moved{i}", "/ok") });

        var (visits, took) = await VisitAsync(isSlow: true, [.. pages]);

        Assert.InRange(took, TimeSpan.Zero, MaxSlice);
        Assert.Equal(Hosts, visits.Visited.Count(visit => visit.Page.Row.Row.Url.Path == "/ok"));
        Assert.All(visits.Visited, visit => Assert.Equal("live", visit.Visit.Verdicts[0].Says()));
        Assert.NotEmpty(visits.Unreached);
        Assert.Equal(2 * Hosts, visits.Visited.Count + visits.Unreached.Count);
        Assert.True(visits.UnreachedUntil > time.GetUtcNow());
    }

    [Fact]
    public async Task A_host_that_answers_again_is_asked_again()
    {
        there = NeverAsync;
        using var fetcher = Fetcher();
        using var readers = Readers();
        await VisitAsync(fetcher, readers, isSlow: false, [.. Many("moved", "/moved")]);
        there = context => PageAsync(context, "");
        time.Advance(TimeSpan.FromMinutes(3));

        var (visits, _) = await VisitAsync(fetcher, readers, isSlow: true, [Url("moved1", "/moved")]);

        Assert.Equal("live", Assert.Single(visits.Visited).Visit.Verdicts[0].Says());
    }

    public async ValueTask DisposeAsync() => await site.DisposeAsync();

    private async Task<(SliceVisits Visits, TimeSpan Took)> VisitAsync(bool isSlow, IReadOnlyList<WebUrl> urls)
    {
        using var fetcher = Fetcher();
        using var readers = Readers();
        return await VisitAsync(fetcher, readers, isSlow, urls);
    }

    private async Task<(SliceVisits Visits, TimeSpan Took)> VisitAsync(
        PageFetcher fetcher, BodyReaders readers, bool isSlow, IReadOnlyList<WebUrl> urls)
    {
        var robots = new RobotsSource(fetcher.ForRobots(), "LinkWatch", time);
        var visitor = new PageVisitor(fetcher, robots, readers, new RecentFrontPages(), time, NullLogger<PageVisitor>.Instance);
        var start = time.GetUtcNow();
        var visits = await QuietTime.PassAsync(
            time,
            () => Volatile.Read(ref happened),
            new SliceVisitor(visitor, time, options).VisitAsync(Slice(urls, isSlow), TestContext.Current.CancellationToken));
        return (visits, time.GetUtcNow() - start);
    }

    private PageFetcher Fetcher() =>
        LoopbackFetcher.Create(LoopbackFetcher.Options with { Interval = TimeSpan.FromSeconds(1) }, StubNames.Of("127.0.0.1"), time);

    private BodyReaders Readers() =>
        new(new Scanner(), new AngleSharpReader(time), new HtmlAgilityPackReader(time), trees: 2);

    private ClaimedSlice Slice(IReadOnlyList<WebUrl> urls, bool isSlow)
    {
        var pages = urls.Select(url =>
        {
            var row = new PageRow
            {
                Key = new PageKey(0, Cadence.Daily, Ids.Page(url)),
                Url = url,
                Links = [Link(url)],
            };
            return new ClaimedPage(new SlicePage(row.Key, url.Authority, false, null), new Stored<PageRow>(row, "1"));
        }).ToList();
        var now = time.GetUtcNow();
        var slice = new SliceRow(
            "s", [.. urls.Select(url => url.Authority).Distinct()], [.. pages.Select(page => page.Slice)], now, now, 1, isSlow);
        return new ClaimedSlice(0, slice, null, pages, now, new HashSet<string>());
    }

    private static TrackedLink Link(WebUrl url) => new()
    {
        LinkId = Ids.Link("shop", url, Page.Target),
        SiteId = "shop",
        Target = Page.Target,
        Cadence = Cadence.Daily,
        State = new LinkState(),
    };

    private WebUrl Url(string host, string path) => site.Url(path, host + ".example");

    private IEnumerable<WebUrl> Many(string host, string path) => Enumerable.Range(0, Pages).Select(i => Url($"{host}{i}", path));

    private async Task AnswerAsync(HttpContext context)
    {
        Interlocked.Increment(ref happened);
        context.Response.ContentType = "text/html";
        var to = Url("there", "/there").Href;
        if (context.Request.Host.Host == "there.example") await there(context);
        else if (context.Request.Path == "/robots.txt") await StatusAsync(context, 404);
        else if (context.Request.Path == "/moved") context.Response.Redirect(to);
        else if (context.Request.Path == "/refreshed")
            await PageAsync(context, $"<meta http-equiv=refresh content='0;url={to}'>", link: "");
        else if (context.Request.Path == "/copy") await PageAsync(context, $"<link rel=canonical href='{to}'>");
        else if (context.Request.Path == "/framed") await context.Response.WriteAsync($"<frameset><frame src='{to}'></frameset>");
        else await PageAsync(context, "");
        Interlocked.Increment(ref happened);
    }

    private static Task PageAsync(HttpContext context, string head, string link = RealVisit.Link) =>
        context.Response.WriteAsync(head + RealVisit.Html(isLinked: false).Replace("</body>", link + "</body>", StringComparison.Ordinal));

    private static Task StatusAsync(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    private static Task NeverAsync(HttpContext context) =>
        Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);

    private async Task SlowAsync(HttpContext context)
    {
        await Task.Delay(TimeSpan.FromSeconds(4), time, context.RequestAborted);
        await PageAsync(context, "");
    }
}
