using LinkWatch.Links;
using LinkWatch.Urls;

namespace LinkWatch.Tests.Core.Links;

public sealed class LinkTargetTests
{
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
        Assert.Equal(expected, new LinkTarget(WebUrl.Parse(target), mode).Matches(WebUrl.Parse(href)));

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
