using LinkWatch.Web.Dashboard.Parts;

namespace LinkWatch.Tests.Web.Dashboard;

public sealed class TextDiffTests
{
    [Theory]
    [InlineData("", "", "")]
    [InlineData("a b", "a b", "a b")]
    [InlineData("", "new", "+[new]")]
    [InlineData("old", "", "-[old]")]
    [InlineData("the mountain tea", "the valley tea", "the -[mountain]+[valley] tea")]
    [InlineData("<a rel=\"nofollow\" href=\"/x\">", "<a href=\"/x\">", "<a -[rel=\"nofollow\" ]href=\"/x\">")]
    [InlineData("tea 🫖🫖", "tea 🫖", "tea -[🫖🫖]+[🫖]")]
    public void Words_are_marked(string before, string after, string marked) =>
        Assert.Equal(marked, Marked(TextDiff.OfWords(before, after)));

    [Fact]
    public void Lines_that_are_alike_are_compared_by_words_and_others_as_a_whole()
    {
        var parts = TextDiff.OfLines(
            ["rel=\"nofollow\" on the link", "same", "the page has 48 links"],
            ["rel=\"ugc\" on the link", "same", "HTTP 404", "robots.txt: Disallow: /"]);

        Assert.Equal(
            "rel=\"-[nofollow]+[ugc]\" on the link\nsame\n-[the page has 48 links\n]+[HTTP 404\nrobots.txt: Disallow: /\n]", Marked(parts));
    }

    [Fact]
    public void Of_very_long_texts_all_is_other()
    {
        var (before, after) = (string.Join(' ', Enumerable.Range(0, 2000)), string.Join(' ', Enumerable.Range(1, 2000)));

        Assert.Equal([DiffKind.Removed, DiffKind.Added], TextDiff.OfWords(before, after).Select(part => part.Kind));
    }

    private static string Marked(IEnumerable<DiffPart> parts) => string.Concat(parts.Select(part => part.Kind switch
    {
        DiffKind.Removed => $"-[{part.Text}]",
        DiffKind.Added => $"+[{part.Text}]",
        _ => part.Text,
    }));
}
