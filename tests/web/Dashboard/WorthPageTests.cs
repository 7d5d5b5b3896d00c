using System.Net;
using LinkWatch.Links;
using LinkWatch.Storage;
using LinkWatch.Sweeping;
using LinkWatch.Web.Dashboard.SigningIn;
using Microsoft.Extensions.Primitives;

namespace LinkWatch.Tests.Web.Dashboard;

/// <summary>A link's worth on its page, in lists, and in the settings.</summary>
public sealed class WorthPageTests : IAsyncLifetime
{
    private const string Settings = "/dashboard/sites/shop/settings";

    private DashboardInProcess dashboard = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static Visitor Owner => DashboardInProcess.Owner;

    public async ValueTask InitializeAsync()
    {
        dashboard = await DashboardInProcess.StartAsync();
        dashboard.Pipeline.Web.Say("https://low.example/", Status.Nofollow, Reason.RelNofollow);
        await dashboard.Pipeline.TrackAsync("https://low.example/", "https://high.example/");
        await dashboard.Pipeline.LiveAsync(TimeSpan.FromDays(2));
    }

    public ValueTask DisposeAsync() => dashboard.DisposeAsync();

    [Fact]
    public async Task A_links_page_shows_each_term_with_value_weight_points_and_reason()
    {
        var link = await dashboard.Pipeline.LinkAsync("https://low.example/");

        var html = (await dashboard.GetAsync($"/dashboard/sites/shop/links/{link.LinkId}", Owner)).Html;

        Assert.Contains($"<h2>Worth: {link.Worth!.Points} of 100</h2>", html, StringComparison.Ordinal);
        Assert.All(WorthTerms.All, term => Assert.Contains(
            $"<th scope=\"row\">{char.ToUpperInvariant(term.Name()[0])}{term.Name()[1..]}</th>", html, StringComparison.Ordinal));
        Assert.Contains("Rel-nofollow: search engines usually ignore the link.", html, StringComparison.Ordinal);
        Assert.Contains("<td data-label=\"Value\" class=\"number\">unknown</td>", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_by_worth_has_the_highest_first_and_is_filtered_by_looking_at_its_links()
    {
        var all = (await dashboard.GetAsync("/dashboard/sites/shop/links?sort=worth", Owner)).Html;
        var some = (await dashboard.GetAsync("/dashboard/sites/shop/links?sort=worth&rel=follow", Owner)).Html;

        Assert.InRange(all.IndexOf("high.example", StringComparison.Ordinal), 0, all.IndexOf("low.example", StringComparison.Ordinal));
        Assert.Contains("<th scope=\"col\">Worth</th>", all, StringComparison.Ordinal);
        Assert.DoesNotContain("Looked at", all, StringComparison.Ordinal);
        Assert.Contains("Looked at 2 of 2 links: that is all.", some, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Weights_are_saved_and_what_is_no_weight_is_said_and_changes_nothing()
    {
        var saved = await dashboard.PostAsync(Settings, Owner, With(("worth-anchor", "60"), ("worth-outbound", "0")));
        var site = (await dashboard.Pipeline.Sites.FindSiteAsync("shop", Cancel))!.Row;
        var refused = await dashboard.PostAsync(Settings, Owner, With(("worth-anchor", "many")));

        Assert.Equal(HttpStatusCode.Found, saved.Status);
        Assert.Equal(new Dictionary<WorthTerm, int> { [WorthTerm.Anchor] = 60, [WorthTerm.Outbound] = 0 }, site.WorthWeights);
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Contains("worthWeights: terms are authority, relevance, follow,", refused.Html, StringComparison.Ordinal);
        Assert.Equal(
            site.WorthWeights, (await dashboard.Pipeline.Sites.FindSiteAsync("shop", Cancel))!.Row.WorthWeights);

        await dashboard.Pipeline.Get<LinkAudit>().RunAsync(site, new CoverageRow { At = dashboard.Pipeline.Time.GetUtcNow() }, Cancel);
        var link = await dashboard.Pipeline.LinkAsync("https://high.example/");
        var html = (await dashboard.GetAsync($"/dashboard/sites/shop/links/{link.LinkId}", Owner)).Html;
        Assert.Contains("<td data-label=\"Weight\" class=\"number\">off</td>", html, StringComparison.Ordinal);
        Assert.Contains("<td data-label=\"Weight\" class=\"number\">60</td>", html, StringComparison.Ordinal);
    }

    private static Dictionary<string, StringValues> With(params (string Name, string Value)[] fields) => new(
        fields.Select(field => KeyValuePair.Create(field.Name, new StringValues(field.Value))))
    {
        ["domains"] = "shop.example",
        ["owners"] = "owner@shop.example",
        ["cadence"] = "daily",
        ["alertPace"] = "daily",
        ["weeklySummary"] = "off",
        ["timeZone"] = "UTC",
        ["quietHours"] = "none",
    };
}
