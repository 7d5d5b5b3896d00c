using System.Net;
using System.Text.RegularExpressions;
using LinkWatch.Links;
using LinkWatch.Sites;
using LinkWatch.Storage;
using LinkWatch.Tests.Support;
using LinkWatch.Urls;

namespace LinkWatch.Tests.Web.Dashboard;

/// <summary>The pages of a site's own that links lead to.</summary>
public sealed class TargetsPageTests : IAsyncLifetime
{
    private const string Targets = "/dashboard/sites/shop/targets";
    private const string Gone = "https://shop.example/gone";

    private DashboardInProcess dashboard = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static string Target => $"{Targets}/{Ids.Target("shop", WebUrl.Parse(Gone))}";

    public async ValueTask InitializeAsync()
    {
        dashboard = await DashboardInProcess.StartAsync();
        var pipeline = dashboard.Pipeline;
        var links = Enumerable.Range(0, 60).Select(i => new Backlink
        {
            Source = WebUrl.Parse($"https://blog{i}.example/"),
            Target = new LinkTarget(WebUrl.Parse(i < 3 ? Gone : $"https://shop.example/{i}")),
        }).ToList();
        await pipeline.Get<LinkTracker>().AddAsync(TestPipeline.Site, links, "test", progress: null, Cancel);
        await pipeline.Get<TargetWatch>().BeginAsync("shop", links, Cancel);
        await pipeline.CycleAsync();
        await pipeline.DeliverAsync();
        pipeline.Web.Say(Gone, Status.Lost, Reason.PageGone);
        await pipeline.LiveAsync(TimeSpan.FromDays(3));
    }

    public ValueTask DisposeAsync() => dashboard.DisposeAsync();

    [Fact]
    public async Task The_worst_comes_first_and_the_rest_page_by_page()
    {
        var html = (await GetAsync(Targets)).Html;

        Assert.StartsWith(Target, html[html.IndexOf(Targets + "/", StringComparison.Ordinal)..], StringComparison.Ordinal);
        Assert.Contains("the page is gone", html, StringComparison.Ordinal);
        Assert.Contains("rel=\"next\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain($"href=\"{Target}\"", (await GetAsync($"{Targets}?status=live")).Html, StringComparison.Ordinal);
        Assert.Contains("No target is redirected", (await GetAsync($"{Targets}?status=redirected")).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_target_shows_what_is_known_and_what_happened()
    {
        var html = (await GetAsync(Target)).Html;

        Assert.Contains("3 followed links point to it", html, StringComparison.Ordinal);
        Assert.Matches(@"First confirmed as</b>\s", html);
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync($"{Targets}/0")).Status);
    }

    [Fact]
    public async Task The_number_of_followed_links_leads_to_those_alone()
    {
        dashboard.Pipeline.Web.Say("https://blog2.example/", Status.Nofollow, Reason.RelNofollow);
        await dashboard.Pipeline.LiveAsync(TimeSpan.FromDays(3));
        await dashboard.Pipeline.DeliverAsync();

        var html = (await GetAsync(Target)).Html;
        var number = Regex.Match(
            html, "<a href=\"([^\"]+)\">2 followed links point to it</a>, of <a href=\"([^\"]+)\">3 watched links</a>",
            RegexOptions.NonBacktracking);
        Assert.True(number.Success, html);
        var list = (await GetAsync(WebUtility.HtmlDecode(number.Groups[1].Value))).Html;

        Assert.Equal(
            [true, true, false, false],
            Enumerable.Range(0, 4).Select(i => list.Contains($"blog{i}.example", StringComparison.Ordinal)));
        var watched = (await GetAsync(WebUtility.HtmlDecode(number.Groups[2].Value))).Html;
        Assert.Equal(3, Regex.Count(watched, "name=\"link\"", RegexOptions.NonBacktracking));
    }

    [Fact]
    public async Task What_its_address_is_the_beginning_of_is_another_page()
    {
        await dashboard.Pipeline.Get<LinkTracker>().AddAsync(
            TestPipeline.Site,
            [
                new Backlink
                {
                    Source = WebUrl.Parse("https://blog90.example/"),
                    Target = new LinkTarget(WebUrl.Parse(Gone + "-for-good")),
                },
                new Backlink
                {
                    Source = WebUrl.Parse("https://blog91.example/"),
                    Target = new LinkTarget(WebUrl.Parse("http://www.shop.example/gone/?utm_source=mail#top")),
                },
            ],
            "test", progress: null, Cancel);

        var list = (await GetAsync($"/dashboard/sites/shop/links?target={Uri.EscapeDataString(Gone)}")).Html;

        Assert.Equal(4, Regex.Count(list, "name=\"link\"", RegexOptions.NonBacktracking));
        Assert.Contains("blog91.example", list, StringComparison.Ordinal);
        Assert.Contains("4 of 62 links", list, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_muted_and_unmuted()
    {
        await dashboard.PostAsync($"{Target}/mute", DashboardInProcess.Owner);
        Assert.Contains("<dd>muted", (await GetAsync(Target)).Html, StringComparison.Ordinal);
        await dashboard.PostAsync($"{Target}/unmute", DashboardInProcess.Owner);
        Assert.DoesNotContain("<dd>muted", (await GetAsync(Target)).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_changes_lead_to_it()
    {
        var html = (await GetAsync("/dashboard/sites/shop/changes?kind=targets")).Html;

        Assert.Contains($"href=\"{Target}\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("/dashboard/sites/shop/links/", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_list_goes_on_where_it_stopped_without_repeating_a_target()
    {
        var all = new List<string>();
        for (string? after = null, next = ""; next is not null; after = next)
        {
            var page = await dashboard.Pipeline.Sites.ListAsync("shop", only: null, after, 25, Cancel);
            all.AddRange(page.Targets.Select(target => target.Url.Href));
            next = page.Next;
        }

        Assert.Equal(58, all.Count);
        Assert.Equal(58, all.Distinct().Count());
        Assert.Equal(Gone, all[0]);
    }

    private Task<DashboardInProcess.Reply> GetAsync(string path) => dashboard.GetAsync(path, DashboardInProcess.Owner);
}
