using System.Diagnostics;
using System.Text;
using LinkWatch.Html;
using LinkWatch.Urls;

namespace LinkWatch.Tests.Core.Html;

public sealed class OutboundHostsTests
{
    [Theory]
    [InlineData("<a href=https://b.example/x>b</a> <a href=//a.example>a</a> <a href='HTTPS://B.example/y'>b</a>", "a.example b.example")]
    [InlineData("<map><area href=https://a.example></map>", "a.example")]
    [InlineData("<a href=/own>own</a> <a href=https://shop.example/>own</a> <a href=mailto:a@a.example>mail</a> <a name=top>", "")]
    [InlineData("<a rel=nofollow href=https://a.example>a</a> <a rel='noopener SPONSORED' href=https://b.example>b</a>", "")]
    [InlineData("<a rel=ugc href=https://a.example>a</a> <a rel=noopener href=https://a.example/2>a</a>", "a.example")]
    [InlineData("<meta name=robots content='index, nofollow'><a href=https://a.example>a</a>", "")]
    [InlineData("<meta name=Googlebot content=none><a href=https://a.example>a</a>", "")]
    [InlineData("<meta name=robots content=noindex><a href=https://a.example>a</a>", "a.example")]
    [InlineData("<script>'<a href=https://a.example>'</script><style><a href=https://b.example></style><!-- <a href=https://c.example> -->", "")]
    [InlineData("<title><a href=https://a.example></title><a href=https://b.example&#x2f;>b</a>", "b.example")]
    [InlineData("<a href=https://münchen.example>m</a>", "xn--mnchen-3ya.example")]
    [InlineData("", "")]
    public void They_are_those_that_search_engines_follow(string html, string hosts) => Assert.Equal(hosts, Of(html));

    [Fact]
    public void A_page_in_another_order_has_the_same() =>
        Assert.Equal(Of("<a href=//b.example></a><a href=//a.example></a>"), Of("<a href=//a.example></a><a href=//b.example></a>"));

    [Fact]
    public void Only_the_first_are_kept()
    {
        var many = string.Concat(Enumerable.Range(0, 300).Select(i => $"<a href=https://h{i}.example>x</a>"));
        var @long = string.Concat(Enumerable.Range(0, 60).Select(i => $"<a href=https://{new string('h', 60)}{i}.example>x</a>"));

        Assert.Equal(OutboundHosts.Max, Of(many).Split(' ').Length);
        Assert.Contains("h63.example", Of(many), StringComparison.Ordinal);
        Assert.DoesNotContain("h64.example", Of(many), StringComparison.Ordinal);
        Assert.InRange(Of(@long).Length, OutboundHosts.MaxLength - 80, OutboundHosts.MaxLength);
    }

    [Theory]
    [InlineData("<a href=https://a.example>")]
    [InlineData("<a href='https://[:::'>")]
    [InlineData("<a href=https://&#xD83C;.example rel=\"")]
    [InlineData("<script>")]
    public void Hostile_pages_take_no_time_and_end_in_no_exception(string repeated)
    {
        var html = new StringBuilder().Insert(0, repeated, 200_000).ToString();
        var clock = Stopwatch.StartNew();

        Of(html);

        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(2));
    }

    private static string Of(string html) => OutboundHosts.Of(
        new PageSource(WebUrl.Parse("https://shop.example/page"), Encoding.UTF8.GetBytes(html), "text/html; charset=utf-8", []));
}
