using System.Net;
using System.Threading.Channels;
using LinkWatch.Alerting.Channels;
using LinkWatch.Alerting.Delivery;
using LinkWatch.Links;
using LinkWatch.Tests.Support;
using LinkWatch.Web;
using LinkWatch.Web.Dashboard.Serving;
using LinkWatch.Web.Dashboard.SigningIn;
using LinkWatch.Web.SiteKeys;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace LinkWatch.Tests.Web.Dashboard;

/// <summary>Who gets in to the dashboard, and how far.</summary>
public sealed class DashboardAccessTests : IAsyncLifetime
{
    private static readonly Site Foreign = new() { Id = "foreign", Domains = ["foreign.example"], Owners = ["other@foreign.example"] };

    private static readonly DashboardOptions Public = new() { PublicUrl = new Uri("https://links.example.com") };

    private DashboardInProcess dashboard = null!;

    public async ValueTask InitializeAsync()
    {
        dashboard = await DashboardInProcess.StartAsync();
        await dashboard.Pipeline.TrackAsync("https://blog.example/post");
        await dashboard.Pipeline.Sites.SaveSiteAsync(Foreign, TestContext.Current.CancellationToken);
    }

    public ValueTask DisposeAsync() => dashboard.DisposeAsync();

    [Fact]
    public async Task Only_signing_in_the_colours_and_the_looks_are_public()
    {
        var open = dashboard.Routes.Where(route => route.Access == Access.Public).Select(route => $"{route.Method} {route.Pattern}");

        Assert.Equal(
            [
                "GET /", "GET /dashboard/assets/{name}", "POST /dashboard/theme", "GET /dashboard/sign-in", "POST /dashboard/sign-in",
                "POST /dashboard/sign-in/mail", "POST /dashboard/sign-out", "GET /dashboard/shared/{secret}",
            ],
            open);
        foreach (var route in dashboard.Routes.Where(route => route.Access != Access.Public))
        {
            var reply = await AskAsync(route, "shop", visitor: null);

            Assert.True(reply.Status == HttpStatusCode.Found, $"{route.Method} {route.Pattern}: {reply.Status}");
            Assert.StartsWith("/dashboard/sign-in?back=", reply.Location, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_owner_sees_nothing_of_other_sites_nor_of_the_system()
    {
        foreach (var route in dashboard.Routes.Where(route => route.Access != Access.Public && route.Pattern != "/dashboard"))
        {
            var reply = await AskAsync(route, Foreign.Id, DashboardInProcess.Owner);

            Assert.True(
                reply.Status is HttpStatusCode.NotFound or HttpStatusCode.Forbidden, $"{route.Method} {route.Pattern}: {reply.Status}");
            Assert.DoesNotContain("foreign.example", reply.Html, StringComparison.Ordinal);
        }

        var all = await dashboard.GetAsync("/dashboard", DashboardInProcess.Owner);
        Assert.Contains("shop.example", all.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("foreign", all.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_is_no_longer_an_owner_is_out_at_once()
    {
        var before = await dashboard.GetAsync("/dashboard/sites/shop/changes", DashboardInProcess.Owner);
        await dashboard.Pipeline.Sites.SaveSiteAsync(TestPipeline.Site with { Owners = [] }, TestContext.Current.CancellationToken);

        var after = await dashboard.GetAsync("/dashboard/sites/shop/changes", DashboardInProcess.Owner);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NotFound), (before.Status, after.Status));
    }

    [Fact]
    public async Task No_form_is_taken_without_the_token_of_a_page_of_this_session()
    {
        var token = dashboard.Pipeline.Get<Sessions>().FormToken(new DefaultHttpContext().Request);
        foreach (var route in dashboard.Routes.Where(route => route.Method == "POST"))
        {
            foreach (var wrong in (string[])["", "forged", token])
            {
                var reply = await dashboard.PostAsync(Address(route, "shop"), DashboardInProcess.Operator, token: wrong);

                Assert.True(reply.Status == HttpStatusCode.Forbidden, $"{route.Pattern} with “{wrong}”: {reply.Status}");
            }
        }
    }

    [Fact]
    public async Task A_sign_in_link_works_once_and_for_fifteen_minutes()
    {
        var links = dashboard.Pipeline.Get<SignInLinks>();
        var root = new Uri("http://127.0.0.1:7071");
        var once = links.For(root, DashboardInProcess.Operator, "/dashboard/system");
        var late = links.For(root, DashboardInProcess.Operator);

        var first = await dashboard.GetAsync(once.PathAndQuery, visitor: null);
        var second = await dashboard.GetAsync(once.PathAndQuery, visitor: null);
        dashboard.Pipeline.Time.Advance(SignInLinks.Life);
        var third = await dashboard.GetAsync(late.PathAndQuery, visitor: null);

        Assert.Equal((HttpStatusCode.Found, "/dashboard/system"), (first.Status, first.Location));
        Assert.Contains("linkwatch=", first.Headers.SetCookie.ToString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, second.Status);
        Assert.DoesNotContain("linkwatch=", second.Headers.SetCookie.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("linkwatch=", third.Headers.SetCookie.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Attempts_with_used_links_are_limited_and_a_good_one_goes_on()
    {
        for (var i = 0; i < AttemptQuota.Failures; i++)
            Assert.Equal(HttpStatusCode.Forbidden, (await dashboard.PostAsync("/dashboard/sign-in", visitor: null)).Status);

        var limited = await dashboard.PostAsync("/dashboard/sign-in", visitor: null);
        var good = await dashboard.GetAsync(
            dashboard.Pipeline.Get<SignInLinks>().For(new Uri("http://127.0.0.1:7071"), DashboardInProcess.Operator).PathAndQuery,
            visitor: null);

        Assert.Equal((HttpStatusCode.TooManyRequests, "3600"), (limited.Status, limited.Headers.RetryAfter.ToString()));
        Assert.Equal(HttpStatusCode.Found, good.Status);
    }

    [Fact]
    public async Task Checks_and_tests_on_demand_are_limited_with_a_page_that_says_when_to_come_again()
    {
        var link = (await dashboard.Pipeline.LinkAsync("https://blog.example/post")).LinkId;
        foreach (var (address, max) in (IEnumerable<(string, int)>)[
            ($"/dashboard/sites/shop/links/{link}/check", CheckQuota.OfHost), ("/dashboard/sites/shop/settings/test", 10)])
        {
            for (var i = 0; i < max; i++)
                Assert.Equal(HttpStatusCode.OK, (await dashboard.PostAsync(address, DashboardInProcess.Owner)).Status);
            var limited = await dashboard.PostAsync(address, DashboardInProcess.Owner);
            Assert.Equal((HttpStatusCode.TooManyRequests, "3600"), (limited.Status, limited.Headers.RetryAfter.ToString()));
            Assert.Contains($"At most {max}", limited.Html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_mailed_link_asks_first_because_mail_scanners_follow_links()
    {
        var link = dashboard.Pipeline.Get<SignInLinks>().For(new Uri("http://127.0.0.1:7071"), DashboardInProcess.Owner);
        var token = QueryHelpers.ParseQuery(link.Query)["token"].ToString();

        var scanned = await dashboard.GetAsync(link.PathAndQuery, visitor: null);
        var acted = await dashboard.PostAsync("/dashboard/sign-in", visitor: null, new() { ["token"] = token });

        Assert.Equal(HttpStatusCode.OK, scanned.Status);
        Assert.Empty(scanned.Headers.SetCookie.ToString());
        Assert.Contains("owner@shop.example", scanned.Html, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.Found, "/dashboard"), (acted.Status, acted.Location));
    }

    [Fact]
    public async Task An_owner_gets_a_link_by_mail_and_nobody_learns_whose_addresses_are_known()
    {
        var mails = new KeptMails();
        await using var mailing = await DashboardInProcess.StartAsync(Public, mails);

        var known = await mailing.PostAsync("/dashboard/sign-in/mail", visitor: null, new() { ["mail"] = "OWNER@shop.example" });
        var unknown = await mailing.PostAsync("/dashboard/sign-in/mail", visitor: null, new() { ["mail"] = "nobody@other.example" });

        var mail = await mails.Sent.Reader.ReadAsync(TestContext.Current.CancellationToken);
        Assert.Equal(["owner@shop.example"], mail.To);
        Assert.Contains("https://links.example.com/dashboard/sign-in?token=", mail.Text, StringComparison.Ordinal);
        Assert.Contains("href=\"https://links.example.com/dashboard/sign-in?token=", mail.Html, StringComparison.Ordinal);
        Assert.DoesNotContain(
            "List-Unsubscribe",
            MailHeaders.Of(mail, new MailOptions { Unsubscribe = UnsubscribeLink.Links }).Select(header => header.Name));
        Assert.Equal(Body(known.Html), Body(unknown.Html));
    }

    [Fact]
    public async Task Mails_to_one_address_are_limited()
    {
        var mails = new KeptMails();
        await using var mailing = await DashboardInProcess.StartAsync(Public, mails);
        for (var i = 0; i < 20; i++)
            await mailing.PostAsync("/dashboard/sign-in/mail", visitor: null, new() { ["mail"] = "owner@shop.example" });
        mailing.Pipeline.Time.Advance(TimeSpan.FromHours(1));
        await mailing.PostAsync("/dashboard/sign-in/mail", visitor: null, new() { ["mail"] = "owner@shop.example" });

        for (var i = 0; i < 6; i++) await mails.Sent.Reader.ReadAsync(TestContext.Current.CancellationToken);
        Assert.False(mails.Sent.Reader.TryRead(out _));
    }

    [Fact]
    public async Task Without_a_public_address_or_a_channel_that_mails_nothing_is_mailed()
    {
        var reply = await dashboard.PostAsync("/dashboard/sign-in/mail", visitor: null, new() { ["mail"] = "owner@shop.example" });

        Assert.Contains("linkwatch sign-in", reply.Html, StringComparison.Ordinal);
        Assert.Empty(dashboard.Pipeline.Mails);
    }

    [Fact]
    public async Task Whoever_is_no_longer_an_operator_is_none_at_once()
    {
        var token = dashboard.Pipeline.Get<SignedTokens>();
        var former = new Sessions(token, new DashboardOptions { Operators = ["boss@example.com"] });
        var http = new DefaultHttpContext();
        former.Begin(http, new Visitor("boss@example.com", IsOperator: true));
        var request = new DefaultHttpContext().Request;
        request.Headers.Cookie = http.Response.Headers.SetCookie.ToString().Split(';')[0];

        Assert.True(former.VisitorOf(request)!.IsOperator);
        Assert.False(dashboard.Pipeline.Get<Sessions>().VisitorOf(request)!.IsOperator);
    }

    [Fact]
    public async Task A_page_of_another_site_can_sign_nobody_in()
    {
        var link = dashboard.Pipeline.Get<SignInLinks>().For(new Uri("http://127.0.0.1:7071"), DashboardInProcess.Owner);
        var token = QueryHelpers.ParseQuery(link.Query)["token"].ToString();

        var reply = await dashboard.PostFromElsewhereAsync("/dashboard/sign-in", new() { ["token"] = token });

        Assert.Equal(HttpStatusCode.Forbidden, reply.Status);
        Assert.Empty(reply.Headers.SetCookie.ToString());
    }

    [Fact]
    public async Task What_was_done_is_said_on_the_same_list_and_nobody_elses_words_are()
    {
        var forged = await dashboard.GetAsync("/dashboard/sites/shop/links?done=Call+this+number", DashboardInProcess.Operator);
        var acted = await dashboard.PostAsync(
            "/dashboard/sites/shop/links", DashboardInProcess.Operator, new() { ["back"] = "/dashboard/sites/shop/links?status=lost" });

        var said = await dashboard.GetAsync(acted.Location, DashboardInProcess.Operator);

        Assert.DoesNotContain("Call this number", forged.Html, StringComparison.Ordinal);
        Assert.StartsWith("/dashboard/sites/shop/links?status=lost&done=", acted.Location, StringComparison.Ordinal);
        Assert.Contains("No link was chosen.", said.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_site_in_a_time_zone_that_this_machine_lacks_is_shown_in_UTC()
    {
        await dashboard.Pipeline.Sites.SaveSiteAsync(
            TestPipeline.Site with { TimeZone = "Moon/Crater" }, TestContext.Current.CancellationToken);

        var reply = await dashboard.GetAsync("/dashboard/sites/shop", DashboardInProcess.Operator);

        Assert.Equal(HttpStatusCode.OK, reply.Status);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/dashboard")]
    [InlineData("/dashboard\\@evil.example")]
    [InlineData("/dashboardevil")]
    [InlineData("javascript:alert(1)")]
    public async Task Signing_in_leads_nowhere_else(string back)
    {
        var link = dashboard.Pipeline.Get<SignInLinks>().For(new Uri("http://127.0.0.1:7071"), DashboardInProcess.Operator, back);

        var reply = await dashboard.GetAsync(link.PathAndQuery, visitor: null);

        Assert.Equal("/dashboard", reply.Location);
    }

    [Fact]
    public async Task Behind_https_the_session_is_for_this_host_and_https_alone()
    {
        await using var secure = await DashboardInProcess.StartAsync(
            new DashboardOptions { PublicUrl = new Uri("https://links.example.com") });
        var link = secure.Pipeline.Get<SignInLinks>().For(new Uri("https://links.example.com"), DashboardInProcess.Operator);

        var cookie = (await secure.GetAsync(link.PathAndQuery, visitor: null)).Headers.SetCookie.ToString();

        Assert.StartsWith("__Host-linkwatch=", cookie, StringComparison.Ordinal);
        foreach (var part in (string[])["; secure", "; httponly", "; samesite=lax", "; path=/"])
            Assert.Contains(part, cookie, StringComparison.Ordinal);
    }

    private static string Body(string html) => html[html.IndexOf("<main", StringComparison.Ordinal)..];

    private static string Address(DashboardRoute route, string site) =>
        route.Pattern.Replace("{site}", site, StringComparison.Ordinal).Replace("{link}", "0", StringComparison.Ordinal)
            .Replace("{target}", "0", StringComparison.Ordinal).Replace("{month}", "2026-01", StringComparison.Ordinal)
            .Replace("{name}", "app.css", StringComparison.Ordinal).Replace("{id}", "0", StringComparison.Ordinal);

    private Task<DashboardInProcess.Reply> AskAsync(DashboardRoute route, string site, Visitor? visitor) => route.Method == "GET"
        ? dashboard.GetAsync(Address(route, site), visitor)
        : dashboard.PostAsync(Address(route, site), visitor);

    private sealed class KeptMails : IAlertChannel
    {
        public Channel<AlertMail> Sent { get; } = Channel.CreateUnbounded<AlertMail>();

        public string Name => "smtp";

        public Task<DeliveryOutcome> DeliverAsync(AlertMail mail, CancellationToken cancellationToken)
        {
            Sent.Writer.TryWrite(mail);
            return Task.FromResult(new DeliveryOutcome(DeliveryResult.Accepted));
        }
    }
}
