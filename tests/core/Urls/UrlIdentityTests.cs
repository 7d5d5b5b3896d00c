using LinkWatch.Urls;

namespace LinkWatch.Tests.Core.Urls;

public sealed class UrlIdentityTests
{
    [Theory]
    [InlineData("HTTP://User:pw@Example.COM:80/a/../b?x=1#part", "http://example.com/b?x=1")]
    [InlineData("https://example.com", "https://example.com/")]
    [InlineData("https://example.com:8443/", "https://example.com:8443/")]
    [InlineData("https://example.com/%7euser/%41%2d%2E%5F/%2f%c3%a9", "https://example.com/~user/A-._/%2F%C3%A9")]
    [InlineData("https://example.com/?q=%61%20%3d%26", "https://example.com/?q=a%20%3D%26")]
    [InlineData("https://example.com/100%/%zz%4", "https://example.com/100%/%zz%4")]
    [InlineData("https://example.com/?utm_source=x", "https://example.com/?utm_source=x")]
    [InlineData("https://bücher.example/ü", "https://xn--bcher-kva.example/%C3%BC")]
    public void A_page_to_visit_has_one_spelling(string url, string expected) =>
        Assert.Equal(expected, UrlIdentity.Normalize(WebUrl.Parse(url)));

    [Theory]
    [InlineData("https://example.com/a", "http://www.example.com/a/#part")]
    [InlineData("https://example.com", "https://www.example.com/")]
    [InlineData("https://example.com/?a=1&b=2", "https://example.com/?utm_source=x&a=1&gclid=y&b=2&FBCLID=z")]
    [InlineData("https://example.com/a?", "https://example.com/a")]
    [InlineData("https://example.com/a?utm_campaign=x", "https://example.com/a/")]
    [InlineData("https://example.com/%7Ea?b=%2f", "https://example.com/~a?b=%2F")]
    [InlineData("https://user@example.com:8080/", "http://www.example.com:8080")]
    [InlineData("https://example.com./a", "https://example.com/a")]
    public void Spellings_of_one_page_are_the_same_page(string a, string b) =>
        Assert.True(UrlIdentity.IsSamePage(WebUrl.Parse(a), WebUrl.Parse(b)));

    [Theory]
    [InlineData("https://example.com/a", "https://example.com/A")]
    [InlineData("https://example.com/a", "https://example.com/a//")]
    [InlineData("https://example.com/a", "https://blog.example.com/a")]
    [InlineData("https://example.com/a", "https://example.com:8080/a")]
    [InlineData("https://example.com/?a=1", "https://example.com/?a=2")]
    [InlineData("https://example.com/?a=1&b=2", "https://example.com/?b=2&a=1")]
    [InlineData("https://example.com/?utm", "https://example.com/")]
    [InlineData("https://example.com/%2F", "https://example.com//")]
    [InlineData("https://www.com/", "https://com/")]
    [InlineData("https://example.com/", "ftp://example.com/")]
    public void Different_pages_stay_different(string a, string b) =>
        Assert.False(UrlIdentity.IsSamePage(WebUrl.Parse(a), WebUrl.Parse(b)));

    [Theory]
    [InlineData("|", "%7C")]
    [InlineData("|", "%7c")]
    [InlineData("^", "%5E")]
    [InlineData("`", "%60")]
    [InlineData("{", "%7B")]
    [InlineData("}", "%7D")]
    [InlineData("\"", "%22")]
    [InlineData("<", "%3C")]
    [InlineData(">", "%3E")]
    [InlineData("'", "%27")]
    [InlineData("[", "%5B")]
    [InlineData("]", "%5d")]
    [InlineData("x y", "x%20y")]
    [InlineData("!", "%21")]
    [InlineData("*", "%2A")]
    [InlineData("(", "%28")]
    [InlineData(")", "%29")]
    [InlineData(":", "%3A")]
    [InlineData("@", "%40")]
    [InlineData("~", "%7e")]
    [InlineData("A", "%41")]
    [InlineData("é", "%C3%a9")]
    [InlineData("\U0001F375", "%F0%9f%8d%B5")]
    public void A_character_that_parts_nothing_is_its_escape(string written, string escaped)
    {
        foreach (var (before, after) in new[] { ("a", "b"), ("", "/c"), ("?q=", "&r"), ("?", "=1") })
        {
            var (a, b) = (Address($"/{before}{written}{after}"), Address($"/{before}{escaped}{after}"));
            Assert.True(UrlIdentity.IsSamePage(a, b), $"{a} {b}");
            Assert.True(UrlIdentity.IsSameAddress(a, b), $"{a} {b}");
        }
    }

    [Fact]
    public void A_backslash_in_a_query_is_its_escape_and_in_a_path_it_is_a_slash()
    {
        Assert.True(UrlIdentity.IsSamePage(Address(@"/?a\b"), Address("/?a%5Cb")));
        Assert.False(UrlIdentity.IsSamePage(Address(@"/a\b"), Address("/a%5Cb")));
    }

    [Theory]
    [InlineData("/a/b", "/a%2Fb")]
    [InlineData("/a?b", "/a%3Fb")]
    [InlineData("/a#b", "/a%23b")]
    [InlineData("/a%25b", "/a%b")]
    [InlineData("/%257C", "/%7C")]
    [InlineData("/%257C", "/|")]
    [InlineData("/?a=1&b=2", "/?a=1%26b=2")]
    [InlineData("/?a=1", "/?a%3D1")]
    [InlineData("/?a=1+2", "/?a=1%2B2")]
    [InlineData("/?a=b/c", "/?a=b%2Fc")]
    [InlineData("/a;b", "/a%3Bb")]
    [InlineData("/a,b", "/a%2Cb")]
    [InlineData("/a$", "/a%24")]
    [InlineData("/%E9", "/%C3%A9")]
    public void A_delimiter_differs_from_its_escape(string a, string b)
    {
        Assert.False(UrlIdentity.IsSamePage(Address(a), Address(b)));
        Assert.False(UrlIdentity.IsSameAddress(Address(a), Address(b)));
    }

    [Theory]
    [InlineData("/?a=1&b=2", "/?a=1&amp;b=2")]
    [InlineData("/?a=1&b=2", "/?a=1&amp;amp;b=2")]
    [InlineData("/?a=1&b=2", "/?amp;a=1&amp%3Bb=2")]
    [InlineData("/?a=1", "/?a=1&amp;utm_source=x&amp;utm_medium=y")]
    [InlineData("/", "/?amp;utm_source=x")]
    [InlineData("/", "/?utm_source=x&AMP;gclid=y&amp;")]
    public void An_ampersand_that_was_escaped_twice_parts_parameters_all_the_same(string a, string b) =>
        Assert.True(UrlIdentity.IsSamePage(Address(a), Address(b)));

    [Theory]
    [InlineData("/?a=1", "/?a=1&amp;b=2")]
    [InlineData("/?a=1&b=2", "/?a=1;b=2")]
    [InlineData("/?a=amp;1", "/?a=1")]
    [InlineData("/?b=2", "/?ampb=2")]
    public void Nothing_else_is_read_out_of_it(string a, string b) => Assert.False(UrlIdentity.IsSamePage(Address(a), Address(b)));

    [Theory]
    [InlineData("https://example.com/a|b", "https://example.com/a|b")]
    [InlineData("https://example.com/a%7cb", "https://example.com/a%7Cb")]
    public void The_address_that_is_fetched_keeps_its_spelling(string url, string expected) =>
        Assert.Equal(expected, UrlIdentity.Normalize(WebUrl.Parse(url)));

    [Theory]
    [InlineData("utm_anything", true)]
    [InlineData("UTM_Source", true)]
    [InlineData("msclkid", true)]
    [InlineData("mc_cid", true)]
    [InlineData("ref", false)]
    [InlineData("id", false)]
    [InlineData("utm", false)]
    [InlineData("", false)]
    public void Only_known_names_are_tracking_parameters(string name, bool expected) =>
        Assert.Equal(expected, TrackingParameters.Includes(name));

    private static WebUrl Address(string path) => WebUrl.Parse("https://example.com" + path);
}
