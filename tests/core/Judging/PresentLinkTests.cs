using LinkWatch.Fetching;
using LinkWatch.Links;
using LinkWatch.Robots;
using LinkWatch.Urls;

namespace LinkWatch.Tests.Core.Judging;

public sealed class PresentLinkTests
{
    [Fact]
    public void A_followed_link_on_an_ordinary_page_is_live()
    {
        var verdict = Page.With(Page.Link()).Judged();

        Assert.Equal("live", verdict.Says());
        Assert.True(verdict.IsComplete);
        Assert.Contains("the link: <a href=\"https://shop.example/lamps\">", verdict.Evidence);
    }

    [Theory]
    [InlineData("nofollow", "nofollow: rel-nofollow")]
    [InlineData("ugc", "nofollow: rel-ugc")]
    [InlineData("sponsored noopener", "nofollow: rel-sponsored")]
    [InlineData("ugc,nofollow", "nofollow: rel-nofollow rel-ugc")]
    [InlineData("noopener external", "live")]
    public void Each_withholding_token_is_a_reason(string rel, string says) =>
        Assert.Equal(says, Page.With(Page.Link(rel: rel)).Judged().Says());

    [Fact]
    public void The_best_of_several_links_decides_and_all_are_listed()
    {
        var verdict = Page.With(Page.Link(rel: "ugc nofollow"), Page.Link(rel: "nofollow"), Page.Link()).Judged();

        Assert.Equal("live", verdict.Says());
        Assert.Equal(["", "nofollow", "ugc nofollow"], verdict.Links.Select(link => string.Join(' ', link.Rel)));
    }

    [Fact]
    public void Of_two_equally_good_links_the_visible_one_comes_first()
    {
        var hidden = Page.Link() with { Placement = Placement.Hidden };

        Assert.Equal(Placement.Content, Page.With(hidden, Page.Link()).Judged().Links[0].Placement);
    }

    [Fact]
    public void Links_to_other_pages_of_the_site_are_not_listed()
    {
        Assert.Single(Page.With(Page.Link("https://shop.example/other"), Page.Link()).Judged().Links);
    }

    [Theory]
    [InlineData("noindex", "unindexed: meta-noindex")]
    [InlineData("none", "unindexed: meta-noindex meta-nofollow")]
    [InlineData("nofollow", "nofollow: meta-nofollow")]
    [InlineData("unavailable_after: 2020-01-01", "unindexed: meta-noindex")]
    [InlineData("unavailable_after: 2099-01-01", "live")]
    [InlineData("max-snippet:50, follow", "live")]
    public void The_pages_own_meta_tags_count(string content, string says)
    {
        var page = Page.Of(Page.Reading(Page.Link()) with { Robots = [Page.Meta(content)] });

        Assert.Equal(says, page.Judged().Says());
    }

    [Theory]
    [InlineData("noindex, nofollow", "unindexed: header-noindex header-nofollow")]
    [InlineData("googlebot: noindex", "unindexed: header-noindex")]
    [InlineData("otherbot: noindex", "live")]
    public void The_pages_headers_count(string value, string says) =>
        Assert.Equal(says, Page.With(Page.Link()).Header("X-Robots-Tag", value).Judged().Says());

    [Fact]
    public void The_worst_status_holds_and_every_reason_is_listed_with_its_evidence()
    {
        var page = Page.Of(Page.Reading(Page.Link(rel: "nofollow")) with { Robots = [Page.Meta("noindex")] })
            .Header("X-Robots-Tag", "nofollow");

        var verdict = page.Judged();

        Assert.Equal("unindexed: meta-noindex rel-nofollow header-nofollow", verdict.Says());
        Assert.Contains(verdict.Evidence, line => line.Contains("<meta name=\"robots\" content=\"noindex\">", StringComparison.Ordinal));
        Assert.Contains(verdict.Evidence, line => line.Contains("X-Robots-Tag: nofollow", StringComparison.Ordinal));
        Assert.Contains(verdict.Evidence, line => line.Contains("rel=\"nofollow\"", StringComparison.Ordinal));
    }

    [Fact]
    public void Where_robots_txt_keeps_Googlebot_out_the_meta_tags_are_unseen()
    {
        var page = Page.Of(Page.Reading(Page.Link(rel: "ugc")) with { Robots = [Page.Meta("noindex, nofollow")] }) with
        {
            Robots = new RobotsStanding { GooglebotRule = "Disallow: /post" },
        };

        var verdict = page.Judged();

        Assert.Equal("unindexed: robots-disallowed rel-ugc", verdict.Says());
        Assert.Contains("robots.txt keeps Googlebot out: Disallow: /post", verdict.Evidence);
        Assert.Single(verdict.Links);
    }

    [Theory]
    [InlineData(BodyEnd.Cut)]
    [InlineData(BodyEnd.TooLarge)]
    [InlineData(BodyEnd.TimedOut)]
    public void A_link_that_was_seen_in_part_of_a_page_is_present_and_the_rest_is_said_to_be_unknown(BodyEnd end)
    {
        var verdict = (Page.With(Page.Link()) with { End = end }).Judged();

        Assert.Equal("live", verdict.Says());
        Assert.False(verdict.IsComplete);
        Assert.Contains(verdict.Evidence, line => line.Contains("what else is on the page is unknown", StringComparison.Ordinal));
    }

    [Fact]
    public void A_link_beyond_what_Google_reads_is_said_to_be_there()
    {
        var late = Page.Link() with { Offset = 2_500_000 };

        Assert.Contains(Page.With(late).Judged().Evidence, line => line.Contains("2.4 MiB into the page", StringComparison.Ordinal));
        Assert.DoesNotContain(Page.With(Page.Link() with { Offset = 2_000_000 }).Judged().Evidence, line =>
            line.Contains("into the page", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Placement.Hidden, "hidden from visitors")]
    [InlineData(Placement.Noscript, "noscript")]
    public void A_place_that_takes_from_a_links_worth_is_noted(Placement placement, string said) =>
        Assert.Contains(Page.With(Page.Link() with { Placement = placement }).Judged().Evidence, line =>
            line.Contains(said, StringComparison.Ordinal));

    [Fact]
    public void An_image_without_alternative_text_is_noted() =>
        Assert.Contains(Page.With(Page.Link() with { IsImage = true, Anchor = "" }).Judged().Evidence, line =>
            line.Contains("no anchor", StringComparison.Ordinal));

    [Theory]
    [InlineData(100, false)]
    [InlineData(134, true)]
    public void More_than_a_hundred_outbound_links_are_said_with_their_number(int links, bool isSaid)
    {
        var page = Page.Of(Page.Reading(Page.Link()) with { OutboundLinks = links });

        Assert.Equal(isSaid, page.Judged().Evidence.Contains($"the page has {links} links to other hosts", StringComparer.Ordinal));
    }

    [Fact]
    public void A_link_on_the_page_where_a_redirect_ended_is_fine()
    {
        var verdict = Page.With(Page.Link()).MovedTo("https://blog.example/2026/post").Judged();

        Assert.Equal("live", verdict.Says());
        Assert.Contains("301 https://blog.example/post → https://blog.example/2026/post", verdict.Evidence);
    }

    [Fact]
    public void A_link_in_an_answer_that_promises_no_whole_page_is_still_seen()
    {
        var verdict = (Page.With(Page.Link()) with { HttpStatus = 206 }).Judged();

        Assert.Equal("live", verdict.Says());
        Assert.False(verdict.IsComplete);
    }

    [Fact]
    public void A_wall_beside_the_link_is_no_wall()
    {
        Assert.Equal("live", Page.With(Page.Link()).Titled("Log in").Header("cf-mitigated", "challenge").Judged().Says());
    }

    [Fact]
    public void The_link_that_an_owner_follows_by_domain_is_found_on_any_page_of_it()
    {
        var target = new LinkTarget(WebUrl.Parse("https://shop.example/"), MatchMode.Domain);

        Assert.Equal("live", Page.With(Page.Link("https://de.shop.example/anything")).Judged(target).Says());
    }
}
