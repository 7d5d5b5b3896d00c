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
}
