using LinkWatch.Confirming;
using LinkWatch.Links;
using LinkWatch.Urls;

namespace LinkWatch.Tests.Core.Confirming;

public class LinkExpectationsTests
{
    [Theory]
    [InlineData("nofollow", "rel-nofollow", true)]
    [InlineData("NoFollow", "rel-nofollow", true)]
    [InlineData("ugc,sponsored", "rel-ugc,rel-sponsored", true)]
    [InlineData("sponsored", "rel-sponsored,rel-nofollow", false)]
    [InlineData("nofollow", "meta-nofollow", false)]
    [InlineData("nofollow", "rel-nofollow,header-nofollow", false)]
    [InlineData("", "rel-nofollow", false)]
    public void Every_token_that_withholds_must_be_expected(string rel, string reasons, bool covered)
    {
        var expectations = new LinkExpectations(rel.Split(',', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal(covered, expectations.Cover(Status.Nofollow, [.. reasons.Split(',').Select(r => KebabCase.Parse<Reason>(r)!.Value)]));
    }

    [Fact]
    public void A_loss_is_never_expected() =>
        Assert.False(new LinkExpectations(["nofollow"]).Cover(Status.Lost, [Reason.RelNofollow]));

    [Fact]
    public void Expectations_are_those_of_the_backlink()
    {
        var target = new LinkTarget(WebUrl.Parse("https://shop.example/"));
        var link = new Backlink { Source = WebUrl.Parse("https://blog.example/"), Target = target, ExpectedRel = ["ugc"] };

        Assert.Equal(["ugc"], LinkExpectations.Of(link).Rel);
    }
}
