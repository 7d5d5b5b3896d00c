using System.Net;
using LinkWatch.Links;
using LinkWatch.Storage;
using LinkWatch.Tests.Core.Discovery;
using LinkWatch.Tests.Support;

namespace LinkWatch.Tests.Web.Dashboard;

public sealed class DiscoveryPageTests : IAsyncLifetime
{
    private const string Here = "/dashboard/sites/shop/discovery";

    private DashboardInProcess dashboard = null!;

    private TestPipeline Pipeline => dashboard.Pipeline;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        dashboard = await DashboardInProcess.StartAsync();
        await Pipeline.Sites.SaveSiteAsync(TestPipeline.Site with { AsksBeforeTracking = true }, Stop);
    }

    public ValueTask DisposeAsync() => dashboard.DisposeAsync();

    [Fact]
    public async Task Pages_are_pasted_visited_and_decided()
    {
        Pipeline.Links("https://a.example/", "https://shop.example/tea");
        Pipeline.Web.Say("https://b.example/x", Status.Lost, Reason.LinkRemoved);

        var added = await PostAsync(Here, ("pages", "a.example\n\nhttps://b.example/x\n"));
        await Pipeline.CycleAsync();
        var page = (await dashboard.GetAsync(Here, DashboardInProcess.Owner)).Html;
        var id = (await Pipeline.CandidateAsync("https://a.example/")).CandidateId;
        await PostAsync(Here + "/actions", ("candidate", id), ("action", "track"), ("back", Here));

        Assert.Equal(HttpStatusCode.Found, added.Status);
        Assert.Contains("links to https://shop.example/tea", page, StringComparison.Ordinal);
        Assert.Contains("link found 1", page, StringComparison.Ordinal);
        Assert.Contains("no link 1", page, StringComparison.Ordinal);
        Assert.Equal(CandidateState.Tracked, await Pipeline.StateAsync("https://a.example/"));
        var tracked = (await dashboard.GetAsync(Here + "?state=tracked", DashboardInProcess.Owner)).Html;
        Assert.Contains("/dashboard/sites/shop/links/", tracked, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_that_is_no_address_adds_nothing_and_keeps_what_was_pasted()
    {
        var answer = await PostAsync(Here, ("pages", "https://a.example/\nftp://b.example/"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains("ftp://b.example/", answer.Html, StringComparison.Ordinal);
        Assert.Null(await Pipeline.Sites.FindInboxAsync("shop", Stop));
    }

    [Fact]
    public async Task The_settings_of_discovery_are_saved()
    {
        await PostAsync(
            "/dashboard/sites/shop/settings",
            ("domains", "shop.example"), ("owners", "owner@shop.example"), ("cadence", "daily"), ("alertPace", "daily"),
            ("weeklySummary", "off"), ("timeZone", "UTC"), ("candidateVisits", "12"), ("webmention", "on"));

        var site = (await Pipeline.Sites.FindSiteAsync("shop", Stop))!.Row;
        Assert.Equal((false, 12, true), (site.AsksBeforeTracking, site.CandidateVisits, site.Webmention));
        Assert.Contains(
            "/webmention/shop&quot;", (await dashboard.GetAsync(Here, DashboardInProcess.Owner)).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_number_of_visits_that_is_none_stays_as_it_was_typed()
    {
        var answer = await PostAsync(
            "/dashboard/sites/shop/settings",
            ("domains", "shop.example"), ("owners", "owner@shop.example"), ("cadence", "daily"), ("alertPace", "daily"),
            ("weeklySummary", "off"), ("timeZone", "UTC"), ("candidateVisits", "a few"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains("name=\"candidateVisits\" inputmode=\"numeric\" value=\"a few\"", answer.Html, StringComparison.Ordinal);
    }

    private Task<DashboardInProcess.Reply> PostAsync(string address, params (string Name, string Value)[] fields) => dashboard.PostAsync(
        address, DashboardInProcess.Owner, fields.ToDictionary(
            field => field.Name, field => new Microsoft.Extensions.Primitives.StringValues(field.Value)));
}
