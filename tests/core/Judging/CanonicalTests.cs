using LinkWatch.Judging;
using LinkWatch.Robots;
using LinkWatch.Urls;

namespace LinkWatch.Tests.Core.Judging;

public sealed class CanonicalTests
{
    private static readonly WebUrl Article = WebUrl.Parse("https://blog.example/article");

    private static PageAnswer Naming(params string[] canonicals) =>
        Page.Of(Page.Reading(Page.Link()) with { Canonicals = [.. canonicals.Select(Page.Canonical)] });

    [Theory]
    [InlineData("https://blog.example/post")]
    [InlineData("http://blog.example/post")]
    [InlineData("https://www.blog.example/post")]
    [InlineData("https://blog.example/post/")]
    [InlineData("https://blog.example/post?utm_source=x")]
    public void The_page_itself_in_another_spelling_is_not_elsewhere(string canonical) =>
        Assert.Equal("live", Naming(canonical).Judged().Says());

    [Fact]
    public void Another_page_that_was_not_read_takes_the_credit_away()
    {
        var verdict = Naming("https://blog.example/article").Judged();

        Assert.Equal("unindexed: canonical-elsewhere", verdict.Says());
        Assert.Contains(verdict.Evidence, line => line.Contains("was not read: <link rel=\"canonical\"", StringComparison.Ordinal));
    }

    [Fact]
    public void Another_page_that_holds_the_link_is_where_it_is_counted()
    {
        var verdict = (Naming("https://blog.example/article") with
        {
            CanonicalPage = new(Article, IsReadable: true, [Page.Link()])
        }).Judged();

        Assert.Equal("live", verdict.Says());
        Assert.Contains(verdict.Evidence, line => line.StartsWith("counted at https://blog.example/article", StringComparison.Ordinal));
    }

    [Fact]
    public void The_rel_where_the_link_is_counted_decides()
    {
        var page = Page.Of(Page.Reading(Page.Link()) with { Canonicals = [Page.Canonical(Article.Href)] });

        Assert.Equal(
            "nofollow: rel-nofollow",
            (page with { CanonicalPage = new(Article, IsReadable: true, [Page.Link(rel: "nofollow")]) }).Judged().Says());
    }

    [Theory]
    [InlineData(null, "does not hold the link")]
    [InlineData("which answers HTTP 404", "answers HTTP 404")]
    public void Another_page_without_the_link_takes_the_credit_away(string? detail, string said)
    {
        var verdict = (Naming(Article.Href) with { CanonicalPage = new(Article, IsReadable: true, []) { Detail = detail } }).Judged();

        Assert.Equal("unindexed: canonical-elsewhere", verdict.Says());
        Assert.Contains(verdict.Evidence, line => line.Contains(said, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(null, "could not be read")]
    [InlineData("which answers HTTP 503", "answers HTTP 503")]
    public void Another_page_that_could_not_be_read_is_a_note_and_takes_nothing_away(string? detail, string said)
    {
        var verdict = (Naming(Article.Href) with { CanonicalPage = new(Article, IsReadable: false, []) { Detail = detail } }).Judged();

        Assert.Equal("live", verdict.Says());
        Assert.False(verdict.IsComplete);
        Assert.Contains(verdict.Evidence, line => line.Contains(said, StringComparison.Ordinal));
    }

    [Fact]
    public void What_takes_the_credit_away_on_the_page_itself_does_so_whether_its_canonical_can_be_read_or_not()
    {
        var page = Naming(Article.Href) with { CanonicalPage = new(Article, IsReadable: false, []) };

        Assert.Equal(
            "unindexed: meta-noindex", (page with { Reading = page.Reading! with { Robots = [Page.Meta("noindex")] } }).Judged().Says());
        Assert.Equal(
            "nofollow: rel-nofollow",
            (page with { Reading = page.Reading! with { Links = [Page.Link(rel: "nofollow")] } }).Judged().Says());
    }

    [Fact]
    public void While_another_page_cannot_be_read_a_link_counts_as_it_did_there_but_must_still_be_here()
    {
        var before = new CanonicalPage(Article, IsReadable: false, [Page.Link()])
        {
            Detail = "which answers HTTP 503",
            IsFromBefore = true,
        };
        var here = Page.Of(Page.Reading(Page.Link(rel: "nofollow")) with { Canonicals = [Page.Canonical(Article.Href)] });
        var gone = Page.Of(Page.Reading() with { Canonicals = [Page.Canonical(Article.Href)] });

        Assert.Equal("live", (here with { CanonicalPage = before }).Judged().Says());
        Assert.False((here with { CanonicalPage = before }).Judged().IsComplete);
        Assert.Equal("unknown: unreadable", (gone with { CanonicalPage = before }).Judged().Says());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("nofollow")]
    public void What_another_page_took_away_before_it_became_unreadable_is_left_open(string? rel)
    {
        var page = Naming(Article.Href) with
        {
            CanonicalPage = new(Article, IsReadable: false, rel is null ? [] : [Page.Link(rel: rel)]) { IsFromBefore = true },
        };

        Assert.Equal("unknown: unreadable", page.Judged().Says());
        Assert.Equal(
            "unindexed: meta-noindex", (page with { Reading = page.Reading! with { Robots = [Page.Meta("noindex")] } }).Judged().Says());
    }

    [Fact]
    public void A_link_that_only_the_canonical_page_holds_is_counted_there()
    {
        var page = Page.Of(Page.Reading() with { Canonicals = [Page.Canonical(Article.Href)] }) with
        {
            CanonicalPage = new(Article, IsReadable: true, [Page.Link()])
        };

        Assert.Equal("live", page.Judged().Says());
    }

    [Fact]
    public void What_was_read_of_a_page_that_is_no_longer_named_does_not_count()
    {
        Assert.Equal(
            "lost: link-removed", (Page.Without with { CanonicalPage = new(Article, IsReadable: true, [Page.Link()]) }).Judged().Says());
    }

    [Fact]
    public void Several_that_differ_are_ignored_and_that_is_said()
    {
        var verdict = Naming("https://blog.example/article", "https://blog.example/other").Judged();

        Assert.Equal("live", verdict.Says());
        Assert.Contains(verdict.Evidence, line => line.Contains("search engines ignore them", StringComparison.Ordinal));
    }

    [Fact]
    public void Several_that_are_spellings_of_one_page_are_one() =>
        Assert.Equal(
            "unindexed: canonical-elsewhere", Naming("https://blog.example/article", "http://www.blog.example/article/").Judged().Says());

    [Theory]
    [InlineData("<https://blog.example/article>; rel=\"canonical\"")]
    [InlineData("<https://blog.example/article>; rel=canonical")]
    [InlineData("</article>;title=\"a, b\";REL=\"alternate Canonical\"")]
    [InlineData("<https://cdn.example/a,b.css>; rel=preload; as=style, <../article>; rel=\"canonical\"")]
    public void The_Link_header_counts_as_the_tag_does(string header)
    {
        var verdict = Page.With(Page.Link()).Header("Link", header).Judged();

        Assert.Equal("unindexed: canonical-elsewhere", verdict.Says());
        Assert.Contains(verdict.Evidence, line => line.Contains("https://blog.example/article to be indexed", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("<https://blog.example/article>; rel=\"alternate\"")]
    [InlineData("<https://blog.example/article>; rel=\"canonical\"; anchor=\"/feed\"")]
    [InlineData("<https://blog.example/article>; rel=\"alternate\"; rel=\"canonical\"")]
    [InlineData("<javascript:void(0)>; rel=\"canonical\"")]
    [InlineData("<http://[bad>; rel=\"canonical\"")]
    [InlineData("<https://blog.example/article; rel=\"canonical\"")]
    [InlineData("rel=\"canonical\"")]
    [InlineData("<")]
    [InlineData("<>;rel=\"canon")]
    [InlineData("<https://blog.example/de/article>; rel=\"canonical\"; hreflang=\"de\"")]
    [InlineData("<https://blog.example/de/article>; hreflang=de; rel=canonical")]
    [InlineData("<https://blog.example/print>; rel=canonical; media=\"print\"")]
    [InlineData("<https://blog.example/m>; media=\"only screen and (max-width: 640px)\"; rel=canonical")]
    [InlineData("<https://blog.example/post.pdf>; rel=\"canonical\"; type=\"application/pdf\"")]
    [InlineData("<https://blog.example/de/article>; rel=canonical; LANG=de")]
    public void A_Link_header_that_names_no_canonical_is_none(string header) =>
        Assert.Equal("live", Page.With(Page.Link()).Header("Link", header).Judged().Says());

    [Fact]
    public void Tag_and_header_that_differ_are_ignored() =>
        Assert.Equal("live", Naming(Article.Href).Header("Link", "<https://blog.example/other>; rel=canonical").Judged().Says());

    [Fact]
    public void The_page_that_was_asked_for_is_not_elsewhere_although_another_answered() =>
        Assert.Equal("live", Naming("https://blog.example/post").MovedTo("https://blog.example/post?session=1", 302).Judged().Says());

    [Fact]
    public void What_a_search_engine_may_not_read_names_no_canonical_to_it()
    {
        var page = Naming(Article.Href) with { Robots = new RobotsStanding { GooglebotRule = "Disallow: /" } };

        Assert.Equal("unindexed: robots-disallowed", page.Judged().Says());
    }
}
