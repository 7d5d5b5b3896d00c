using LinkWatch.Urls;

namespace LinkWatch.Tests.Core.Urls;

public sealed class WebUrlTests
{
    private static readonly WebUrl Page = WebUrl.Parse("http://example.org/foo/bar?q=1#top");

    [Fact]
    public void An_address_is_taken_apart_into_its_parts()
    {
        var url = WebUrl.Parse("https://user:secret@example.com:8443/a/b.html?x=1&y#part");

        Assert.Equal("https", url.Scheme);
        Assert.Equal("user", url.Username);
        Assert.Equal("secret", url.Password);
        Assert.Equal("example.com", url.Host);
        Assert.Equal(8443, url.Port);
        Assert.Equal("example.com:8443", url.Authority);
        Assert.Equal("/a/b.html", url.Path);
        Assert.Equal("?x=1&y", url.Query);
        Assert.Equal("#part", url.Fragment);
        Assert.True(url.IsHttp);
    }

    [Theory]
    [InlineData("http://example.com:80/", 80, "example.com")]
    [InlineData("https://example.com/", 443, "example.com")]
    [InlineData("https://example.com:80/", 80, "example.com:80")]
    [InlineData("http://example.com:0/", 0, "example.com:0")]
    [InlineData("mailto:a@example.com", -1, "")]
    public void The_port_is_the_one_connected_to_and_shows_if_it_is_not_the_default(string input, int port, string authority)
    {
        var url = WebUrl.Parse(input);

        Assert.Equal(port, url.Port);
        Assert.Equal(authority, url.Authority);
    }

    [Theory]
    [InlineData("next", "http://example.org/foo/next")]
    [InlineData("./next", "http://example.org/foo/next")]
    [InlineData("../next", "http://example.org/next")]
    [InlineData("../../../next", "http://example.org/next")]
    [InlineData("/next", "http://example.org/next")]
    [InlineData("//other.example/next", "http://other.example/next")]
    [InlineData("?page=2", "http://example.org/foo/bar?page=2")]
    [InlineData("#end", "http://example.org/foo/bar?q=1#end")]
    [InlineData("", "http://example.org/foo/bar?q=1")]
    [InlineData("a:b", "a:b")]
    [InlineData("1:2", "http://example.org/foo/1:2")]
    [InlineData("x/y:z", "http://example.org/foo/x/y:z")]
    [InlineData("%2e%2E/x", "http://example.org/x")]
    [InlineData("/a/.hidden/..x", "http://example.org/a/.hidden/..x")]
    public void A_reference_resolves_against_its_page(string reference, string expected) =>
        Assert.Equal(expected, WebUrl.Parse(reference, Page).Href);

    [Theory]
    [InlineData(@"\\x\hello", "http://x/hello")]
    [InlineData(@"\x\hello", "http://example.org/x/hello")]
    [InlineData("/\t/other.example/", "http://other.example/")]
    [InlineData(" ht\ntp://other.example/a\r\nb ", "http://other.example/ab")]
    [InlineData("http:\\\\other.example", "http://other.example/")]
    [InlineData("https:/other.example", "https://other.example/")]
    [InlineData("https:////other.example", "https://other.example/")]
    public void What_browsers_forgive_is_forgiven_and_never_leads_to_a_file(string reference, string expected) =>
        Assert.Equal(expected, WebUrl.Parse(reference, Page).Href);

    [Theory]
    [InlineData("http://")]
    [InlineData("http://exa mple.com/")]
    [InlineData("http://example.com:65536/")]
    [InlineData("http://example.com:8o/")]
    [InlineData("http://user@/")]
    [InlineData("http://a%00b/")]
    [InlineData("http://[1:2:3]/")]
    [InlineData("http://[::1/")]
    [InlineData("http://1.2.3.4.5/")]
    [InlineData("http://example.09/")]
    [InlineData("example.com")]
    [InlineData("//example.com")]
    public void What_a_browser_would_not_open_is_a_failure(string input) => Assert.False(WebUrl.TryParse(input, out _));

    [Theory]
    [InlineData("javascript:alert(1)//x?y#z", "javascript", "alert(1)//x", "?y", "#z")]
    [InlineData("mailto:Someone@Example.com", "mailto", "Someone@Example.com", "", "")]
    [InlineData("TEL:+43 1 234", "tel", "+43 1 234", "", "")]
    [InlineData("data:text/html,<b> ?", "data", "text/html,<b>%20", "?", "")]
    [InlineData("file:///C|/docs/../x", "file", "/C:/x", "", "")]
    [InlineData("file://localhost/etc", "file", "/etc", "", "")]
    [InlineData("foo://HOST/%41 b", "foo", "/%41%20b", "", "")]
    [InlineData("foo:/..//p", "foo", "//p", "", "")]
    public void Other_schemes_come_out_with_their_parts(string input, string scheme, string path, string query, string fragment)
    {
        var url = WebUrl.Parse(input);

        Assert.False(url.IsHttp);
        Assert.Equal((scheme, path, query, fragment), (url.Scheme, url.Path, url.Query, url.Fragment));
    }

    [Theory]
    [InlineData("#z", "mailto:a@b.example#z")]
    [InlineData("x", null)]
    [InlineData("/x", null)]
    public void Only_a_fragment_is_relative_to_an_opaque_path(string reference, string? expected) =>
        Assert.Equal(expected, WebUrl.TryParse(reference, WebUrl.Parse("mailto:a@b.example"), out var url) ? url.Href : null);

    [Theory]
    [InlineData("x", "file:///C:/a/x")]
    [InlineData("/x", "file:///C:/x")]
    [InlineData("..", "file:///C:/")]
    [InlineData("../..", "file:///C:/")]
    [InlineData("D:/x", "d:/x")]
    [InlineData("/D|/x", "file:///D:/x")]
    [InlineData("//host/x", "file://host/x")]
    [InlineData("?q", "file:///C:/a/b?q")]
    public void A_file_keeps_its_drive(string reference, string expected) =>
        Assert.Equal(expected, WebUrl.Parse(reference, WebUrl.Parse("file:///C:/a/b")).Href);

    [Fact]
    public void An_empty_path_segment_without_a_host_is_not_read_as_one_next_time()
    {
        var url = WebUrl.Parse("foo:/..//p");

        Assert.Equal("foo:/.//p", url.Href);
        Assert.Equal("foo:/.//p?q", WebUrl.Parse("?q", url).Href);
        Assert.Equal(url, WebUrl.Parse(url.Href));
    }

    [Theory]
    [InlineData("http://h/ \"<>`{}^|'é", "http://h/%20%22%3C%3E%60%7B%7D%5E|'%C3%A9")]
    [InlineData("http://h/? \"<>`{}^|'é", "http://h/?%20%22%3C%3E`{}^|%27%C3%A9")]
    [InlineData("http://h/# \"<>`{}^|'é", "http://h/#%20%22%3C%3E%60{}^|'%C3%A9")]
    public void Each_part_escapes_what_the_standard_says(string input, string expected) =>
        Assert.Equal(expected, WebUrl.Parse(input).Href);

    [Fact]
    public void Half_a_surrogate_pair_becomes_the_replacement_character() =>
        Assert.Equal("http://h/%F0%9F%98%80%EF%BF%BD", WebUrl.Parse("http://h/\ud83d\ude00\ud83d").Href);

    [Fact]
    public void Userinfo_escapes_what_could_end_it() =>
        Assert.Equal("http://a%3B%3D%5B%5D%7C%5E:b%3A%40'@h/", WebUrl.Parse("http://a;=[]|^:b:@'@h/").Href);

    [Fact]
    public void Text_without_a_scheme_throws_when_it_must_be_one() => Assert.Throws<FormatException>(() => WebUrl.Parse("nowhere"));

    [Fact]
    public void A_clean_address_is_kept_as_the_very_string_it_was()
    {
        const string Clean = "https://www.example.com/a/b?c=d#e";

        Assert.Same(Clean, WebUrl.Parse(Clean).Href);
    }
}
