using LinkWatch.Links;
using LinkWatch.Urls;

namespace LinkWatch.Tests.Core.Links;

public sealed class LinkTargetTests
{
    private static readonly Referrer Blog = new(WebUrl.Parse("https://notes.blog.example/a/post.html?id=7"));

    [Theory]
    [InlineData("ref=notes.blog.example")]
    [InlineData("ref=www.notes.blog.example")]
    [InlineData("ref=blog.example")]
    [InlineData("REF=Blog.Example")]
    [InlineData("source=https%3A%2F%2Fblog.example")]
    [InlineData("source=https://www.blog.example/")]
    [InlineData("referrer=https%3A%2F%2Fnotes.blog.example%2Fa%2Fpost.html%3Fid%3D7")]
    [InlineData("referer=http://notes.blog.example/a/post.html?id=7")]
    [InlineData("ref_url=//notes.blog.example/a/post.html%3fid=7")]
    [InlineData("via=notes.blog.example/a/post.html%3Fid%3D7")]
    [InlineData("from=notes.blog.example:443")]
    [InlineData("origin=blog.example.&ref=blog.example")]
    [InlineData("utm_source=blog.example&amp;ref=blog.example")]
    [InlineData("amp;source=blog.example")]
    [InlineData("ref=blog%2Eexample&gclid=1")]
    public void A_parameter_that_names_the_linking_page_does_not_say_which_page_is_meant(string query)
    {
        Assert.True(Is("https://shop.example/offer", "https://shop.example/offer?" + query));
        Assert.True(Is("https://shop.example/offer?id=3", $"https://shop.example/offer/?{query}&id=3"));
        Assert.True(Is("https://shop.example/offer?id=3", $"https://shop.example/offer?id=3&{query}"));
        Assert.False(Is("https://shop.example/offer?id=3", $"https://shop.example/offer?{query}"));
        Assert.False(Is("https://shop.example/offer", $"https://shop.example/offer?id=3&{query}"));
        Assert.False(Is("https://shop.example/offer", $"https://shop.example/offer?{query}", MatchMode.Exact));
        Assert.False(Is("https://shop.example/", $"https://shop.example/offer?{query}"));
    }

    [Theory]
    [InlineData("ref=other.example")]
    [InlineData("ref=log.example")]
    [InlineData("ref=example")]
    [InlineData("ref=deep.notes.blog.example")]
    [InlineData("ref=notes")]
    [InlineData("ref=")]
    [InlineData("ref")]
    [InlineData("source=https://notes.blog.example/a/other.html")]
    [InlineData("source=https://blog.example/a/post.html?id=7")]
    [InlineData("source=ftp://blog.example")]
    [InlineData("source=print")]
    [InlineData("domain=blog.example")]
    [InlineData("url=https://notes.blog.example/a/post.html%3Fid%3D7")]
    [InlineData("id=blog.example")]
    [InlineData("blog.example")]
    public void Any_other_parameter_may_say_which_page_is_meant(string query)
    {
        Assert.False(Is("https://shop.example/offer", "https://shop.example/offer?" + query));
        Assert.True(Is("https://shop.example/offer?" + query, "https://shop.example/offer?" + query));
    }

    [Theory]
    [InlineData("?ref=blog.example", "?ref=blog.example", true)]
    [InlineData("?ref=blog.example", "?REF=blog.example", false)]
    [InlineData("?ref=blog.example", "", false)]
    [InlineData("?ref=blog.example", "?ref=other.example", false)]
    [InlineData("?ref=other.example", "?ref=blog.example", false)]
    [InlineData("?ref=other.example", "?ref=other.example&via=blog.example", true)]
    [InlineData("?ref=other.example", "?ref=other.example&ref=blog.example", false)]
    [InlineData("?id=1&ref=blog.example", "?source=blog.example&id=1&ref=blog.example", true)]
    [InlineData("?source=print", "?source=blog.example", false)]
    [InlineData("?via=blog.example&id=1", "?id=1", false)]
    public void A_target_that_names_such_a_parameter_itself_is_matched_by_it(string target, string href, bool expected) =>
        Assert.Equal(expected, Is("https://shop.example/offer" + target, "https://shop.example/offer" + href));

    [Theory]
    [InlineData("http://127.0.0.1:8000/p", "ref=127.0.0.1", true)]
    [InlineData("http://127.0.0.1:8000/p", "ref=127.0.0.1:8000", true)]
    [InlineData("http://127.0.0.1:8000/p", "ref=0.0.1", false)]
    [InlineData("http://localhost:8000/p", "ref=localhost", true)]
    [InlineData("https://bücher.example/", "ref=bücher.example", true)]
    [InlineData("https://bücher.example/", "ref=xn--bcher-kva.example", true)]
    [InlineData("https://blog.example.co.uk/", "ref=example.co.uk", true)]
    [InlineData("https://blog.example.co.uk/", "ref=uk", false)]
    [InlineData("https://www.blog.example/p", "ref=https://blog.example/p/%23top", true)]
    public void The_linking_page_is_named_in_any_spelling_of_its_host(string page, string query, bool expected) =>
        Assert.Equal(expected, new LinkTarget(WebUrl.Parse("https://shop.example/")).Matches(
            WebUrl.Parse("https://shop.example/?" + query), new Referrer(WebUrl.Parse(page))));

    [Fact]
    public void A_page_that_has_moved_may_name_any_of_its_addresses()
    {
        var moved = new Referrer(WebUrl.Parse("https://old.example/p"), WebUrl.Parse("https://new.example/p"));
        var target = new LinkTarget(WebUrl.Parse("https://shop.example/"));
        Assert.All(["old.example", "new.example"], host => Assert.True(target.Matches(
            WebUrl.Parse("https://shop.example/?ref=" + host), moved)));
        Assert.False(target.Matches(WebUrl.Parse("https://shop.example/?ref=other.example"), moved));
    }

    [Theory]
    [InlineData(MatchMode.Page, "https://example.com/a", "http://www.example.com/a/?utm_source=x#y", true)]
    [InlineData(MatchMode.Page, "https://example.com/a", "https://example.com/b", false)]
    [InlineData(MatchMode.Exact, "https://example.com/a", "https://example.com/a#y", true)]
    [InlineData(MatchMode.Exact, "https://example.com/%7ea", "https://EXAMPLE.com:443/~a", true)]
    [InlineData(MatchMode.Exact, "https://example.com/a", "http://example.com/a", false)]
    [InlineData(MatchMode.Exact, "https://example.com/a", "https://example.com/a/", false)]
    [InlineData(MatchMode.Exact, "https://example.com/a", "https://www.example.com/a", false)]
    [InlineData(MatchMode.Exact, "https://example.com/a", "https://example.com/a?utm_source=x", false)]
    [InlineData(MatchMode.Domain, "https://example.com/", "http://example.com:8080/deep?x", true)]
    [InlineData(MatchMode.Domain, "https://www.example.com/a", "https://example.com/", true)]
    [InlineData(MatchMode.Domain, "https://www.example.com/a", "https://blog.example.com/", true)]
    [InlineData(MatchMode.Domain, "https://example.com/", "https://badexample.com/", false)]
    [InlineData(MatchMode.Domain, "https://blog.example.com/", "https://example.com/", false)]
    [InlineData(MatchMode.Domain, "https://example.com/", "https://example.com.evil.example/", false)]
    [InlineData(MatchMode.Domain, "https://example.com/", "mailto:a@example.com", false)]
    [InlineData(MatchMode.Domain, "https://www.com/", "https://example.com/", false)]
    [InlineData(MatchMode.Domain, "http://192.0.2.1/", "http://192.0.2.1:81/x", true)]
    [InlineData(MatchMode.Exact, "https://example.com/", "ftp://example.com/", false)]
    public void A_link_matches_as_its_mode_says(MatchMode mode, string target, string href, bool expected) =>
        Assert.Equal(expected, new LinkTarget(WebUrl.Parse(target), mode).Matches(WebUrl.Parse(href), Blog));

    private static bool Is(string target, string href, MatchMode mode = MatchMode.Page) =>
        new LinkTarget(WebUrl.Parse(target), mode).Matches(WebUrl.Parse(href), Blog);

    [Theory]
    [InlineData("https://example.com/other", true)]
    [InlineData("http://www.example.com:81/", true)]
    [InlineData("https://shop.example.com/", true)]
    [InlineData("https://example.org/", false)]
    [InlineData("ftp://example.com/", false)]
    public void The_same_site_is_the_host_or_below_it_in_every_mode(string href, bool expected) =>
        Assert.All(Enum.GetValues<MatchMode>(), mode =>
            Assert.Equal(expected, new LinkTarget(WebUrl.Parse("https://www.example.com/a"), mode).IsSameSite(WebUrl.Parse(href))));
}
