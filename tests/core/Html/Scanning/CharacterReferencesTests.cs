using System.Text;
using LinkWatch.Html.Scanning;

namespace LinkWatch.Tests.Core.Html.Scanning;

public sealed class CharacterReferencesTests
{
    [Theory]
    [InlineData("a &amp; b", "a & b")]
    [InlineData("&AMP &lt;&gt", "& <>")]
    [InlineData("&notit; &notin;", "¬it; ∉")]
    [InlineData("&CounterClockwiseContourIntegral;&NotEqualTilde;", "∳≂̸")]
    [InlineData("&#65;&#x42;&#X43", "ABC")]
    [InlineData("&#150;&#x91;", "–‘")]
    [InlineData("&#0;&#xD800;&#x110000;&#99999999999999999999;", "\uFFFD\uFFFD\uFFFD\uFFFD")]
    [InlineData("&#x1F600;", "😀")]
    [InlineData("&;&#;&#x;&unknown;&", "&;&#;&#x;&unknown;&")]
    [InlineData("a\r\nb\rc\n\r", "a\nb\nc\n\n")]
    [InlineData("&#13;", "\r")]
    public void Text_says_what_it_means(string written, string meant) =>
        Assert.Equal(meant, CharacterReferences.Decode(Encoding.UTF8.GetBytes(written), inAttribute: false));

    [Theory]
    [InlineData("?a=1&copy=2&lt;&region=3", "?a=1&copy=2<&region=3")]
    [InlineData("&copyright &copy; &copy", "&copyright © ©")]
    [InlineData("&notit;", "&notit;")]
    [InlineData("&amp;copy=1", "&copy=1")]
    public void An_address_keeps_what_only_looks_like_a_reference(string written, string meant) =>
        Assert.Equal(meant, CharacterReferences.Decode(Encoding.UTF8.GetBytes(written), inAttribute: true));
}
