using LinkWatch.Html;
using LinkWatch.Links;
using LinkWatch.Robots;
using LinkWatch.Tests.Core.Judging;

namespace LinkWatch.Tests.Core.Checking;

public sealed class CanonicalPageTests : VisitorTests
{
    private const string Article = "https://blog.example/article";

    private static PageReading Naming => Holding with { Canonicals = [Page.Canonical(Article)] };

    [Fact]
    public async Task A_link_that_the_canonical_page_holds_is_live_and_said_to_be_counted_there()
    {
        Web.Page(Post, "amp", Naming).Page(Article, "holds it", Holding);

        var visit = await VisitAsync();

        Assert.Equal("live", visit.Verdicts[0].Says());
        Assert.Contains(visit.Verdicts[0].Evidence, line => line.StartsWith($"counted at {Article}", StringComparison.Ordinal));
        Assert.DoesNotContain("anglesharp", Web.Readers);
        Assert.True(visit.Known!.CanonicalPage!.IsReadable);
    }

    [Fact]
    public async Task A_canonical_page_without_the_link_takes_the_credit()
    {
        Web.Page(Post, "amp", Naming).Page(Article, "lacks it", Lacking);

        Assert.Equal("unindexed: canonical-elsewhere", await SaysAsync());
    }

    [Fact]
    public async Task A_canonical_page_that_cannot_be_read_is_a_note()
    {
        Web.Page(Post, "amp", Naming).Failing(Article, Reason.Timeout);
        var verdict = (await VisitAsync()).Verdicts[0];

        Assert.Equal("live", verdict.Says());
        Assert.False(verdict.IsComplete);
        Assert.Contains(verdict.Evidence, line => line.Contains("could not be read (it failed)", StringComparison.Ordinal));
    }

    [Fact]
    public async Task While_a_canonical_page_cannot_be_read_the_link_counts_as_it_did_there()
    {
        Web.Page(Post, "amp", Naming with { Links = [Page.Link(rel: "nofollow")] }).Page(Article, "holds it", Holding);
        var known = (await VisitAsync()).Known;
        Web.Answer(Article, 503);
        for (var day = 0; day < 3; day++)
        {
            var visit = await VisitAsync(known, isUnconditional: true);
            Assert.Equal("live", visit.Verdicts[0].Says());
            known = visit.Known;
        }

        Web.Page(Article, "lacks it", Lacking);
        Assert.Equal("unindexed: canonical-elsewhere rel-nofollow", (await VisitAsync(known)).Verdicts[0].Says());
    }

    [Fact]
    public async Task A_canonical_page_that_is_gone_or_may_not_be_indexed_takes_the_credit_and_is_said_to_be_so()
    {
        Web.Page(Post, "amp", Naming).Answer(Article, 404);
        Assert.Contains((await VisitAsync()).Verdicts[0].Evidence, line => line.Contains("answers HTTP 404", StringComparison.Ordinal));

        Web.Page(Article, "asks not to be", Holding with { Robots = [Page.Meta("noindex")] });
        Assert.Contains((await VisitAsync()).Verdicts[0].Evidence, line =>
            line.Contains("not to be indexed itself", StringComparison.Ordinal));

        Web.Robots(Article, new RobotsStanding { GooglebotRule = "Disallow: /article" }).Page(Article, "holds it", Holding);
        Assert.Contains((await VisitAsync()).Verdicts[0].Evidence, line =>
            line.Contains("keeps Googlebot out of (Disallow: /article)", StringComparison.Ordinal));
        Assert.Equal("unindexed: canonical-elsewhere", await SaysAsync());
    }

    [Fact]
    public async Task A_canonical_page_that_robots_txt_keeps_us_out_of_is_not_fetched()
    {
        Web.Page(Post, "amp", Naming).Robots(Article, new RobotsStanding { Refusal = Reason.RobotsRefused });

        Assert.Equal("live", await SaysAsync());
        Assert.Equal([Post], Web.Fetches);
    }

    [Fact]
    public async Task A_cut_canonical_page_counts_only_if_the_link_was_seen()
    {
        Web.Page(Post, "amp", Naming).Cut(Article, "cut, holds it", Holding);
        Assert.True((await VisitAsync()).Verdicts[0] is { Status: Status.Live, IsComplete: true });

        Web.Cut(Article, "cut, lacks it", Lacking);
        Assert.True((await VisitAsync()).Verdicts[0] is { Status: Status.Live, IsComplete: false });
    }

    [Fact]
    public async Task A_cut_canonical_page_may_have_cut_the_anchor_too()
    {
        var cut = Page.Reading(Page.Link() with { Anchor = "sh" });
        Web.Page(Post, "amp", Naming).Cut(Article, "cut", cut);
        Assert.Equal(Page.Link().Anchor, (await VisitAsync()).Verdicts[0].Links[0].Anchor);

        Web.Page(Post, "amp", Naming with { Links = [] });
        Assert.True((await VisitAsync()).Verdicts[0] is { Status: Status.Live, IsComplete: false });
    }

    [Fact]
    public async Task A_canonical_page_that_broke_off_upstream_may_hold_the_link()
    {
        var amp = Naming with { Links = [], OutboundLinks = 0 };
        Web.Page(Post, "amp", amp).Page(Article, "lacks it", Lacking);
        Assert.Equal("lost: link-removed", (await SaysAsync()).Split(" canonical")[0]);

        Web.Page(Article, "ends inside", Lacking with { End = LinkWatch.Html.PageEnd.Inside });
        Assert.Equal("unknown: unreadable", await SaysAsync());

        Web.Page(Article, "ends in an error", Lacking with { Doubt = LinkWatch.Html.AbsenceDoubt.EndsInError });
        Assert.Equal("unknown: unreadable", await SaysAsync());
    }

    [Fact]
    public async Task A_canonical_page_that_holds_the_links_is_asked_again_only_by_unconditional_readings()
    {
        Web.Page(Post, "amp", Naming).Page(Article, "holds it", Holding);
        var known = (await VisitAsync()).Known;
        Web.Fetches.Clear();

        Assert.Equal("live", (await VisitAsync(known)).Verdicts[0].Says());
        Assert.Equal([Post], Web.Fetches);

        await VisitAsync(known, isUnconditional: true);
        Assert.Equal([Post, Post, Article], Web.Fetches);
        Assert.Contains(Article, Web.FreshRobots);
    }

    [Fact]
    public async Task A_canonical_page_that_lacked_a_link_is_asked_every_time()
    {
        Web.Page(Post, "amp", Naming).Page(Article, "lacks it", Lacking);
        var known = (await VisitAsync()).Known;
        Web.Page(Article, "holds it", Holding);

        Assert.Equal("live", (await VisitAsync(known)).Verdicts[0].Says());
    }

    [Fact]
    public async Task Where_a_link_was_added_nothing_stored_stands_for_the_canonical_page()
    {
        Web.Page(Post, "amp", Naming).Page(Article, "holds it", Holding);
        var known = (await VisitAsync()).Known! with { Validators = null, BodyHash = null };
        Web.Fetches.Clear();

        await VisitAsync(known);

        Assert.Equal([Post, Article], Web.Fetches);
    }

    [Fact]
    public async Task No_canonical_page_is_fetched_for_a_page_that_Googlebot_may_not_read()
    {
        Web.Page(Post, "amp", Naming).Robots(Post, new RobotsStanding { GooglebotRule = "Disallow: /" });

        Assert.Equal("unindexed: robots-disallowed", await SaysAsync());
        Assert.Equal([Post], Web.Fetches);
    }

    [Fact]
    public async Task A_link_that_is_missing_here_may_be_on_a_canonical_page_that_could_not_be_seen()
    {
        Web.Page(Post, "amp", Lacking with { Canonicals = [Page.Canonical(Article)] }).Failing(Article, Reason.Timeout);
        Assert.Equal("unknown: unreadable", await SaysAsync());

        Web.Answer(Article, 503);
        Assert.Equal("unknown: unreadable", await SaysAsync());

        Web.Page(Article, "a wall", Lacking with { Title = "Just a moment...", Text = "", TextLength = 0 });
        Assert.Equal("unknown: unreadable", await SaysAsync());

        Web.Answer(Article, 404);
        Assert.Equal("lost: link-removed canonical-elsewhere", await SaysAsync());

        Web.Page(Article, "lacks it", Lacking);
        Assert.Equal("lost: link-removed canonical-elsewhere", await SaysAsync());
    }
}
