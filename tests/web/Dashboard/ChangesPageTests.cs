using System.Net;
using LinkWatch.Confirming;
using LinkWatch.Links;
using LinkWatch.Storage;
using LinkWatch.Tests.Contracts;
using LinkWatch.Tests.Support;
using LinkWatch.Urls;

namespace LinkWatch.Tests.Web.Dashboard;

/// <summary>The list of changes: by day, by host, filtered.</summary>
public sealed class ChangesPageTests : IAsyncLifetime
{
    private const string Page = "/dashboard/sites/shop/changes";

    /// <summary>Half an hour before midnight in Vienna.</summary>
    private static readonly DateTimeOffset Late = new(2026, 1, 14, 22, 30, 0, TimeSpan.Zero);

    private DashboardInProcess dashboard = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        dashboard = await DashboardInProcess.StartAsync();
        await dashboard.Pipeline.Sites.SaveSiteAsync(TestPipeline.Site with { TimeZone = "Europe/Vienna" }, Cancel);
    }

    public ValueTask DisposeAsync() => dashboard.DisposeAsync();

    [Fact]
    public async Task Days_are_those_of_the_site_and_the_exact_instant_is_on_each_time()
    {
        await PutAsync(Lost("a.example", 1, Late), Lost("a.example", 2, Late.AddHours(1)));

        var html = await GetAsync();

        Assert.Equal(["Thursday, 15 January 2026", "Wednesday, 14 January 2026"], Between(html, "<h2>", "</h2>"));
        Assert.Contains("title=\"2026-01-14 22:30:00 UTC\">23:30</time>", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_happens_to_links_of_a_host_alike_on_one_day_is_one_line()
    {
        await PutAsync([.. Enumerable.Range(0, 7).Select(i => Lost("a.example", i, Late.AddMinutes(-i))), Lost("b.example", 7, Late)]);
        await PutAsync(Change(
            "a.example", 8, Late, change => change with { Old = Status.Lost, New = Status.Live, Kind = ChangeKind.Back }));

        var html = await GetAsync();

        Assert.Equal(3, Count(html, "<td data-label=\"At\">"));
        Assert.Contains("<summary><span class=\"page\">7 links on a.example</span></summary>", html, StringComparison.Ordinal);
        Assert.Equal(9, Count(html, "/dashboard/sites/shop/links/"));
    }

    [Theory]
    [InlineData("?kind=back", 1)]
    [InlineData("?kind=lost", 3)]
    [InlineData("?kind=news", 4)]
    [InlineData("?kind=nonsense", 5)]
    [InlineData("?host=a.example", 2)]
    [InlineData("?host=EXAMPLE", 5)]
    [InlineData("?host=ample", 0)]
    [InlineData("?text=page-3", 1)]
    [InlineData("?text=no-such", 0)]
    [InlineData("?from=2026-01-15", 1)]
    [InlineData("?to=2026-01-14", 4)]
    [InlineData("?from=2026-01-13&to=2026-01-13", 1)]
    [InlineData("?from=yesterday", 5)]
    [InlineData("?from=0001-01-01", 5)]
    [InlineData("?to=9999-12-31", 5)]
    [InlineData("?from=1970-01-01&to=9998-12-31", 5)]
    [InlineData("?kind=lost&host=b.example&to=2026-01-14", 1)]
    public async Task Changes_are_filtered(string query, int count)
    {
        await PutAsync(
            Lost("a.example", 1, Late.AddDays(-1)),
            Lost("b.example", 2, Late),
            Lost("c.example", 3, Late.AddHours(1)),
            Change("d.example", 4, Late, change => change with { Kind = ChangeKind.Back, Old = Status.Lost, New = Status.Live }),
            Change("www.a.example", 5, Late, change => change with { Kind = ChangeKind.Baseline, Old = null, New = Status.Live }));

        Assert.Equal(count, Count(await GetAsync(query), "<td data-label=\"At\">"));
    }

    [Fact]
    public async Task A_filter_looks_at_a_bounded_number_of_changes_says_so_and_goes_on()
    {
        var rows = Enumerable.Range(0, 1200).Select(i => Lost(i == 1199 ? "rare.example" : "a.example", i, Late.AddMinutes(-i))).ToList();
        foreach (var chunk in rows.Chunk(100)) await PutAsync(chunk);

        var reply = await dashboard.GetAsync(Page + "?host=rare.example", DashboardInProcess.Owner);
        var first = reply.Html;
        var second = (await dashboard.GetAsync(reply.Next!, DashboardInProcess.Owner)).Html;

        Assert.Contains("Looked at 1,000 changes, one after the other", first, StringComparison.Ordinal);
        Assert.Contains("Nothing among the changes looked at so far.", first, StringComparison.Ordinal);
        Assert.Contains("rare.example", second[second.IndexOf("<section", StringComparison.Ordinal)..], StringComparison.Ordinal);
        Assert.Contains("Looked at 200 changes: that is all.", second, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_change_is_left_out_or_shown_twice_from_page_to_page()
    {
        var rows = Enumerable.Range(0, 120).Select(i => Lost($"h{i}.example", i, Late.AddMinutes(-i))).ToList();
        foreach (var chunk in rows.Chunk(100)) await PutAsync(chunk);
        var hosts = new List<string>();
        for (string? next = Page; next is not null;)
        {
            var reply = await dashboard.GetAsync(next, DashboardInProcess.Owner);
            next = reply.Next;
            hosts.AddRange(Between(reply.Html, "<a class=\"page\" href=\"/dashboard/sites/shop/links/", "</a>")
                .Select(text => text[(text.IndexOf('>', StringComparison.Ordinal) + 1)..]));
        }

        Assert.Equal(Enumerable.Range(0, 120).Select(i => $"h{i}.example"), hosts);
    }

    private async Task<string> GetAsync(string query = "")
    {
        var reply = await dashboard.GetAsync(Page + query, DashboardInProcess.Owner);
        Assert.Equal(HttpStatusCode.OK, reply.Status);
        return reply.Html;
    }

    private async Task PutAsync(params HistoryRow[] rows) =>
        await dashboard.Pipeline.Sites.CommitAsync("shop", [.. rows.Select(RowWrite.Put)], Cancel);

    private static HistoryRow Lost(string host, int i, DateTimeOffset at) => Change(host, i, at, change => change);

    private static HistoryRow Change(string host, int i, DateTimeOffset at, Func<LinkChange, LinkChange> edit) => new(
        Sample.Id($"{i:x8}"),
        WebUrl.Parse($"https://{host}/page-{i}"),
        new LinkTarget(WebUrl.Parse("https://shop.example/")),
        edit(new LinkChange
        {
            Kind = ChangeKind.State,
            Old = Status.Live,
            New = Status.Lost,
            Reasons = [Reason.LinkRemoved],
            Since = at,
            At = at,
            Readings = 4,
        }));

    private static int Count(string html, string text) => html.Split(text).Length - 1;

    private static IEnumerable<string> Between(string html, string begin, string end) =>
        html.Split(begin).Skip(1).Select(part => part[..part.IndexOf(end, StringComparison.Ordinal)]);
}
