using System.Net;
using System.Text.RegularExpressions;
using LinkWatch.Links;
using LinkWatch.Storage;
using LinkWatch.Tests.Core.Profile;

namespace LinkWatch.Tests.Web.Dashboard;

public sealed class ProfilePageTests : IAsyncLifetime
{
    private static readonly Regex Numbers = new(
        "<a href=\"(?<address>/dashboard/sites/shop/profile\\?rows=there%2C[^\"]+)\">(?<number>[0-9]+)</a></td>",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture);

    private static readonly Regex Told = new(
        "<a href=\"(?<address>/dashboard/sites/shop/profile\\?rows=(new-in|lost-in|followed)[^\"]*)\">(?<number>[0-9]+)</a></td>",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture);

    private DashboardInProcess dashboard = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        dashboard = await DashboardInProcess.StartAsync();
        await dashboard.Pipeline.Sites.SaveSiteAsync(Support.TestPipeline.Site, Stop);
    }

    public ValueTask DisposeAsync() => dashboard.DisposeAsync();

    [Fact]
    public async Task Every_number_leads_to_the_links_behind_it()
    {
        string[] anchors = ["Shop", "here", "", "shop.example"];
        var rows = Enumerable.Range(0, 90).Select(number =>
            SomeLinks.Row($"blog{number % 20}.example", number % 5 == 0 ? Status.Lost : Status.Live, SomeLinks.Seen(anchors[number % 4]), 9)
                .With(Ids.Hash($"{number}")));
        Assert.NotNull(await dashboard.Pipeline.Sites.CommitAsync("shop", [.. rows.Select(RowWrite.Insert)], Stop));

        var page = (await GetAsync("/dashboard/sites/shop/profile")).Html;

        var numbers = Numbers.Matches(page);
        Assert.InRange(numbers.Count, 10, 60);
        foreach (var link in numbers.GroupBy(number => number.Groups["address"].Value))
        {
            var address = WebUtility.HtmlDecode(link.Key);
            var (domains, links) = await BehindAsync(address);
            Assert.Equal([$"{domains}", $"{links}"], link.Select(number => number.Groups["number"].Value));
        }
    }

    [Fact]
    public async Task New_and_lost_links_and_how_long_links_last_lead_to_the_links_behind_them()
    {
        var now = dashboard.Pipeline.Time.GetUtcNow();
        var rows = Enumerable.Range(0, 60).Select(number => SomeLinks.Row(
            $"blog{number}.example", number < 6 ? Status.Lost : Status.Live, SomeLinks.Seen("Shop"), 9) with
        {
            LinkId = Ids.Hash($"{number}"),
            AddedAt = now.AddDays(-100),
            FirstReadAt = now.AddDays(-100),
            Since = now.AddDays(number < 6 ? -10 : -100),
        });
        Assert.NotNull(await dashboard.Pipeline.Sites.CommitAsync("shop", [.. rows.Select(RowWrite.Insert)], Stop));

        var page = (await GetAsync("/dashboard/sites/shop/profile")).Html;

        Assert.Contains("Longer than 90 days", page, StringComparison.Ordinal);
        Assert.Contains("90 % (", page, StringComparison.Ordinal);
        var told = Told.Matches(page).ToDictionary(
            match => WebUtility.HtmlDecode(match.Groups["address"].Value), match => match.Groups["number"].Value);
        Assert.Contains("6", told.Values);
        Assert.Contains("60", told.Values);
        foreach (var (address, number) in told.Where(pair => pair.Value != "0"))
            Assert.Equal(number, $"{(await BehindAsync(address)).Links}");
    }

    [Fact]
    public async Task A_large_site_is_shown_as_the_last_audit_counted_it_beside_the_month_before()
    {
        var today = DateOnly.FromDateTime(dashboard.Pipeline.Time.GetUtcNow().DateTime);
        var counts = new Dictionary<string, IReadOnlyDictionary<string, int>>
        {
            ["all"] = new Dictionary<string, int> { ["live"] = 2000 }
        };
        List<SiteRow> rows =
            [new LinkCountsRow(counts), Row(today.AddDays(-1), 25), Row(today.AddDays(-31), 10), Row(today.AddDays(-40), 99),
                new LivesRow(dashboard.Pipeline.Time.GetUtcNow(), [new LivesWeek(new DateOnly(2025, 9, 1), 7531, 2)], [])];
        Assert.NotNull(await dashboard.Pipeline.Sites.CommitAsync("shop", [.. rows.Select(RowWrite.Insert)], Stop));

        var page = (await GetAsync("/dashboard/sites/shop/profile")).Html;

        Assert.Contains("25 %", page, StringComparison.Ordinal);
        Assert.Contains("10 %", page, StringComparison.Ordinal);
        Assert.DoesNotContain("99 %", page, StringComparison.Ordinal);
        Assert.Contains("7531", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?rows=nonsense")]
    public async Task A_site_without_links_says_so(string query) =>
        Assert.Contains("There are no links", (await GetAsync("/dashboard/sites/shop/profile" + query)).Html, StringComparison.Ordinal);

    private static ProfileRow Row(DateOnly day, int brand) => new(day)
    {
        Links = 2000,
        ReferringDomains = 100,
        Parts = new Dictionary<string, LinkTally> { ["anchor=brand"] = new(500, brand) },
    };

    /// <summary>On all the pages of the list.</summary>
    private async Task<(int Domains, int Links)> BehindAsync(string address)
    {
        var sources = new List<string>();
        for (string? next = address; next is not null;)
        {
            var page = await GetAsync(next);
            sources.AddRange(Regex.Matches(page.Html, "/links/[0-9a-f]{32}[^>]*>(?<host>[^<]*)", RegexOptions.NonBacktracking)
                .Select(match => match.Groups["host"].Value));
            next = page.Next;
        }

        return (sources.Distinct(StringComparer.Ordinal).Count(), sources.Count);
    }

    private async Task<DashboardInProcess.Reply> GetAsync(string address)
    {
        var reply = await dashboard.GetAsync(address, DashboardInProcess.Owner);
        Assert.Equal(HttpStatusCode.OK, reply.Status);
        return reply;
    }
}
