using LinkWatch.Fetching;
using LinkWatch.Html;
using LinkWatch.Judging;
using LinkWatch.Robots;

namespace LinkWatch.Tests.Core.Judging;

public sealed class TargetJudgeTests
{
    private static string Says(PageAnswer page) => TargetJudge.Of(page).Says();

    [Fact]
    public void A_page_that_answers_is_live_whatever_it_links_to()
    {
        var verdict = TargetJudge.Of(Page.Without);

        Assert.Equal("live", verdict.Says());
        Assert.True(verdict is { IsComplete: true, IsOfTarget: true });
    }

    [Theory]
    [InlineData(404, "lost: page-gone")]
    [InlineData(410, "lost: page-gone")]
    [InlineData(403, "unknown: blocked")]
    [InlineData(500, "unknown: server-error")]
    public void A_status_says_what_it_says_of_links(int status, string expected) =>
        Assert.Equal(expected, Says(Page.Without with { HttpStatus = status }));

    [Fact]
    public void A_redirect_to_another_page_is_told_with_its_chain()
    {
        var verdict = TargetJudge.Of(Page.Without.MovedTo("https://blog.example/b").MovedTo("https://blog.example/c", 302));

        Assert.Equal("lost: page-redirected", verdict.Says());
        Assert.False(verdict.IsPermanentRedirect);
        Assert.Equal(
            [
                "301 https://blog.example/post → https://blog.example/b",
                "302 https://blog.example/b → https://blog.example/c",
                "the page leads for now to https://blog.example/c",
            ],
            verdict.Evidence);
    }

    [Theory]
    [InlineData("http://blog.example/post")]
    [InlineData("https://www.blog.example/post/")]
    [InlineData("https://blog.example/post?utm_source=x")]
    public void A_redirect_to_another_spelling_of_the_page_is_none(string url) => Assert.Equal("live", Says(Page.Without.MovedTo(url)));

    [Fact]
    public void A_redirect_that_ends_at_a_missing_page_is_a_page_that_is_gone() =>
        Assert.Equal("lost: page-gone", Says(Page.Without.MovedTo("https://blog.example/b") with { HttpStatus = 404 }));

    [Fact]
    public void What_keeps_search_engines_from_indexing_it_is_told_but_not_a_nofollow()
    {
        var canonical = Page.Canonical("https://blog.example/b");
        var reading = Page.Reading() with { Robots = [Page.Meta("noindex, nofollow")], Canonicals = [canonical] };

        Assert.Equal("unindexed: meta-noindex canonical-elsewhere", Says(Page.Of(reading)));
        Assert.Equal("live", Says(Page.Of(Page.Reading() with { Robots = [Page.Meta("nofollow")] })));
        Assert.Equal("unindexed: header-noindex", Says(Page.Without.Header("X-Robots-Tag", "noindex")));
    }

    [Fact]
    public void A_rule_of_robots_txt_keeps_it_from_being_indexed()
    {
        var page = Page.Without with { Robots = new RobotsStanding { GooglebotRule = "Disallow: /post" } };

        Assert.Equal("unindexed: robots-disallowed", Says(page));
    }

    [Fact]
    public void A_wall_that_must_not_be_indexed_says_nothing_of_the_page()
    {
        var wall = Page.Of(Page.Reading() with { Robots = [Page.Meta("noindex")] }).Header("cf-mitigated", "challenge");

        Assert.Equal("unknown: blocked", Says(wall));
    }

    [Fact]
    public void A_file_is_a_target_like_any_other()
    {
        var file = Page.Of(reading: null) with { Kind = new BodyKind(BodyForm.Other, "application/pdf") };

        Assert.Equal("live", Says(file));
        Assert.Equal("unindexed: header-noindex", Says(file.Header("X-Robots-Tag", "noindex")));
    }

    [Fact]
    public void A_page_that_calls_itself_not_found_is_replaced() =>
        Assert.Equal("lost: page-replaced", Says(Page.Without.Titled("Page not found").Saying("Page not found")));

    [Fact]
    public void A_page_that_ends_in_an_error_of_its_program_is_neither_replaced_nor_back()
    {
        var broken = Page.Without.Saying("Ten teas. There has been a critical error on this website.");
        var page = broken with { Reading = broken.Reading! with { Doubt = AbsenceDoubt.EndsInError } };

        Assert.Equal("unknown: server-error", Says(page));
        Assert.False(TargetJudge.Of(page with { Reading = page.Reading! with { Text = "Ten teas." } }).IsComplete);
    }

    [Fact]
    public void A_page_that_was_cut_off_brings_nothing_back()
    {
        var verdict = TargetJudge.Of(Page.Without with { End = BodyEnd.Cut });

        Assert.Equal("live", verdict.Says());
        Assert.False(verdict.IsComplete);
    }
}
