using LinkWatch.Spikes;
using LinkWatch.Urls;

namespace LinkWatch.Tests.Core.Spikes;

public sealed class BrandTests
{
    [Theory]
    [InlineData("Blue Kettle")]
    [InlineData("the blue-kettle shop")]
    [InlineData("bluekettle.example")]
    [InlineData("https://elsewhere.example/x")]
    [InlineData("www.elsewhere.example")]
    public void The_sites_name_and_any_address_name_it(string anchor) =>
        Assert.True(new Brand(["www.blue-kettle.example"], PublicSuffix.BuiltIn).IsNamedIn(anchor));

    [Theory]
    [InlineData("")]
    [InlineData("blue tea")]
    [InlineData("cheap loans")]
    [InlineData("read more at www")]
    public void Other_words_do_not(string anchor) =>
        Assert.False(new Brand(["www.blue-kettle.example"], PublicSuffix.BuiltIn).IsNamedIn(anchor));

    [Theory]
    [InlineData("say it with AB", true)]
    [InlineData("about tables", false)]
    public void A_short_name_must_be_a_word(string anchor, bool isNamed) =>
        Assert.Equal(isNamed, new Brand(["ab.example"], PublicSuffix.BuiltIn).IsNamedIn(anchor));

    [Fact]
    public void A_name_in_punycode_is_known_as_people_write_it() =>
        Assert.True(new Brand(["xn--bcherkiste-9db.example"], PublicSuffix.BuiltIn).IsNamedIn("die Bücherkiste"));
}
