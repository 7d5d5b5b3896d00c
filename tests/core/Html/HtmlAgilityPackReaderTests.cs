using LinkWatch.Html;
using LinkWatch.Links;

namespace LinkWatch.Tests.Core.Html;

public sealed class HtmlAgilityPackReaderTests
{
    [Theory]
    [InlineData(Pages.Link)]
    [InlineData("<map><area href=https://target.example/p></map>")]
    [InlineData("<noscript>" + Pages.Link + "</noscript>")]
    [InlineData("<select>" + Pages.Link + "</select>")]
    [InlineData("<frameset>" + Pages.Link + "</frameset>")]
    [InlineData("<svg><foreignObject>" + Pages.Link + "</foreignObject></svg>")]
    [InlineData("<a href='https://target.example/p?a=1&amp;utm_source=x' rel=x>", "https://target.example/p?a=1&utm_source=x")]
    public void Finds(string html, string href = "https://target.example/p") =>
        Assert.Equal(href, Assert.Single(Read(html).Links).Href.Href);

    [Theory]
    [InlineData("<!-- " + Pages.Link + " -->")]
    [InlineData("<script>'" + Pages.Link + "'</script>")]
    [InlineData("<style>" + Pages.Link + "</style>")]
    [InlineData("<template>" + Pages.Link + "</template>")]
    [InlineData("<textarea>" + Pages.Link + "</textarea>")]
    [InlineData("<title>" + Pages.Link + "</title>")]
    [InlineData("<iframe>" + Pages.Link + "</iframe>")]
    [InlineData("<xmp>" + Pages.Link + "</xmp>")]
    [InlineData("<svg>" + Pages.Link + "</svg>")]
    [InlineData("<a href=/other href=https://target.example/p>")]
    public void Does_not_find(string html) => Assert.Empty(Read(html).Links);

    [Fact]
    public void Sees_the_link_that_a_browser_drops()
    {
        const string html = "<frameset><frame></frameset>" + Pages.Link;
        Assert.Empty(new AngleSharpReader(TimeProvider.System).Read(Pages.Source(html), TestContext.Current.CancellationToken).Links);
        Assert.Single(Read(html).Links);
    }

    [Fact]
    public void Tells_tag_anchor_rel_and_placement()
    {
        var link = Assert.Single(Read("é<footer><A HREF='//target.example/p' rel='UGC,x'>an &amp; <b>chor</b></A></footer>").Links);
        Assert.Equal("<A HREF='//target.example/p' rel='UGC,x'>", link.Tag);
        Assert.Equal(10, link.Offset);
        Assert.Equal("an & chor", link.Anchor);
        Assert.Equal(["ugc", "x"], link.Rel);
        Assert.Equal(Placement.Footer, link.Placement);
    }

    [Fact]
    public void Declines_what_could_end_the_process_or_take_too_long()
    {
        Assert.Throws<PageUnreadableException>(() => Read(string.Concat(Enumerable.Repeat("<x>", 2_000))));
        Assert.Throws<PageUnreadableException>(() => Read(string.Concat(Enumerable.Repeat("<br>", 70_000))));
        Assert.Throws<PageUnreadableException>(() => Read(string.Concat(Enumerable.Range(0, 10_000).Select(tag =>
            $"<b {string.Concat(Enumerable.Range(0, 50).Select(i => $"a{i} "))}>"))));
    }

    private static PageReading Read(string html) =>
        new HtmlAgilityPackReader(TimeProvider.System).Read(Pages.Source(html), TestContext.Current.CancellationToken);
}
