using LinkWatch.Checking;
using LinkWatch.Fetching;
using LinkWatch.Judging;
using LinkWatch.Links;
using LinkWatch.Robots;
using LinkWatch.Tests.Core.Judging;
using LinkWatch.Urls;

namespace LinkWatch.Tests.Core.Checking;

public sealed class KnownPageTests : VisitorTests
{
    [Fact]
    public async Task A_page_that_did_not_change_is_judged_without_being_read()
    {
        Web.Unchanging(Post, "holds it", Holding, "\"1\"");
        var known = (await VisitAsync()).Known;
        Web.Readers.Clear();

        var visit = await VisitAsync(known);

        Assert.Equal("live", visit.Verdicts[0].Says());
        Assert.True(visit.Verdicts[0].IsComplete);
        Assert.True(visit.IsUnchanged);
        Assert.False(visit.IsUnconditional);
        Assert.Empty(Web.Readers);
        Assert.Equal(Json.Write(known), Json.Write(visit.Known));
    }

    [Fact]
    public async Task The_headers_of_an_unchanged_page_are_judged_anew()
    {
        Web.Unchanging(Post, "holds it", Holding, "\"1\"");
        var known = (await VisitAsync()).Known;
        Web.Unchanging(Post, "holds it", Holding, "\"1\"", ("X-Robots-Tag", "noindex"));

        Assert.Equal("unindexed: header-noindex", (await VisitAsync(known)).Verdicts[0].Says());
    }

    [Fact]
    public async Task Headers_that_a_304_leaves_out_are_those_of_the_page()
    {
        Web.Page(Post, "holds it", Holding, ("ETag", "\"1\""), ("X-Robots-Tag", "noindex"));
        var known = (await VisitAsync()).Known;
        Web.Unchanging(Post, "holds it", Holding, "\"1\"");

        Assert.Equal("unindexed: header-noindex", (await VisitAsync(known)).Verdicts[0].Says());
    }

    [Fact]
    public async Task Robots_txt_of_an_unchanged_page_is_judged_anew()
    {
        Web.Unchanging(Post, "holds it", Holding, "\"1\"");
        var known = (await VisitAsync()).Known;
        Web.Robots(Post, new RobotsStanding { GooglebotRule = "Disallow: /" });

        Assert.Equal("unindexed: robots-disallowed", (await VisitAsync(known)).Verdicts[0].Says());
    }

    [Fact]
    public async Task The_same_bytes_are_not_read_again_where_the_server_has_no_validators()
    {
        Web.Page(Post, "holds it", Holding);
        var known = (await VisitAsync()).Known;
        Web.Readers.Clear();

        var visit = await VisitAsync(known);

        Assert.True(visit.IsUnchanged);
        Assert.Empty(Web.Readers);
        Assert.Null(known!.Validators);
    }

    [Fact]
    public async Task Other_bytes_are_read()
    {
        Web.Page(Post, "holds it", Holding);
        var known = (await VisitAsync()).Known;
        Web.Page(Post, "lacks it", Lacking);

        var visit = await VisitAsync(known);

        Assert.Equal("lost: link-removed", visit.Verdicts[0].Says());
        Assert.False(visit.IsUnchanged);
        Assert.NotEqual(known!.BodyHash, visit.BodyHash);
    }

    [Fact]
    public async Task An_unconditional_visit_reads_the_page_whatever_is_known()
    {
        Web.Unchanging(Post, "holds it", Holding, "\"1\"");
        var known = (await VisitAsync()).Known;
        Web.Readers.Clear();
        Web.Fetches.Clear();
        Time.Advance(TimeSpan.FromDays(7));

        var visit = await VisitAsync(known, isUnconditional: true);

        Assert.Equal([Post], Web.Fetches);
        Assert.Equal(["scanner"], Web.Readers);
        Assert.Equal([Post], Web.FreshRobots);
        Assert.True(visit.IsUnconditional);
        Assert.Equal(Time.GetUtcNow(), visit.Known!.ReadAt);
    }

    [Fact]
    public async Task A_first_visit_takes_robots_txt_as_it_is_cached()
    {
        Web.Page(Post, "holds it", Holding);

        await VisitAsync(isUnconditional: true);

        Assert.Empty(Web.FreshRobots);
    }

    [Fact]
    public async Task A_visit_that_confirms_what_robots_txt_said_asks_it_again()
    {
        Web.Robots(Post, new RobotsStanding { Refusal = Reason.RobotsRefused, GooglebotRule = "Disallow: /" });

        var first = await VisitAsync(isUnconditional: true);
        await VisitAsync(first.Known, isUnconditional: true);

        Assert.Equal([Post], Web.FreshRobots);
    }

    [Fact]
    public async Task What_older_readers_found_is_not_reused()
    {
        Web.Unchanging(Post, "holds it", Holding, "\"1\"");
        var known = (await VisitAsync()).Known! with { ReadersVersion = BodyReaders.Version - 1 };
        Web.Fetches.Clear();

        await VisitAsync(known);

        Assert.Equal([Post], Web.Fetches);
    }

    [Fact]
    public async Task A_304_from_another_address_than_the_one_that_is_known_is_asked_again()
    {
        Web.Unchanging("https://blog.example/a", "holds it", Holding, "\"1\"").Redirect(Post, "https://blog.example/a");
        var known = (await VisitAsync()).Known;
        Web.Unchanging("https://blog.example/b", "lacks it", Lacking, "\"1\"").Redirect(Post, "https://blog.example/b");
        Web.Fetches.Clear();

        var visit = await VisitAsync(known);

        Assert.Equal("lost: page-redirected", visit.Verdicts[0].Says());
        Assert.Equal([$"{Post} if changed", Post], Web.Fetches);
        Assert.True(visit.IsUnconditional);
    }

    [Fact]
    public async Task A_304_that_nobody_asked_for_tells_nothing()
    {
        Web.Answer(Post, 304);

        Assert.Equal("unknown: unreadable", await SaysAsync());
    }

    [Fact]
    public async Task A_wall_in_place_of_the_page_leaves_what_was_known()
    {
        Web.Unchanging(Post, "holds it", Holding, "\"1\"");
        var known = (await VisitAsync()).Known;
        Web.Page(Post, "wall", Lacking with { Title = "Log in", TextLength = 300 }, ("ETag", "\"wall\""));

        var visit = await VisitAsync(known);

        Assert.Equal("unknown: blocked", visit.Verdicts[0].Says());
        Assert.Equal(known!.BodyHash, visit.Known!.BodyHash);
        Assert.Equal("\"1\"", visit.Known.Validators!.ETag);
    }

    [Theory]
    [InlineData("Log in")]
    [InlineData("Page not found")]
    public async Task A_first_visit_that_meets_a_wall_or_another_page_keeps_nothing(string title)
    {
        // Its text is not kept: an unchanged wall would be taken for a page without the link.
        Web.Page(Post, "wall", Lacking with { Title = title, TextLength = 300 }, ("ETag", "\"wall\""));

        Assert.Null((await VisitAsync()).Known);
    }

    [Fact]
    public async Task A_page_without_the_link_is_kept_so_that_a_lost_link_costs_no_more_than_a_live_one()
    {
        Web.Unchanging(Post, "lacks it", Lacking, "\"1\"");
        var known = (await VisitAsync()).Known;

        var visit = await VisitAsync(known);

        Assert.True(visit.IsUnchanged);
        Assert.Equal("lost: link-removed", visit.Verdicts[0].Says());
    }

    [Fact]
    public async Task A_disputed_page_is_read_again_every_time()
    {
        Web.Unchanging(Post, "lacks it", Lacking, "\"1\"");
        Independent = reading => reading with { Links = [Page.Link()] };

        Assert.Null((await VisitAsync()).Known);
    }

    [Fact]
    public async Task What_is_kept_is_small_and_survives_storage()
    {
        Web.Unchanging(Post, "holds it", Holding with { Text = new string('x', 4096) }, "\"1\"");

        var known = (await VisitAsync()).Known!;
        var restored = Json.Read<KnownPage>(Json.Write(known));

        Assert.Equal("", restored.Reading!.Text);
        Assert.InRange(Json.Write(known).Length, 1, 2000);
        Assert.Equal("live", (await VisitAsync(restored)).Verdicts[0].Says());
    }

    [Theory]
    [InlineData(40, 20)]
    [InlineData(20, 400)]
    public async Task A_page_too_rich_to_keep_is_read_every_time(int links, int anchor)
    {
        var rich = Enumerable.Range(0, links)
            .Select(i => Page.Link($"https://shop.example/lamps?n={i}") with { Anchor = new string('x', anchor) });
        Web.Unchanging(Post, "rich", Page.Reading([Page.Link(), .. rich]), "\"1\"");

        var known = (await VisitAsync()).Known!;

        Assert.Null(known.Reading);
        Assert.Null(known.Validators);
        Assert.False((await VisitAsync(known)).IsUnchanged);
    }

    [Fact]
    public async Task The_fingerprint_stays_that_of_the_page_that_held_the_link()
    {
        Web.Page(Post, "holds it", Holding);
        var known = (await VisitAsync()).Known;
        Web.Page(Post, "lacks it", Lacking with { Title = "Ten lamps we love", OutboundLinks = 7 });

        var visit = await VisitAsync(known);

        Assert.Equal("Ten lamps we like", visit.Known!.Fingerprint!.Title);
        Assert.True(visit.IsPageAlike);
    }

    [Fact]
    public async Task A_page_that_changed_a_lot_is_not_alike()
    {
        Web.Page(Post, "holds it", Holding);
        var known = (await VisitAsync()).Known;
        Web.Page(Post, "lacks it", Lacking with { OutboundLinks = 2 });
        Assert.False((await VisitAsync(known)).IsPageAlike);

        Web.Page(Post, "lacks it and is called otherwise", Lacking with { Title = "Our favourites of the year" });
        Assert.False((await VisitAsync(known)).IsPageAlike);
    }

    [Fact]
    public async Task A_page_behind_a_refresh_is_read_every_time()
    {
        Web.Page(Post, "sends on", Lacking with
        {
            Refresh = new LinkWatch.Html.MetaRefresh(0, WebUrl.Parse("https://blog.example/new"), "<meta>")
        })
            .Unchanging("https://blog.example/new", "holds it", Holding, "\"1\"");
        var known = (await VisitAsync()).Known;

        var visit = await VisitAsync(known);

        Assert.Equal("live", visit.Verdicts[0].Says());
        Assert.DoesNotContain(Web.Fetches, fetch => fetch.EndsWith("if changed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_one_off_check_keeps_nothing()
    {
        Web.Page(Post, "holds it", Holding);

        var visit = await VisitAsync(isOneOff: true);

        Assert.Null(visit.Known);
        Assert.Null(visit.BodyHash);
    }

    [Fact]
    public async Task An_outage_of_robots_txt_goes_on_from_visit_to_visit()
    {
        var since = Time.GetUtcNow();
        Web.Robots(Post, new RobotsStanding { Refusal = Reason.RobotsRefused, UnreachableSince = since });

        var known = (await VisitAsync()).Known;
        await VisitAsync(known);

        Assert.Equal([null, since], Web.KnownRobots.Select(standing => standing?.UnreachableSince));
    }

    [Fact]
    public async Task Validators_are_those_of_the_page_that_answered()
    {
        Web.Unchanging("https://blog.example/a", "holds it", Holding, "\"1\"").Redirect(Post, "https://blog.example/a");

        Assert.Equal(new Validators("\"1\"", null, WebUrl.Parse("https://blog.example/a")), (await VisitAsync()).Known!.Validators);
    }
}
