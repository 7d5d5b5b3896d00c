using LinkWatch.Html;
using LinkWatch.Urls;

namespace LinkWatch.Tests.Core.Html;

public sealed class RefreshValueTests
{
    [Theory]
    [InlineData("0;url=/a", 0, "/a")]
    [InlineData(" 5 ; URL = '/a b' x", 5, "/a b")]
    [InlineData("3,\"/a\"", 3, "/a")]
    [InlineData("1.9;/a", 1, "/a")]
    [InlineData(".5;/a", 0, "/a")]
    [InlineData("1 /a", 1, "/a")]
    [InlineData("0;url=/a;b", 0, "/a;b")]
    [InlineData("0;urls/a", 0, "urls/a")]
    [InlineData("0;url /a", 0, "url /a")]
    [InlineData("0;url='/a", 0, "/a")]
    [InlineData("30", 30, "")]
    [InlineData("30;", 30, "")]
    [InlineData("0;url=", 0, "")]
    public void Reads_what_browsers_read(string value, double seconds, string url) =>
        Assert.Equal(new RefreshValue(seconds, url), RefreshValue.Parse(value));

    [Theory]
    [InlineData("")]
    [InlineData("-1;url=/a")]
    [InlineData("url=/a")]
    [InlineData("5x;url=/a")]
    [InlineData("1e3;url=/a")]
    public void Ignores_what_browsers_ignore(string value) => Assert.Null(RefreshValue.Parse(value));

    [Fact]
    public void Any_number_of_digits_is_a_finite_number() =>
        Assert.Equal(1e9, RefreshValue.Parse(new string('9', 400) + ";/a")!.Seconds);

    [Fact]
    public void Without_an_address_it_leads_to_the_page_itself_whatever_its_base() =>
        Assert.Equal("https://page.example/a", new RefreshValue(0, "").Target(
            WebUrl.Parse("https://page.example/a"), WebUrl.Parse("https://base.example/"))!.Href);
}
