using LinkWatch.Html;
using LinkWatch.Links;
using LinkWatch.Robots;
using LinkWatch.Tests.Core.Judging;
using LinkWatch.Urls;

namespace LinkWatch.Tests.Core.Checking;

public sealed class RefreshTests : VisitorTests
{
    private const string New = "https://blog.example/new";

    private static PageReading SendingTo(string url, double seconds = 0, params FoundLink[] links) =>
        Page.Reading(links) with
        {
            Refresh = new MetaRefresh(seconds, WebUrl.Parse(url), $"<meta http-equiv=\"refresh\" content=\"{seconds}; url={url}\">")
        };

    [Theory]
    [InlineData(0, true)]
    [InlineData(3, false)]
    public async Task A_refresh_to_a_page_without_the_link_is_a_redirect(double seconds, bool isPermanent)
    {
        Web.Page(Post, "sends on", SendingTo(New, seconds)).Page(New, "lacks it", Lacking);

        var verdict = (await VisitAsync()).Verdicts[0];

        Assert.Equal("lost: page-redirected", verdict.Says());
        Assert.Equal(isPermanent, verdict.IsPermanentRedirect);
        Assert.Contains($"refresh after {seconds} s {Post} → {New}", verdict.Evidence);
    }

    [Fact]
    public async Task A_refresh_to_a_page_with_the_link_is_fine()
    {
        Web.Page(Post, "sends on", SendingTo(New)).Page(New, "holds it", Holding);

        Assert.Equal("live", await SaysAsync());
        Assert.Equal(2, Web.Released);
    }

    [Theory]
    [InlineData("0; url=/new")]
    [InlineData("0;URL='https://blog.example/new'")]
    [InlineData("0,/new")]
    public async Task The_Refresh_header_counts_as_the_tag_does(string value)
    {
        Web.Page(Post, "sends on", Lacking, ("Refresh", value)).Page(New, "lacks it", Page.Reading() with { Title = "New" });

        Assert.Equal("lost: page-redirected", await SaysAsync());
    }

    [Fact]
    public async Task A_page_that_holds_the_link_and_reloads_after_minutes_is_the_page()
    {
        Web.Page(Post, "news", SendingTo("https://blog.example/?reload", 900, Page.Link()));

        Assert.Equal("live", await SaysAsync());
        Assert.Single(Web.Fetches);
    }

    [Fact]
    public async Task A_page_that_reloads_itself_after_minutes_is_the_page()
    {
        Web.Page(Post, "ticker", SendingTo(Post, 60));

        Assert.Equal("lost: link-removed", await SaysAsync());
    }

    [Fact]
    public async Task A_page_that_reloads_itself_at_once_tells_nothing()
    {
        Web.Page(Post, "please wait", SendingTo(Post));

        Assert.Equal("unknown: redirect-loop", await SaysAsync());
    }

    [Fact]
    public async Task Refreshes_in_a_circle_are_a_loop()
    {
        Web.Page(Post, "a", SendingTo(New)).Page(New, "b", SendingTo(Post));

        Assert.Equal("unknown: redirect-loop", await SaysAsync());
        Assert.Equal(2, Web.Fetches.Count);
    }

    [Fact]
    public async Task Refreshes_without_end_are_a_loop()
    {
        Web.Page(Post, "0", SendingTo("https://blog.example/1"));
        for (var i = 1; i < 20; i++) Web.Page($"https://blog.example/{i}", $"{i}", SendingTo($"https://blog.example/{i + 1}"));

        Assert.Equal("unknown: redirect-loop", await SaysAsync());
        Assert.Equal(6, Web.Fetches.Count);
    }

    [Fact]
    public async Task A_refresh_back_through_a_redirect_is_a_loop()
    {
        Web.Page(New, "asks for a cookie", SendingTo(Post)).Redirect(Post, New, 302);

        Assert.Equal("unknown: redirect-loop", await SaysAsync());
    }

    [Fact]
    public async Task A_challenge_that_refreshes_to_its_own_page_is_blocked_without_going_there()
    {
        Web.Page(Post, "challenge", SendingTo("https://blog.example/.well-known/sgcaptcha/"), ("sg-captcha", "challenge"));

        Assert.Equal("unknown: blocked", await SaysAsync());
        Assert.Single(Web.Fetches);
    }

    [Fact]
    public async Task A_refresh_to_a_login_is_blocked()
    {
        Web.Page(Post, "sends on", SendingTo("https://blog.example/login")).Page(
            "https://blog.example/login", "login", Page.Reading() with { Title = "Members" });

        Assert.Equal("unknown: blocked", await SaysAsync());
    }

    [Fact]
    public async Task Robots_txt_is_asked_before_a_refresh_is_followed()
    {
        Web.Page(Post, "sends on", SendingTo(New)).Robots(
            New, new RobotsStanding { Refusal = Reason.RobotsRefused, RefusalDetail = "Disallow: /new" });

        Assert.Equal("unknown: robots-refused", await SaysAsync());
        Assert.Equal([Post], Web.Fetches);
    }

    [Fact]
    public async Task A_refresh_to_something_that_fails_gives_that_reason()
    {
        Web.Page(Post, "sends on", SendingTo("https://gone.example/")).Failing("https://gone.example/", Reason.Dns);

        Assert.Equal("unknown: dns", await SaysAsync());
    }

    [Theory]
    [InlineData("mailto:a@b.example")]
    [InlineData("javascript:void(0)")]
    public async Task A_refresh_that_leads_nowhere_is_none(string url)
    {
        Web.Page(Post, "sends on", SendingTo(url));

        Assert.Equal("lost: link-removed", await SaysAsync());
    }
}
