using LinkWatch.Html;
using LinkWatch.Links;
using LinkWatch.Robots;
using LinkWatch.Tests.Core.Judging;
using LinkWatch.Urls;

namespace LinkWatch.Tests.Core.Checking;

public sealed class PageVisitorTests : VisitorTests
{
    [Fact]
    public async Task What_the_scanner_calls_live_is_live_and_no_tree_is_built()
    {
        Web.Page(Post, "holds it", Holding);

        var visit = await VisitAsync();

        Assert.Equal("live", visit.Verdicts[0].Says());
        Assert.Equal(["scanner"], Web.Readers);
        Assert.Equal(1, Web.Released);
        Assert.True(visit.IsUnconditional);
    }

    [Fact]
    public async Task What_the_scanner_calls_worse_than_live_the_parser_decides()
    {
        Web.Page(Post, "holds it", Page.Reading(Page.Link(rel: "nofollow")));
        Decider = reading => reading with { Links = [Page.Link(rel: "ugc")] };

        Assert.Equal("nofollow: rel-ugc", await SaysAsync());
        Assert.Equal(["scanner", "anglesharp"], Web.Readers);
    }

    [Fact]
    public async Task Where_the_scanner_abstains_the_parser_decides()
    {
        Web.Page(Post, "holds it", Holding);
        Scanner = _ => null;

        Assert.Equal("live", await SaysAsync());
        Assert.Equal(["scanner", "anglesharp"], Web.Readers);
    }

    [Fact]
    public async Task Where_the_scanner_misses_one_of_two_links_the_parser_decides_on_both()
    {
        Web.Page(Post, "holds one", Holding);

        var visit = await VisitAsync(targets: [Page.Target, new LinkTarget(WebUrl.Parse("https://shop.example/chairs"))]);

        Assert.Equal(["live", "lost: link-removed target-changed"], visit.Verdicts.Select(verdict => verdict.Says()));
        Assert.Equal(["scanner", "anglesharp", "htmlagilitypack"], Web.Readers);
    }

    [Fact]
    public async Task A_second_opinion_is_asked_before_a_link_is_called_removed()
    {
        Web.Page(Post, "lacks it", Lacking);
        Independent = reading => reading with { Links = [Page.Link()] };

        var verdict = (await VisitAsync()).Verdicts[0];

        Assert.Equal("lost: link-removed", verdict.Says());
        Assert.True(verdict.IsDisputed);
    }

    [Fact]
    public async Task A_second_opinion_that_fails_is_gone_without()
    {
        Web.Page(Post, "lacks it", Lacking);
        Independent = _ => throw new PageUnreadableException("20000 levels deep");

        Assert.Contains("no second opinion: 20000 levels deep", (await VisitAsync()).Verdicts[0].Evidence);
    }

    [Fact]
    public async Task No_second_opinion_is_asked_on_another_page_in_place_of_the_page()
    {
        Web.Page(Post, "not found", Lacking with { Title = "Page not found" });

        Assert.Equal("lost: page-replaced", await SaysAsync());
        Assert.DoesNotContain("htmlagilitypack", Web.Readers);
    }

    [Fact]
    public async Task A_page_that_makes_a_reader_throw_is_unreadable()
    {
        Web.Page(Post, "hostile", Holding);
        Scanner = _ => throw new InvalidOperationException("a bug");
        Decider = _ => throw new KeyNotFoundException("another");

        var visit = await VisitAsync();

        Assert.Equal("unknown: unreadable", visit.Verdicts[0].Says());
        Assert.Contains("reading it failed (KeyNotFoundException)", visit.Verdicts[0].Evidence);
        Assert.Null(visit.Known);
    }

    [Fact]
    public async Task A_page_too_hostile_for_the_parser_is_unreadable_and_says_why()
    {
        Web.Page(Post, "hostile", Lacking);
        Decider = _ => throw new PageUnreadableException("it took more than 2 seconds");

        Assert.Contains("it took more than 2 seconds", (await VisitAsync()).Verdicts[0].Evidence);
    }

    [Fact]
    public async Task Nothing_is_fetched_where_robots_txt_keeps_us_out()
    {
        Web.Robots(
            Post, new RobotsStanding { Refusal = Reason.RobotsRefused, RefusalDetail = "Disallow: /", GooglebotRule = "Disallow: /" });

        Assert.Equal("unindexed: robots-disallowed robots-refused", await SaysAsync());
        Assert.Empty(Web.Fetches);
    }

    [Fact]
    public async Task Robots_txt_is_asked_again_where_a_redirect_ended()
    {
        Web.Page("https://new.example/post", "holds it", Holding).Redirect(Post, "https://new.example/post")
            .Robots("https://new.example/post", new RobotsStanding { GooglebotRule = "Disallow: /post" });

        Assert.Equal("unindexed: robots-disallowed", await SaysAsync());
    }

    [Fact]
    public async Task A_rule_on_the_way_holds_although_the_end_is_open()
    {
        Web.Page("https://new.example/post", "holds it", Holding).Redirect(Post, "https://new.example/post")
            .Robots(Post, new RobotsStanding { GooglebotRule = "Disallow: /post" });

        Assert.Equal("unindexed: robots-disallowed", await SaysAsync());
    }

    [Fact]
    public async Task A_redirect_into_what_robots_txt_keeps_us_out_of_is_not_used()
    {
        Web.Page("https://new.example/post", "lacks it", Lacking).Redirect(Post, "https://new.example/post")
            .Robots("https://new.example/post", new RobotsStanding { Refusal = Reason.RobotsRefused });

        Assert.Equal("unknown: robots-refused", await SaysAsync());
        Assert.Empty(Web.Readers);
    }

    [Theory]
    [InlineData(Reason.Dns)]
    [InlineData(Reason.Timeout)]
    [InlineData(Reason.RedirectLoop)]
    public async Task A_failed_fetch_gives_its_reason(Reason reason)
    {
        Web.Failing(Post, reason);

        Assert.Equal($"unknown: {reason.Name()}", await SaysAsync());
    }

    [Fact]
    public async Task A_cut_page_with_the_link_is_live_and_one_without_is_unreadable()
    {
        Web.Cut(Post, "cut, holds it", Holding);
        Assert.Equal("live", await SaysAsync());

        Web.Cut(Post, "cut, lacks it", Lacking);
        Assert.Equal("unknown: unreadable", await SaysAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \r\n\t ")]
    public async Task A_page_of_nothing_is_unreadable(string body)
    {
        Web.Answer(Post, 200, body);

        Assert.Equal("unknown: unreadable", await SaysAsync());
        Assert.Empty(Web.Readers);
    }

    [Fact]
    public async Task A_challenge_sent_as_404_is_blocked()
    {
        Web.Page(Post, "challenge", Lacking with { Title = "Just a moment...", TextLength = 40 }).Answer(Post, 404, "challenge");

        Assert.Equal("unknown: blocked", await SaysAsync());
    }

    [Theory]
    [InlineData(503, 120)]
    [InlineData(429, 120)]
    public async Task A_host_that_asks_for_time_gets_it(int status, int seconds)
    {
        Web.Answer(Post, status, "", ("Retry-After", "120"));

        Assert.Equal(TimeSpan.FromSeconds(seconds), (await VisitAsync()).AskedToWait);
    }

    [Fact]
    public async Task All_fetches_of_a_visit_share_one_budget()
    {
        Web.Page(Post, "sends on", Lacking with { Refresh = new MetaRefresh(0, WebUrl.Parse("https://blog.example/new"), "<meta>") })
            .Page("https://blog.example/new", "holds it", Holding);
        Web.OnFetch = () => Time.Advance(TimeSpan.FromSeconds(20));

        var visit = await VisitAsync();

        Assert.Equal([TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(10)], Web.Budgets);
        Assert.Equal(TimeSpan.FromSeconds(40), visit.Elapsed);
    }

    [Fact]
    public async Task Whatever_goes_wrong_in_a_visit_is_unreadable_and_logged()
    {
        // No answer is prepared: the fake web throws.
        Assert.Equal("unknown: unreadable", await SaysAsync());
        Assert.Contains(Log, line => line.StartsWith("Error", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Our_own_wish_to_stop_ends_the_visit()
    {
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => VisitAsync(token: stop.Token));
        Assert.Empty(Log);
    }

    [Fact]
    public async Task Somebody_elses_cancellation_does_not()
    {
        Web.OnFetch = () => throw new OperationCanceledException();

        Assert.Equal("unknown: unreadable", await SaysAsync());
    }

    [Fact]
    public async Task The_facts_of_the_page_are_told_beside_the_verdicts()
    {
        Web.Page("https://blog.example/new", "holds it", Holding with
        {
            Robots = [Page.Meta("NOARCHIVE")],
            Canonicals = [Page.Canonical("https://blog.example/new")]
        })
            .Redirect(Post, "https://blog.example/new", 302);

        var facts = (await VisitAsync()).Facts;

        Assert.Equal("https://blog.example/new", facts.FinalUrl.Href);
        Assert.Equal(200, facts.HttpStatus);
        Assert.Equal(["302 https://blog.example/post → https://blog.example/new"], facts.Trail);
        Assert.Equal(["noarchive"], facts.Robots);
        Assert.Equal("https://blog.example/new", facts.Canonical);
        Assert.Equal("Ten lamps we like", facts.Title);
    }
}
