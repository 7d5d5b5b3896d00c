using LinkWatch.Fetching;
using LinkWatch.Urls;
using Microsoft.Extensions.Time.Testing;

namespace LinkWatch.Tests.Core.Fetching;

/// <summary>RFC 6265, as far as a trail of redirects needs it.</summary>
public sealed class TrailCookiesTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("a=1", "https://www.shop.example/x", "https://www.shop.example/x", "a=1")]
    [InlineData("a=1", "https://www.shop.example/x", "https://shop.example/x", null)]
    [InlineData("a=1", "https://shop.example/x", "https://www.shop.example/x", null)]
    [InlineData("a=1", "https://shop.example/x", "https://other.example/x", null)]
    [InlineData("a=1; Domain=shop.example", "https://www.shop.example/x", "https://id.shop.example/x", "a=1")]
    [InlineData("a=1; Domain=.shop.example", "https://www.shop.example/x", "https://shop.example/x", "a=1")]
    [InlineData("a=1; domain=SHOP.example", "https://www.shop.example/x", "https://a.b.shop.example/x", "a=1")]
    [InlineData("a=1; Domain=shop.example", "https://www.shop.example/x", "https://notshop.example/x", null)]
    [InlineData("a=1; Domain=other.example", "https://www.shop.example/x", "https://other.example/x", null)]
    [InlineData("a=1; Domain=www.shop.example", "https://shop.example/x", "https://www.shop.example/x", null)]
    [InlineData("a=1; Domain=com", "https://shop.com/x", "https://other.com/x", null)]
    [InlineData("a=1; Domain=co.uk", "https://shop.co.uk/x", "https://other.co.uk/x", null)]
    [InlineData("a=1; Domain=github.io", "https://me.github.io/x", "https://you.github.io/x", null)]
    [InlineData("a=1; Domain=github.io", "https://github.io/x", "https://github.io/x", "a=1")]
    [InlineData("a=1; Domain=", "https://shop.example/x", "https://shop.example/x", "a=1")]
    [InlineData("a=1; Domain=127.0.0.1", "http://127.0.0.1/x", "http://127.0.0.1/x", "a=1")]
    [InlineData("a=1; Domain=0.0.1", "http://127.0.0.1/x", "http://127.0.0.1/x", null)]
    [InlineData("a=1", "http://shop.example/x", "https://shop.example/x", "a=1")]
    [InlineData("a=1", "http://shop.example:8080/x", "http://shop.example:9090/x", null)]
    [InlineData("a=1; Secure", "https://shop.example/x", "https://shop.example/x", "a=1")]
    [InlineData("a=1; Secure", "https://shop.example/x", "http://shop.example/x", null)]
    [InlineData("a=1; Path=/", "https://shop.example/a/b", "https://shop.example/c", "a=1")]
    [InlineData("a=1", "https://shop.example/a/b", "https://shop.example/a/c", "a=1")]
    [InlineData("a=1", "https://shop.example/a/b", "https://shop.example/ab", null)]
    [InlineData("a=1", "https://shop.example/a/b", "https://shop.example/", null)]
    [InlineData("a=1; Path=/a", "https://shop.example/x", "https://shop.example/a?b", "a=1")]
    [InlineData("a=1; Path=/a", "https://shop.example/x", "https://shop.example/abc", null)]
    [InlineData("a=1; Path=relative", "https://shop.example/x", "https://shop.example/y", "a=1")]
    [InlineData("a = \"1 2\" ; HttpOnly; SameSite=Lax; Nonsense", "https://shop.example/x", "https://shop.example/y", "a=\"1 2\"")]
    [InlineData("=1", "https://shop.example/x", "https://shop.example/y", "1")]
    [InlineData("alone", "https://shop.example/x", "https://shop.example/y", "alone")]
    [InlineData("", "https://shop.example/x", "https://shop.example/y", null)]
    [InlineData("=", "https://shop.example/x", "https://shop.example/y", null)]
    [InlineData("a=1\r\nX: y", "https://shop.example/x", "https://shop.example/y", null)]
    [InlineData("a=\u0001", "https://shop.example/x", "https://shop.example/y", null)]
    public void A_cookie_goes_where_a_browser_sends_it(string line, string from, string to, string? sent)
    {
        var cookies = new TrailCookies(new FakeTimeProvider(Now));
        cookies.Take(Headers(line), WebUrl.Parse(from));

        Assert.Equal(sent, cookies.For(WebUrl.Parse(to)));
    }

    [Theory]
    [InlineData("Max-Age=60", true)]
    [InlineData("Max-Age=0", false)]
    [InlineData("Max-Age=-1", false)]
    [InlineData("Max-Age=99999999999999999999", true)]
    [InlineData("Max-Age=soon", true)]
    [InlineData("Max-Age=60; Expires=Thu, 01 Jan 1970 00:00:00 GMT", true)]
    [InlineData("Expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=60", true)]
    [InlineData("Expires=Thu, 01 Jan 1970 00:00:00 GMT", false)]
    [InlineData("Expires=Thursday, 01-Jan-70 00:00:01 GMT", false)]
    [InlineData("Expires=Sun, 1-Mar-2026 11:59:59 GMT", false)]
    [InlineData("Expires=Sun Mar  1 12:00:01 2026", true)]
    [InlineData("Expires=Wed, 09 Jun 2100 10:18:14 GMT", true)]
    [InlineData("Expires=Mon, 31 Feb 2020 10:18:14 GMT", true)]
    [InlineData("Expires=01 Jan 20", true)]
    [InlineData("Expires=nonsense", true)]
    [InlineData("Expires=0", true)]
    public void A_cookie_ends_when_it_says(string attributes, bool isSent)
    {
        var cookies = new TrailCookies(new FakeTimeProvider(Now));
        var page = WebUrl.Parse("https://shop.example/");

        var taken = cookies.Take(Headers($"a=1; {attributes}"), page);

        Assert.Equal((isSent ? "a=1" : null, isSent ? HopCookies.Kept : null), (cookies.For(page), taken));
    }

    [Fact]
    public void A_later_cookie_of_the_name_replaces_the_earlier_and_a_past_one_removes_it()
    {
        var cookies = new TrailCookies(new FakeTimeProvider(Now));
        var page = WebUrl.Parse("https://shop.example/a/b");

        cookies.Take(Headers("a=1; Path=/", "b=2; Path=/", "c=3; Path=/a", "a=4; Path=/"), page);
        Assert.Equal("c=3; a=4; b=2", cookies.For(page));

        var version = cookies.Version;
        Assert.Equal(HopCookies.Kept, cookies.Take(Headers("a=4; Path=/"), page));
        Assert.Equal(version, cookies.Version);
        Assert.Null(cookies.Take(Headers("a=; Path=/; Max-Age=0"), page));
        Assert.Equal(("c=3; b=2", version + 1), (cookies.For(page), cookies.Version));
    }

    [Fact]
    public void What_a_trail_keeps_is_bounded()
    {
        var page = WebUrl.Parse("https://shop.example/");
        var (many, large, total) = (Jar(), Jar(), Jar());

        Assert.Equal(HopCookies.Refused, many.Take(Headers([.. Enumerable.Range(0, 51).Select(i => $"c{i}=1")]), page));
        Assert.Equal(HopCookies.Refused, large.Take(Headers("a=" + new string('x', 5_000)), page));
        var nine = Enumerable.Range(0, 9).Select(i => $"c{i}=" + new string('x', 1_000));
        Assert.Equal(HopCookies.Refused, total.Take(Headers([.. nine]), page));

        Assert.Equal(50, many.For(page)!.Split("; ").Length);
        Assert.Null(large.For(page));
        Assert.InRange(total.For(page)!.Length, 7_000, 8_300);
    }

    private static TrailCookies Jar() => new(new FakeTimeProvider(Now));

    private static HttpFields Headers(params string[] lines) => new([.. lines.Select(line => KeyValuePair.Create("set-cookie", line))]);
}
