using System.Net;
using System.Text.RegularExpressions;
using LinkWatch.Alerting.Unsubscribing;
using LinkWatch.Links;
using LinkWatch.Sites;
using LinkWatch.Storage;
using LinkWatch.Tests.Support;
using LinkWatch.Urls;
using LinkWatch.Web;
using LinkWatch.Web.Dashboard.Serving;
using LinkWatch.Web.Dashboard.SigningIn;
using LinkWatch.Web.SiteKeys;

namespace LinkWatch.Tests.Web.Dashboard;

/// <summary>What whoever has a shared address of a site can open, over every page and action.</summary>
public sealed class SharedAddressTests : IAsyncLifetime
{
    private const string Page = "https://blog.example/post";

    private static readonly Site Foreign = new() { Id = "foreign", Domains = ["foreign.example"], Owners = ["other@foreign.example"] };

    private DashboardInProcess dashboard = null!;
    private string linkId = null!;
    private string targetId = null!;
    private AccessRow row = null!;
    private string address = null!;
    private string cookie = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private SiteAccess Access => dashboard.Pipeline.Get<SiteAccess>();

    public async ValueTask InitializeAsync()
    {
        dashboard = await DashboardInProcess.StartAsync();
        await dashboard.Pipeline.TrackAsync(Page);
        await dashboard.Pipeline.CycleAsync();
        var link = await dashboard.Pipeline.LinkAsync(Page);
        await dashboard.Pipeline.Get<TargetWatch>().BeginAsync("shop", [link.Link], Cancel);
        (linkId, targetId) = (link.LinkId, Ids.Target("shop", link.Link.Target.Url));
        await dashboard.Pipeline.Sites.SaveSiteAsync(Foreign, Cancel);
        (row, address) = await ShareAsync(TimeSpan.FromDays(90));
        cookie = CookieOf(await dashboard.GetAsync(address, visitor: null));
    }

    public ValueTask DisposeAsync() => dashboard.DisposeAsync();

    [Fact]
    public async Task It_leads_at_once_to_the_site_and_leaves_itself_nowhere()
    {
        var reply = await dashboard.GetAsync(address, visitor: null);

        Assert.Equal((HttpStatusCode.Found, "/dashboard/sites/shop"), (reply.Status, reply.Location));
        Assert.Equal(("no-referrer", "no-store", "noindex"), (
            reply.Headers["Referrer-Policy"].ToString(), reply.Headers.CacheControl.ToString(), reply.Headers["X-Robots-Tag"].ToString()));
        Assert.Contains("httponly", reply.Headers.SetCookie.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("max-age", reply.Headers.SetCookie.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(address[^64..], reply.Headers.SetCookie.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_shows_the_pages_that_are_shared_without_forms_and_owners_and_nothing_else()
    {
        foreach (var route in dashboard.Routes.Where(route => route.Access != LinkWatch.Web.Dashboard.Serving.Access.Public))
        {
            var reply = await AskAsync(route, "shop");

            if (route.Access != LinkWatch.Web.Dashboard.Serving.Access.Shared)
            {
                var refused = route.Method == "GET" ? HttpStatusCode.Found : HttpStatusCode.Forbidden;
                Assert.True(reply.Status == refused, $"{route.Method} {route.Pattern}: {reply.Status}");
                if (route.Method == "GET") Assert.StartsWith("/dashboard/sign-in", reply.Location, StringComparison.Ordinal);
                continue;
            }

            Assert.Equal("GET", route.Method);
            Assert.True(reply.Status == HttpStatusCode.OK, $"{route.Pattern}: {reply.Status}");
            Assert.DoesNotContain("method=\"post\"", reply.Html, StringComparison.Ordinal);
            Assert.DoesNotContain("owner@shop.example", reply.Html, StringComparison.Ordinal);
            Assert.Equal(("no-referrer", "noindex"), (
                reply.Headers["Referrer-Policy"].ToString(), reply.Headers["X-Robots-Tag"].ToString()));
            foreach (var to in LinksOf(reply))
            {
                var opened = await dashboard.GetAsync(to, visitor: null, cookie: cookie);
                Assert.True(opened.Status == HttpStatusCode.OK, $"{route.Pattern} leads to {to}: {opened.Status}");
            }
        }
    }

    [Fact]
    public async Task No_page_whatever_its_query_tells_readers_of_prices_contracts_contacts_or_letters()
    {
        var link = (await dashboard.Pipeline.LinkAsync(Page)).Link with
        {
            Price = new Money(17_311, "EUR"),
            Cost = "and a dinner",
            PaidFrom = new DateOnly(2025, 12, 5),
            PaidUntil = new DateOnly(2026, 2, 6),
            Contact = "editor@blog.example",
            Acquired = Acquired.Paid,
            AgreedPlacement = Placement.Aside,
        };
        await dashboard.Pipeline.Get<LinkTracker>().AddAsync(TestPipeline.Site, [link], "test", progress: null, Cancel);
        dashboard.Pipeline.Web.Say(Page, Status.Lost, Reason.LinkRemoved);
        await dashboard.Pipeline.LiveAsync(TimeSpan.FromDays(6));
        await dashboard.Pipeline.Get<SiteLetters>().SentAsync("shop", linkId, Cancel);
        var columns = string.Join(',', LinkWatch.Web.Dashboard.LinkColumn.All.Select(column => column.Name));
        string[] shown = ["17311", "and a dinner", "2026-02-06", "editor@blog.example", "contract", "Agreed place", "aside"];
        string[] secrets = [.. shown, "17,311", "6 February 2026", "Letter", "you wrote"];
        var told = new HashSet<string>();
        foreach (var path in dashboard.Routes
            .Where(route => route.Access == LinkWatch.Web.Dashboard.Serving.Access.Shared)
            .Select(route => PathOf(route, "shop"))
            .SelectMany(path => (string[])[path, $"{path}?columns={columns}&acquired=paid&sort=status"]))
        {
            var reader = (await dashboard.GetAsync(path, visitor: null, cookie: cookie)).Html;
            var owner = (await dashboard.GetAsync(path, DashboardInProcess.Owner)).Html;

            told.UnionWith(secrets.Where(secret => owner.Contains(secret, StringComparison.OrdinalIgnoreCase)));
            Assert.All(secrets, secret => Assert.False(
                reader.Contains(secret, StringComparison.OrdinalIgnoreCase), $"{path} tells readers '{secret}'"));
        }

        Assert.Superset(shown.ToHashSet(), told);
    }

    [Fact]
    public async Task A_site_without_links_leads_its_readers_to_no_page_that_is_closed_to_them()
    {
        var (_, empty) = await ShareAsync(life: null, Foreign.Id);
        var reader = CookieOf(await dashboard.GetAsync(empty, visitor: null));
        foreach (var route in dashboard.Routes.Where(route =>
            route.Access == LinkWatch.Web.Dashboard.Serving.Access.Shared
            && !route.Pattern.Contains("{link}", StringComparison.Ordinal)
            && !route.Pattern.Contains("{target}", StringComparison.Ordinal)))
        {
            var path = route.Pattern.Replace("{site}", Foreign.Id, StringComparison.Ordinal)
                .Replace("{month}", "2026-01", StringComparison.Ordinal);
            foreach (var to in LinksOf(await dashboard.GetAsync(path, visitor: null, cookie: reader)))
            {
                var opened = await dashboard.GetAsync(to, visitor: null, cookie: reader);
                Assert.True(opened.Status == HttpStatusCode.OK, $"{path} leads to {to}: {opened.Status}");
            }
        }
    }

    [Fact]
    public async Task While_an_import_is_read_a_readers_page_does_not_ask_again_nor_name_the_file()
    {
        await dashboard.Pipeline.Get<LinkTracker>().AddAsync(
            TestPipeline.Site,
            [
                new Backlink
                {
                    Source = WebUrl.Parse("https://new.example/"), Target = new LinkTarget(WebUrl.Parse("https://shop.example/")),
                },
            ],
            "bought from Ben.csv",
            progress: null,
            Cancel);

        var owner = (await dashboard.GetAsync("/dashboard/sites/shop", DashboardInProcess.Owner)).Html;
        var reader = (await dashboard.GetAsync("/dashboard/sites/shop", visitor: null, cookie: cookie)).Html;

        foreach (var part in (string[])["data-progress", "http-equiv=\"refresh\"", "bought from Ben.csv", "by mail"])
        {
            Assert.Contains(part, owner, StringComparison.Ordinal);
            Assert.DoesNotContain(part, reader, StringComparison.Ordinal);
        }

        Assert.Contains("First reading", reader, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_shows_nothing_of_how_alerts_are_handled()
    {
        await dashboard.PostAsync($"/dashboard/sites/shop/links/{linkId}/mute", DashboardInProcess.Owner);
        foreach (var (path, word) in (IEnumerable<(string, string)>)[
            ($"links/{linkId}", "<dt>Alerts</dt>"), ("changes?kind=first", "data-label=\"Alert\""), ("incidents", "one mail")])
        {
            var address = $"/dashboard/sites/shop/{path}";
            Assert.Contains(word, (await dashboard.GetAsync(address, DashboardInProcess.Owner)).Html, StringComparison.Ordinal);
            Assert.DoesNotContain(word, (await dashboard.GetAsync(address, visitor: null, cookie)).Html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Whoever_came_by_it_can_sign_in_from_every_page_and_leaves_by_signing_out()
    {
        const string SignIn = "href=\"/dashboard/sign-in?back=%2Fdashboard%2Fsites%2F";
        foreach (var site in (string[])["shop", "foreign"])
        {
            var shown = await dashboard.GetAsync($"/dashboard/sites/{site}", visitor: null, cookie: cookie);
            Assert.Contains($"{SignIn}{site}\"", shown.Html, StringComparison.Ordinal);
        }

        await Access.RevokeAsync("shop", row.AccessId, Cancel);
        var revoked = await dashboard.GetAsync("/dashboard/sites/shop", visitor: null, cookie: cookie);
        Assert.Contains($"{SignIn}shop\"", revoked.Html, StringComparison.Ordinal);
        var over = await dashboard.GetAsync(address, visitor: null);
        Assert.DoesNotContain("back=%2Fdashboard%2Fshared", over.Html, StringComparison.Ordinal);
        var left = await dashboard.PostAsync("/dashboard/sign-out", DashboardInProcess.Owner, cookie: cookie);
        Assert.Contains(left.Headers.SetCookie, set => set!.StartsWith("linkwatch-shared=;", StringComparison.Ordinal));
    }

    [Fact]
    public async Task It_shows_no_price_no_contact_and_no_note()
    {
        var link = (await dashboard.Pipeline.LinkAsync(Page)).Link;
        await dashboard.Pipeline.Get<LinkTracker>().AddAsync(
            TestPipeline.Site,
            [
                link with
                {
                    Cost = "120 EUR", Contact = "editor@blog.example", Notes = new Dictionary<string, string> { ["deal"] = "secret" },
                },
            ],
            "test",
            progress: null,
            Cancel);

        var owner = await dashboard.GetAsync($"/dashboard/sites/shop/links/{linkId}", DashboardInProcess.Owner);
        var reader = await dashboard.GetAsync($"/dashboard/sites/shop/links/{linkId}", visitor: null, cookie: cookie);

        foreach (var word in (string[])["120 EUR", "editor@blog.example", "secret"])
        {
            Assert.Contains(word, owner.Html, StringComparison.Ordinal);
            Assert.DoesNotContain(word, reader.Html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task It_opens_no_other_site()
    {
        foreach (var route in dashboard.Routes.Where(route => route.Access == LinkWatch.Web.Dashboard.Serving.Access.Shared))
        {
            var reply = await AskAsync(route, Foreign.Id);

            Assert.True(reply.Status == HttpStatusCode.NotFound, $"{route.Pattern}: {reply.Status}");
            Assert.DoesNotContain("foreign.example", reply.Html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_owner_of_another_site_sees_it_by_the_address_and_their_own_as_before()
    {
        var stranger = new Visitor("other@foreign.example", IsOperator: false);

        var shared = await dashboard.GetAsync("/dashboard/sites/shop", stranger, cookie);
        var own = await dashboard.GetAsync("/dashboard/sites/foreign/settings", stranger, cookie);
        var settings = await dashboard.GetAsync("/dashboard/sites/shop/settings", stranger, cookie);
        var acted = await dashboard.PostAsync($"/dashboard/sites/shop/links/{linkId}/remove", stranger, cookie: cookie);

        Assert.Equal(
            [HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.NotFound, HttpStatusCode.NotFound],
            [shared.Status, own.Status, settings.Status, acted.Status]);
        Assert.DoesNotContain("method=\"post\"", shared.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_ends_at_once_when_it_is_revoked()
    {
        await Access.RevokeAsync("shop", row.AccessId, Cancel);

        Assert.Equal(HttpStatusCode.Gone, (await dashboard.GetAsync("/dashboard/sites/shop", visitor: null, cookie: cookie)).Status);
        Assert.Equal(HttpStatusCode.Gone, (await dashboard.GetAsync(address, visitor: null)).Status);
    }

    [Fact]
    public async Task It_ends_when_its_time_is_over_and_a_visit_ends_no_later()
    {
        var (_, week) = await ShareAsync(TimeSpan.FromDays(7));
        var begun = CookieOf(await dashboard.GetAsync(week, visitor: null));
        dashboard.Pipeline.Time.Advance(TimeSpan.FromDays(7) - TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.OK, (await dashboard.GetAsync("/dashboard/sites/shop", visitor: null, cookie: begun)).Status);
        dashboard.Pipeline.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.NotEqual(HttpStatusCode.OK, (await dashboard.GetAsync("/dashboard/sites/shop", visitor: null, cookie: begun)).Status);
        Assert.Equal(HttpStatusCode.Gone, (await dashboard.GetAsync(week, visitor: null)).Status);
    }

    [Fact]
    public async Task An_API_key_and_a_session_are_no_shared_address()
    {
        var key = (await Access.MakeAsync("shop", "key", AccessScope.Full, life: null, "me", Cancel))!.Value.Secret.Text;
        var session = dashboard.Pipeline.Get<SignedTokens>().Make("session", $"shop {row.AccessId}", TimeSpan.FromDays(1));

        Assert.Equal(HttpStatusCode.Gone, (await dashboard.GetAsync($"/dashboard/shared/{key}", visitor: null)).Status);
        Assert.Equal(HttpStatusCode.Gone, (await dashboard.GetAsync($"/dashboard/shared/lws{key[2..]}", visitor: null)).Status);
        Assert.Equal(
            HttpStatusCode.Found,
            (await dashboard.GetAsync("/dashboard/sites/shop", visitor: null, cookie: $"linkwatch-shared={session}")).Status);
        var asSession = cookie.Replace("linkwatch-shared", "linkwatch", StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Found, (await dashboard.GetAsync("/dashboard", visitor: null, cookie: asSession)).Status);
    }

    [Fact]
    public async Task Wrong_addresses_and_the_use_of_one_are_limited()
    {
        for (var i = 0; i < AttemptQuota.Failures; i++) await dashboard.GetAsync("/dashboard/shared/wrong", visitor: null);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await dashboard.GetAsync("/dashboard/shared/wrong", visitor: null)).Status);
        Assert.Equal(HttpStatusCode.Found, (await dashboard.GetAsync(address, visitor: null)).Status);

        for (var i = 0; i < AttemptQuota.SharedPages; i++) Assert.Null(dashboard.Pipeline.Get<AttemptQuota>().Opened(row.AccessId));
        var limited = await dashboard.GetAsync("/dashboard/sites/shop", visitor: null, cookie: cookie);
        Assert.Equal((HttpStatusCode.TooManyRequests, "3600"), (limited.Status, limited.Headers.RetryAfter.ToString()));
    }

    [Fact]
    public async Task An_owner_makes_a_key_and_an_address_and_sees_each_once()
    {
        var key = await dashboard.PostAsync(
            "/dashboard/sites/shop/access/keys", DashboardInProcess.Owner, new() { ["name"] = "reports", ["scope"] = "full" });
        var share = await dashboard.PostAsync(
            "/dashboard/sites/shop/access/shares", DashboardInProcess.Owner, new() { ["name"] = "agency", ["days"] = "none" });
        var page = await dashboard.GetAsync("/dashboard/sites/shop/access", DashboardInProcess.Owner);

        Assert.Matches("<pre>lw_shop_[0-9a-f]{16}_[0-9a-f]{64}</pre>", key.Html);
        Assert.Matches("<pre>http://127.0.0.1/dashboard/shared/lws_shop_[0-9a-f]{16}_[0-9a-f]{64}</pre>", share.Html);
        Assert.DoesNotContain("<pre>", page.Html, StringComparison.Ordinal);
        Assert.Contains("by owner@shop.example", page.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_unsubscribes_leaves_none_that_they_made()
    {
        await dashboard.PostAsync(
            "/dashboard/sites/shop/access/shares", DashboardInProcess.Owner, new() { ["name"] = "mine", ["days"] = "none" });
        var pages = new UnsubscribePages(dashboard.Pipeline.Get<OwnerRemoval>(), Access, UnsubscribeLink.Links);

        await dashboard.HtmlAsync(
            UnsubscribeLink.For("shop", DashboardInProcess.Owner.Name), http => pages.ActAsync(http.Request, Cancel));

        Assert.Equal("agency", Assert.Single(await Access.ListAsync("shop", Cancel)).Name);
    }

    [Theory]
    [InlineData("keys", "", "full")]
    [InlineData("keys", "reports", "pages")]
    [InlineData("keys", "reports", "everything")]
    [InlineData("shares", "agency", "365")]
    public async Task What_cannot_be_made_is_not(string what, string name, string choice)
    {
        var before = (await Access.ListAsync("shop", Cancel)).Count;

        var reply = await dashboard.PostAsync(
            $"/dashboard/sites/shop/access/{what}",
            DashboardInProcess.Owner,
            new() { ["name"] = name, [what == "keys" ? "scope" : "days"] = choice });

        Assert.Equal((HttpStatusCode.BadRequest, before), (reply.Status, (await Access.ListAsync("shop", Cancel)).Count));
    }

    private async Task<(AccessRow Row, string Address)> ShareAsync(TimeSpan? life, string site = "shop")
    {
        var (made, secret) = (await Access.MakeAsync(site, "agency", AccessScope.Pages, life, "me", Cancel))!.Value;
        return (made, $"/dashboard/shared/{secret.Text}");
    }

    private static IEnumerable<string> LinksOf(DashboardInProcess.Reply reply) =>
        Regex.Matches(reply.Html, "href=\"(/dashboard[^\"?]*)", RegexOptions.NonBacktracking)
            .Select(link => WebUtility.HtmlDecode(link.Groups[1].Value));

    private static string CookieOf(DashboardInProcess.Reply reply) => reply.Headers.SetCookie.ToString().Split(';')[0];

    private Task<DashboardInProcess.Reply> AskAsync(DashboardRoute route, string site)
    {
        var path = PathOf(route, site);
        return route.Method == "GET"
            ? dashboard.GetAsync(path, visitor: null, cookie: cookie)
            : dashboard.PostAsync(path, visitor: null, cookie: cookie);
    }

    private string PathOf(DashboardRoute route, string site) =>
        route.Pattern.Replace("{site}", site, StringComparison.Ordinal).Replace("{link}", linkId, StringComparison.Ordinal)
            .Replace("{target}", targetId, StringComparison.Ordinal).Replace("{id}", row.AccessId, StringComparison.Ordinal)
            .Replace("{month}", "2026-01", StringComparison.Ordinal);
}
