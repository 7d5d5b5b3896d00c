using System.Text;
using LinkWatch.Html;
using LinkWatch.Html.Scanning;
using LinkWatch.Links;
using LinkWatch.Urls;

namespace LinkWatch.Tests.Core.Html.Scanning;

public sealed class ScannerTests
{
    private const string Link = "<a href=https://target.example/p>anchor</a>";

    [Fact]
    public void A_link_is_told_with_all_that_is_evidence()
    {
        var link = Assert.Single(Read(
            $"<nav class=x><p>see <A HREF='https://target.example/p' rel='NoFollow,ugc nofollow'>an <b>anchor</b>\n&amp; more</a>").Links);
        Assert.Equal("https://target.example/p", link.Href.Href);
        Assert.Equal(["nofollow", "ugc"], link.Rel);
        Assert.Equal("an anchor & more", link.Anchor);
        Assert.Equal(Placement.Navigation, link.Placement);
        Assert.Equal("<A HREF='https://target.example/p' rel='NoFollow,ugc nofollow'>", link.Tag);
        Assert.Equal("<nav class=x><p>see ".Length, link.Offset);
    }

    [Theory]
    [InlineData("<!-- ~ -->")]
    [InlineData("<!-- -- > ~ --!>")]
    [InlineData("<script>'~'</script>")]
    [InlineData("<script><!-- <script> </script> ~ --></script>")]
    [InlineData("<style>~</style>")]
    [InlineData("<textarea>~</textarea>")]
    [InlineData("<title>~</title>")]
    [InlineData("<iframe>~</iframe>")]
    [InlineData("<noembed>~</noembed>")]
    [InlineData("<noframes>~</noframes>")]
    [InlineData("<xmp>~</xmp>")]
    [InlineData("<template><p>~</p></template>")]
    [InlineData("<svg>~</svg>")]
    [InlineData("<svg><![CDATA[ ~ ]]></svg>")]
    [InlineData("<p title='~'>")]
    [InlineData("<span href=https://target.example/p>anchor</span>")]
    [InlineData("<a href=https://target.example/p")]
    [InlineData("<a\u0001href=https://target.example/p>anchor</a>")]
    [InlineData("<a href=https://elsewhere.example/ href=https://target.example/p>anchor</a>")]
    [InlineData("<a name=x title=\" href=https://target.example/p \">anchor</a>")]
    public void What_is_no_link_is_not_seen(string html) => Assert.Empty(Read(html.Replace("~", Link)).Links);

    [Theory]
    [InlineData("<!-->~<!-- -->")]
    [InlineData("<!--->~<!-- -->")]
    [InlineData("<!-- a --!>~<!-- -->")]
    [InlineData("<![CDATA[ > ~ ]]>")]
    [InlineData("<script><!-- '<a>' </script>~")]
    [InlineData("<script>'<script>'</script>~")]
    [InlineData("<style><!-- </style>~")]
    [InlineData("<svg><title>t</title><path d='M0 0h8'/></svg>~")]
    [InlineData("<svg><style><a></style></svg>~")]
    [InlineData("<math><mi>x</mi></math>~")]
    [InlineData("<select><option>a<option>b</select>~")]
    [InlineData("<noscript>~</noscript>")]
    [InlineData("<table><tr>~<td></table>")]
    [InlineData("<p a=b\"c title='>'>~")]
    [InlineData("<p =\"'>~")]
    [InlineData("<script\u0001>~</script>")]
    [InlineData("</p title='>'>~")]
    [InlineData("<area alt=anchor href=https://target.example/p>")]
    [InlineData("<a href='&#104;ttps&colon;//target.example&sol;p'>anchor</a>")]
    [InlineData("<a href=' \nhttps:\\\\TARGET.example:443\t/x/../p#f '>anchor</a>")]
    [InlineData("<a href=//www.target.example/p/?utm_source=x>anchor</a>")]
    [InlineData("<base href=http://target.example/dir/><a href=../p>anchor</a>")]
    [InlineData("</body></html>~")]
    public void A_link_is_seen_wherever_it_stands(string html)
    {
        var link = Assert.Single(Read(html.Replace("~", Link)).Links);
        Assert.Equal("anchor", link.Anchor);
    }

    [Theory]
    [InlineData(Abstention.Nul, "a\0b")]
    [InlineData(Abstention.Frameset, "<frameset><frame></frameset>")]
    [InlineData(Abstention.Plaintext, "<plaintext>")]
    [InlineData(Abstention.UnclosedRawText, "<script>")]
    [InlineData(Abstention.UnclosedRawText, "<script><!-- <script> </script>")]
    [InlineData(Abstention.UnclosedRawText, "<title></titles>")]
    [InlineData(Abstention.TagInSelect, "<select><a href=https://target.example/p></select>")]
    [InlineData(Abstention.TagInSelect, "<div><select></div>")]
    [InlineData(Abstention.HtmlInForeignContent, "<svg><foreignObject><p></p></foreignObject></svg>")]
    [InlineData(Abstention.HtmlInForeignContent, "<math><annotation-xml encoding=TEXT/HTML>")]
    [InlineData(Abstention.HtmlInForeignContent, "<math><mi><a></a></mi></math>")]
    [InlineData(Abstention.BreaksOutOfForeignContent, "<svg><p>")]
    [InlineData(Abstention.BreaksOutOfForeignContent, "<svg><font size=1>")]
    [InlineData(Abstention.BreaksOutOfForeignContent, "<div><svg></div>")]
    [InlineData(Abstention.EndTagInMathText, "<math><mi></math>")]
    [InlineData(Abstention.EmptyReference, "<a href='https://target.example/p' title='&;'>")]
    [InlineData(Abstention.ColumnInTemplate, "<template><col><textarea></template>")]
    [InlineData(Abstention.BrokenTemplate, "<template><tr><a href=https://target.example/p><td></template>")]
    [InlineData(Abstention.ShadowRoot, "<template shadowrootmode=open></template>")]
    [InlineData(Abstention.BaseInBody, "<table><base href=/x/></table>")]
    [InlineData(Abstention.BaseInBody, "<a href=x>y</a><base href=/x/>")]
    [InlineData(Abstention.RobotsInBody, "<table><meta name=robots content=none></table>")]
    [InlineData(Abstention.RobotsInBody, "<p></p><noscript><p></noscript><meta name=robots content=none>")]
    [InlineData(Abstention.LeakedNoscript, "<head><noscript><img src=pixel></noscript><link rel=canonical href=/c></head>")]
    [InlineData(Abstention.Xml, "<title/>")]
    public void It_abstains_where_tree_construction_decides(Abstention reason, string html)
    {
        var source = Source(html);
        if (reason == Abstention.Xml) source = source with { ContentType = "application/xhtml+xml; charset=utf-8" };
        Assert.Null(Scanner.Read(source, out var abstention, CancellationToken.None));
        Assert.Equal(reason, abstention);
    }

    [Fact]
    public void It_abstains_on_what_nests_deeper_than_any_honest_page()
    {
        Assert.Null(Scanner.Read(Source(string.Concat(Enumerable.Repeat("<div>", 20_000))), out var abstention, CancellationToken.None));
        Assert.Equal(Abstention.TooDeep, abstention);
    }

    [Fact]
    public void Every_reason_to_abstain_has_a_page_here()
    {
        var shown = typeof(ScannerTests).GetMethod(nameof(It_abstains_where_tree_construction_decides))!
            .GetCustomAttributes(typeof(InlineDataAttribute), inherit: false)
            .Cast<InlineDataAttribute>()
            .Select(data => (Abstention)data.Data[0]!);
        Assert.Equal(Enum.GetValues<Abstention>().Except([Abstention.None, Abstention.TooDeep]), shown.Distinct().Order());
    }

    [Fact]
    public void A_canonical_counts_in_the_head_only_and_robots_anywhere()
    {
        var reading = Read("<head></head><link rel='x CANONICAL' href=/c><body><link rel=canonical href=/late><meta name=ROBOTS "
            + "content='noindex'><meta content=none name=googlebot><meta name=bingbot content=x>");
        Assert.Equal("https://source.example/c", Assert.Single(reading.Canonicals).Href.Href);
        Assert.Equal([("robots", "noindex"), ("googlebot", "none")], reading.Robots.Select(meta => (meta.Agent, meta.Content)));
    }

    [Fact]
    public void Text_before_the_head_ends_it()
    {
        Assert.Empty(Read("x<link rel=canonical href=/c>").Canonicals);
        Assert.Single(Read(" \n&#32;<!-- x --><link rel=canonical href=/c>").Canonicals);
    }

    [Fact]
    public void What_stands_in_noscript_is_not_said_of_the_page()
    {
        var reading = Read("<head><noscript><meta name=robots content=none><meta http-equiv=refresh content='0;url=/x'><link "
            + "rel=canonical href=/c></noscript><title>t</title>");
        Assert.Empty(reading.Robots);
        Assert.Empty(reading.Canonicals);
        Assert.Null(reading.Refresh);
        Assert.Equal("t", reading.Title);
    }

    [Fact]
    public void Other_facts_of_the_page_are_told()
    {
        var reading = Read("<title> A &amp;\n"
            + " B </title><meta http-equiv=refresh content='3; url=/next'><p>text<a href=https://other.example/>o</a><a href=/here>h</a>");
        Assert.Equal("A & B", reading.Title);
        Assert.Equal((3, "https://source.example/next"), (reading.Refresh!.Seconds, reading.Refresh.Url.Href));
        Assert.Equal(1, reading.OutboundLinks);
    }

    [Theory]
    [InlineData("windows-1251", "привет")]
    [InlineData("shift_jis", "漢字表")]
    [InlineData("utf-16le", "日本")]
    [InlineData("utf-8", "é")]
    public void Any_encoding_is_read_and_offsets_are_those_of_the_body(string charset, string text)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var encoding = Encoding.GetEncoding(charset);
        var before = $"<p>{text}</p>";
        var source = Source("") with
        {
            Body = encoding.GetBytes($"{before}<a href=https://target.example/p>{text}</a>"),
            ContentType = $"text/html; charset={charset}"
        };
        var reading = new Scanner().Read(source, CancellationToken.None)!;
        var link = Assert.Single(reading.Links);
        Assert.Equal((charset, text, encoding.GetByteCount(before)), (reading.Encoding, link.Anchor, (int)link.Offset!.Value));
    }

    [Fact]
    public void A_byte_order_mark_is_no_text_but_counts_in_offsets()
    {
        var source = Source("") with
        {
            Body = (byte[])[.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes($"<link rel=canonical href=/c>{Link}")]
        };
        var reading = new Scanner().Read(source, CancellationToken.None)!;
        Assert.Single(reading.Canonicals);
        Assert.Equal(3 + "<link rel=canonical href=/c>".Length, Assert.Single(reading.Links).Offset);
    }

    [Fact]
    public void Nothing_is_allocated_for_a_tag()
    {
        var few = Allocated(Page(10));
        var many = Allocated(Page(10_000));
        Assert.True(many - few < 1_000, $"{few} bytes for 10 paragraphs, {many} for 10,000");

        static PageSource Page(int paragraphs) =>
            Source(new string('x', 5_000) + string.Concat(Enumerable.Repeat(
                "<p class=a>text <a href='/other/page?a=1&amp;b=2' rel=nofollow>a <b>link</b></a> &amp; <img src=x></p>", paragraphs)));

        static long Allocated(PageSource source)
        {
            var scanner = new Scanner();
            for (var i = 0; i < 50; i++) scanner.Read(source, CancellationToken.None);
            var before = GC.GetAllocatedBytesForCurrentThread();
            scanner.Read(source, CancellationToken.None);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    [Fact]
    public void It_stops_when_told_to()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        var source = Source(string.Concat(Enumerable.Repeat("<p>x", 10_000)));
        Assert.Throws<OperationCanceledException>(() => new Scanner().Read(source, cancelled.Token));
    }

    private static PageReading Read(string html)
    {
        var reading = Scanner.Read(Source(html), out var abstention, CancellationToken.None);
        Assert.True(reading is not null, $"abstained: {abstention}");
        return reading;
    }

    private static PageSource Source(string html) => new(
        WebUrl.Parse("https://source.example/dir/page.html"), Encoding.UTF8.GetBytes(html), "text/html; charset=utf-8",
        [new LinkTarget(WebUrl.Parse("https://target.example/p"))]);
}
