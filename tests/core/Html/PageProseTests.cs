using System.Text;
using LinkWatch.Html;
using LinkWatch.Urls;

namespace LinkWatch.Tests.Core.Html;

public sealed class PageProseTests
{
    private static readonly string Long = string.Concat(Enumerable.Repeat("Roses in the garden. ", 30));

    [Fact]
    public void The_text_outside_menus_headers_footers_sidebars_and_controls_is_prose()
    {
        var prose = Of($"<html lang=de><title>A &amp; B</title><header>h1</header><nav>n1<nav>n2</nav>n3</nav><p>{Long}"
            + "caf&eacute; gar&shy;den<aside>a1</aside><select><option>o1</select><button>b1</button><style>s1</style>"
            + "<script>s2</script><noscript>n4</noscript>"
            + "<template>t1</template><footer>f1</footer><!-- c1 --> end");

        Assert.Equal(("A & B", "de"), (prose.Title, prose.Language));
        Assert.Equal(Long + "café garden  end ", prose.Prose);
    }

    [Theory]
    [InlineData("<nav>")]
    [InlineData("<header><div>")]
    public void A_page_that_never_closes_its_menu_still_has_a_text(string menu) =>
        Assert.Contains("Roses in the garden.", Of($"<body>{menu}<p>{Long}").Prose, StringComparison.Ordinal);

    [Fact]
    public void A_drawing_has_no_title_of_the_page_and_ends_nothing()
    {
        var prose = Of($"<title>Roses</title><svg><title>Logo</title></svg><svg/><p>{Long}");

        Assert.Equal(("Roses", Long + " "), (prose.Title, prose.Prose));
    }

    [Theory]
    [InlineData("windows-1252")]
    [InlineData("utf-16")]
    public void A_page_is_read_in_its_encoding(string encoding)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var body = Encoding.GetEncoding(encoding).GetBytes($"<p>Müller, Überlingen {Long}");

        var prose = PageProse.Of(new PageSource(WebUrl.Parse("https://a.example/"), body, $"text/html; charset={encoding}", []));

        Assert.StartsWith("Müller, Überlingen", prose.Prose, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_a_long_page_only_the_beginning_is_read() =>
        Assert.InRange(
            Of(string.Concat(Enumerable.Repeat($"<p>{Long}", 2000))).Prose.Length, PageProse.MaxCharacters,
            PageProse.MaxCharacters + Long.Length + 1);

    private static PageProse Of(string html) =>
        PageProse.Of(new PageSource(WebUrl.Parse("https://a.example/"), Encoding.UTF8.GetBytes(html), "text/html; charset=utf-8", []));
}
