using LinkWatch.Reading;

namespace LinkWatch.Tests.Core.Reading;

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
    public void Reads_what_browsers_read(string value, double seconds, string url) =>
        Assert.Equal(new RefreshValue(seconds, url), RefreshValue.Parse(value));

    [Theory]
    [InlineData("")]
    [InlineData("30")]
    [InlineData("30;")]
    [InlineData("0;url=")]
    [InlineData("-1;url=/a")]
    [InlineData("url=/a")]
    [InlineData("5x;url=/a")]
    [InlineData("1e3;url=/a")]
    public void Ignores_what_browsers_ignore_and_what_names_no_address(string value) => Assert.Null(RefreshValue.Parse(value));

    [Fact]
    public void Any_number_of_digits_is_a_finite_number() =>
        Assert.Equal(1e9, RefreshValue.Parse(new string('9', 400) + ";/a")!.Seconds);
}
