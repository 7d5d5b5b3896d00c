using LinkWatch.Fetching;
using LinkWatch.Judging;
using LinkWatch.Links;
using LinkWatch.Robots;
using LinkWatch.Urls;

namespace LinkWatch.Tests.Core.Judging;

public sealed class AbsentLinkTests
{
    [Fact]
    public void A_whole_page_without_the_link_has_lost_it()
    {
        var verdict = Page.Without.Judged();

        Assert.Equal("lost: link-removed", verdict.Says());
        Assert.True(verdict.IsComplete);
        Assert.Contains("read to its end (39 KiB), the page does not link to https://shop.example/lamps", verdict.Evidence);
    }

    [Fact]
    public void A_link_to_another_address_of_the_site_is_told_beside()
    {
        var verdict = Page.With(Page.Link("https://www.shop.example/lights")).Judged();

        Assert.Equal("lost: link-removed target-changed", verdict.Says());
        Assert.Contains(verdict.Evidence, line => line.Contains("<a href=\"https://www.shop.example/lights\">", StringComparison.Ordinal));
        Assert.Empty(verdict.Links);
    }

    [Fact]
    public void What_else_keeps_the_page_from_counting_is_listed_behind()
    {
        var page = Page.Of(Page.Reading() with { Robots = [Page.Meta("noindex")] });

        Assert.Equal("lost: link-removed meta-noindex", page.Judged().Says());
    }

    [Fact]
    public void What_only_the_second_reader_sees_is_evidence_and_asks_for_one_more_reading()
    {
        var verdict = (Page.Without with { SecondOpinion = Page.Reading(Page.Link()) }).Judged();

        Assert.Equal("lost: link-removed", verdict.Says());
        Assert.True(verdict.IsDisputed);
        Assert.Empty(verdict.Links);
        Assert.Contains("in the source, but a browser does not build it: <a href=\"https://shop.example/lamps\">", verdict.Evidence);
    }

    [Fact]
    public void A_second_reader_that_agrees_disputes_nothing() =>
        Assert.False((Page.Without with { SecondOpinion = Page.Reading() }).Judged().IsDisputed);

    [Fact]
    public void A_second_opinion_that_could_not_be_had_is_said() =>
        Assert.Contains(
            "no second opinion: 20000 levels deep", (Page.Without with { NoSecondOpinion = "20000 levels deep" }).Judged().Evidence);

    [Theory]
    [InlineData(BodyEnd.Cut, "unknown: unreadable")]
    [InlineData(BodyEnd.TooLarge, "unknown: too-large")]
    [InlineData(BodyEnd.TimedOut, "unknown: timeout")]
    [InlineData(BodyEnd.Empty, "unknown: unreadable")]
    public void A_page_that_did_not_arrive_whole_is_no_witness(BodyEnd end, string says)
    {
        var verdict = (Page.Without with { End = end }).Judged();

        Assert.Equal(says, verdict.Says());
        Assert.False(verdict.IsComplete);
    }

    [Theory]
    [InlineData(201)]
    [InlineData(202)]
    [InlineData(206)]
    public void A_status_that_promises_no_whole_page_is_no_witness(int status) =>
        Assert.Equal("unknown: unreadable", (Page.Without with { HttpStatus = status }).Judged().Says());

    [Fact]
    public void A_status_without_a_body_is_no_witness() =>
        Assert.Equal("unknown: unreadable", (Page.Of(null) with { HttpStatus = 204, End = BodyEnd.Empty, Size = 0 }).Judged().Says());

    [Fact]
    public void A_page_that_no_reader_can_read_is_no_witness()
    {
        var verdict = (Page.Of(null) with { Unreadable = "20000 levels deep" }).Judged();

        Assert.Equal("unknown: unreadable", verdict.Says());
        Assert.Contains("20000 levels deep", verdict.Evidence);
    }

    [Fact]
    public void A_page_too_large_to_read_is_too_large() =>
        Assert.Equal(
            "unknown: too-large", (Page.Of(null) with { End = BodyEnd.TooLarge, Unreadable = "it took too long" }).Judged().Says());

    [Fact]
    public void A_target_that_stands_in_a_script_may_be_built_by_it()
    {
        var page = Page.Of(Page.Reading() with { ScriptedTargets = ["https://shop.example/lamps"] });

        Assert.Equal("unknown: needs-javascript", page.Judged().Says());
        Assert.Equal("lost: link-removed", page.Judged(new LinkTarget(WebUrl.Parse("https://shop.example/chairs"))).Says());
    }

    [Theory]
    [InlineData(0, 1, 0, "unknown: needs-javascript")]
    [InlineData(40, 2, 1, "unknown: needs-javascript")]
    [InlineData(40, 0, 0, "lost: link-removed")]
    [InlineData(400, 2, 0, "lost: link-removed")]
    [InlineData(40, 2, 12, "lost: link-removed")]
    public void An_almost_empty_page_with_scripts_is_built_by_them(int text, int scripts, int links, string says)
    {
        var page = Page.Of(
            Page.Reading() with { Text = new string('x', text), TextLength = text, Scripts = scripts, OutboundLinks = links });

        Assert.Equal(says, page.Judged().Says());
    }

    [Fact]
    public void A_page_that_asks_for_scripts_is_built_by_them()
    {
        var page = Page.Without.Saying("Acme Forum. " + new string('.', 150) + " You need to enable JavaScript to run this app.");

        Assert.Equal("unknown: needs-javascript", (page with { Reading = page.Reading! with { OutboundLinks = 0 } }).Judged().Says());
    }

    [Theory]
    [InlineData("http://blog.example/post")]
    [InlineData("https://www.blog.example/post/")]
    [InlineData("https://blog.example/post?utm_medium=feed")]
    public void Another_spelling_of_the_page_is_the_page(string final) =>
        Assert.Equal("lost: link-removed", Page.Without.MovedTo(final).Judged().Says());

    [Theory]
    [InlineData(301, true)]
    [InlineData(308, true)]
    [InlineData(302, false)]
    [InlineData(303, false)]
    [InlineData(307, false)]
    public void A_redirect_to_a_page_without_the_link_is_told_as_one(int status, bool isPermanent)
    {
        var verdict = Page.Without.MovedTo("https://blog.example/", status).Judged();

        Assert.Equal("lost: page-redirected", verdict.Says());
        Assert.Equal(isPermanent, verdict.IsPermanentRedirect);
        Assert.Contains($"{status} https://blog.example/post → https://blog.example/", verdict.Evidence);
    }

    [Fact]
    public void A_chain_is_as_permanent_as_the_hops_that_led_away()
    {
        var harmless = Page.Without.MovedTo("https://www.blog.example/post", 302).MovedTo("https://www.blog.example/", 301);
        var temporary = Page.Without.MovedTo("https://blog.example/a", 301).MovedTo("https://blog.example/b", 302);

        Assert.True(harmless.Judged().IsPermanentRedirect);
        Assert.False(temporary.Judged().IsPermanentRedirect);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(5, false)]
    public void A_refresh_is_permanent_when_it_is_instant(double seconds, bool isPermanent)
    {
        var there = WebUrl.Parse("https://blog.example/");
        var page = Page.Without with { Final = there, Trail = [new Hop(200, Page.Source, there) { RefreshAfter = seconds }] };

        Assert.Equal("lost: page-redirected", page.Judged().Says());
        Assert.Equal(isPermanent, page.Judged().IsPermanentRedirect);
    }

    [Theory]
    [InlineData("https://blog.example/login?next=%2Fpost", "a login")]
    [InlineData("https://accounts.example/signin/v2", "a login")]
    [InlineData("https://blog.example/wp-login.php?redirect_to=x", "a login")]
    [InlineData("https://consent.example/collectConsent?sessionId=1", "a consent wall")]
    [InlineData("https://blog.example/age-gate", "an age check")]
    [InlineData("https://blog.example/subscribe", "a paywall")]
    [InlineData("https://geo.captcha-delivery.com/captcha/?x", "a DataDome challenge")]
    [InlineData("https://blog.example/error?aspxerrorpath=/post", "lead back to it")]
    [InlineData("https://blog.example/country?von=%2Fpost", "lead back to it")]
    [InlineData("https://blog.example/choose?x=1&u=https%253A%252F%252Fblog.example%252Fpost", "lead back to it")]
    [InlineData("https://blog.example/welcome?return_to=https%3A%2F%2Fblog.example%2Fpost", "lead back to it")]
    public void A_redirect_to_a_wall_is_blocked(string final, string said)
    {
        var verdict = Page.Without.MovedTo(final, 302).Judged();

        Assert.Equal("unknown: blocked", verdict.Says());
        Assert.Contains(verdict.Evidence, line => line.Contains(said, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("https://blog.example/login-problems-solved")]
    [InlineData("https://blog.example/search?q=post")]
    [InlineData("https://blog.example/error?code=404")]
    public void A_redirect_to_an_ordinary_page_is_no_wall(string final) =>
        Assert.Equal("lost: page-redirected", Page.Without.MovedTo(final, 302).Judged().Says());

    [Fact]
    public void A_page_about_logins_that_moves_to_another_is_no_wall()
    {
        var page = Page.Without with
        {
            Requested = WebUrl.Parse("https://blog.example/login/old"),
            Final = WebUrl.Parse("https://blog.example/login/new")
        };

        Assert.Equal("lost: page-redirected", page.Judged().Says());
    }

    [Fact]
    public void A_page_whose_title_and_links_are_others_was_replaced()
    {
        var other = Page.Of(Page.Reading() with { Title = "Casino bonus codes", OutboundLinks = 1 });

        Assert.Equal("lost: page-replaced", (other with { Previous = new Fingerprint("Ten lamps we like", 40_000, 12) }).Judged().Says());
        Assert.Equal("lost: link-removed", (other with { Previous = new Fingerprint("Casino bonus codes!", 40_000, 12) }).Judged().Says());
        Assert.Equal("lost: link-removed", (other with { Previous = new Fingerprint("Ten lamps we like", 40_000, 3) }).Judged().Says());
        Assert.Equal("lost: link-removed", other.Judged().Says());
    }

    [Fact]
    public void Robots_txt_that_keeps_Googlebot_out_needs_no_page()
    {
        var standing = new RobotsStanding { GooglebotRule = "Disallow: /" };

        Assert.Equal(
            "unindexed: robots-disallowed server-error", (Page.Of(null) with { HttpStatus = 503, Robots = standing }).Judged().Says());
        Assert.Equal("lost: link-removed robots-disallowed", (Page.Without with { Robots = standing }).Judged().Says());
    }

    [Fact]
    public void A_rule_that_keeps_us_both_out_is_told_without_the_page()
    {
        var standing =
            new RobotsStanding { GooglebotRule = "Disallow: /post", Refusal = Reason.RobotsRefused, RefusalDetail = "Disallow: /post" };
        var unseen = new PageAnswer { Requested = Page.Source, Final = Page.Source, Now = Page.Now, Robots = standing };

        var verdict = unseen.Judged();

        Assert.Equal("unindexed: robots-disallowed robots-refused", verdict.Says());
        Assert.Contains("robots.txt keeps LinkWatch out: Disallow: /post", verdict.Evidence);
    }

    [Theory]
    [InlineData(Reason.RobotsRefused)]
    [InlineData(Reason.Dns)]
    [InlineData(Reason.Tls)]
    public void What_keeps_only_us_out_says_nothing_of_the_link(Reason refusal)
    {
        var unseen = new PageAnswer
        {
            Requested = Page.Source,
            Final = Page.Source,
            Now = Page.Now,
            Robots = new RobotsStanding { Refusal = refusal, RefusalDetail = "why" }
        };

        Assert.Equal($"unknown: {refusal.Name()}", unseen.Judged().Says());
    }

    [Fact]
    public void An_old_rule_does_not_hide_that_a_host_is_gone()
    {
        var outage = new RobotsStanding
        {
            Refusal = Reason.Dns,
            RefusalDetail = "robots.txt: no such host",
            GooglebotRule = "Disallow: /",
            UnreachableSince = Page.Now
        };
        var unseen = new PageAnswer { Requested = Page.Source, Final = Page.Source, Now = Page.Now, Robots = outage };
        var long_ = unseen with { Robots = outage with { Refusal = null }, Failure = new FetchFailure(Reason.Dns, "no such host") };

        Assert.Equal("unknown: dns", unseen.Judged().Says());
        Assert.Equal("unknown: dns", long_.Judged().Says());
        Assert.Equal(
            "unindexed: robots-disallowed robots-refused",
            (unseen with { Robots = outage with { Refusal = Reason.RobotsRefused } }).Judged().Says());
    }
}
