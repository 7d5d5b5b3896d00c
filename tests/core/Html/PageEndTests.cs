using System.Text;
using AngleSharp.Html.Dom.Events;
using AngleSharp.Html.Parser;
using LinkWatch.Bench;
using LinkWatch.Html;
using LinkWatch.Html.Scanning;
using LinkWatch.Links;
using LinkWatch.Tests.Support;
using LinkWatch.Urls;

namespace LinkWatch.Tests.Core.Html;

/// <summary>How a page's source ends, whichever reader is asked.</summary>
public sealed class PageEndTests
{
    private static readonly string[] Pages = [.. SamplePages.All];

    [Theory]
    [InlineData("<p>tea</p></body></html>")]
    [InlineData("<p>tea</p></BODY >\n</HTML\n>\n\n")]
    [InlineData("<p>tea</p></html><!-- made in 0.2 s -->\n<!-- cached -->")]
    [InlineData("<p>tea</p></body>")]
    [InlineData("<p>tea</p></body></html><script>count('</p>')</script><noscript><img src=x></noscript>")]
    [InlineData("<p>tea</p></body></html><script>count(")]
    [InlineData("<p>tea</p></body></html><!-- made in")]
    [InlineData("<p>tea</p></body></html>Hosted by example")]
    [InlineData("<p>tea</p><iframe src=x /></body></html>")]
    [InlineData("<p>tea</p><!-- never closed -- ></body></html>")]
    [InlineData("<p>tea</p><a title=\"never closed></body></html>\n")]
    [InlineData("<p>tea</p><textarea></body></html><!-- cached -->")]
    public void A_page_that_arrived_to_its_closing_tag_is_closed(string html) => Ends(PageEnd.Closed, html);

    [Theory]
    [InlineData("<p>tea</p>")]
    [InlineData("<p>tea")]
    [InlineData("tea < coffee")]
    [InlineData("<p>Q&A")]
    [InlineData("<p>AT&T")]
    [InlineData("<p>R&D")]
    [InlineData("<p>a &amp; b")]
    [InlineData("<p>&nbsp;")]
    [InlineData("<p>&notareference")]
    [InlineData("<p>fish &amp")]
    [InlineData("<p>&copy")]
    [InlineData("<p>tea</p><script>a('</body></html>')</script>")]
    [InlineData("<p>tea</p><script><!--\nold();\n</script>")]
    [InlineData("<p>tea</p><!-- </body></html> -->")]
    [InlineData("<p>tea</p><svg><style/><title/><path d='M0'/></svg>")]
    [InlineData("<p>tea</p><svg><![CDATA[ <p ]]></svg>")]
    [InlineData("<p>tea</p><plaintext>and < so on")]
    [InlineData("<?xml version='1.0'?><p>tea</p>")]
    [InlineData("<p>größer ☕")]
    public void A_page_without_one_is_open(string html) => Ends(PageEnd.Open, html);

    [Theory]
    [InlineData("<p>see <a")]
    [InlineData("<p>see <a ")]
    [InlineData("<p>see <a href")]
    [InlineData("<p>see <a href=")]
    [InlineData("<p>see <a href=https://shop.exam")]
    [InlineData("<p>see <a href=\"https://shop.exam")]
    [InlineData("<p>see <a title='a > b")]
    [InlineData("<p>see <a href='/x' /")]
    [InlineData("<p>see</p")]
    [InlineData("<p>see</")]
    [InlineData("<p>see<")]
    [InlineData("<!-- a comment that nobody clos")]
    [InlineData("<!-- several <b>tags</b> in it --")]
    [InlineData("<p>see</p><!")]
    [InlineData("<p>see</p><!-")]
    [InlineData("<!DOCT")]
    [InlineData("<?xml version='1")]
    [InlineData("<script>var a = 1;")]
    [InlineData("<script>if (a <b) { c(); }</scr")]
    [InlineData("<script>document.write('</body></html>');")]
    [InlineData("<style>p { color")]
    [InlineData("<title>Tea in the")]
    [InlineData("<textarea>dear")]
    [InlineData("<iframe src=x>")]
    [InlineData("<noframes>")]
    [InlineData("<xmp>a")]
    [InlineData("<svg><![CDATA[ tea")]
    [InlineData("<p>fish &am")]
    [InlineData("<p>fish &nbs")]
    [InlineData("<p>fish &#82")]
    [InlineData("<p>fish &#x20")]
    [InlineData("<p>fish &")]
    public void A_page_that_stops_in_mid_markup_ends_inside(string html) => Ends(PageEnd.Inside, html);

    [Theory]
    [InlineData("utf-8", "größer ☕", 1)]
    [InlineData("utf-8", "größer ☕", 2)]
    [InlineData("utf-8", "gr😀", 1)]
    [InlineData("utf-8", "gr😀", 3)]
    [InlineData("shift_jis", "茶のページ", 1)]
    [InlineData("euc-jp", "茶のページ", 1)]
    [InlineData("euc-kr", "차 이야기", 1)]
    [InlineData("big5", "茶的故事", 1)]
    [InlineData("gbk", "茶的故事", 1)]
    [InlineData("gb18030", "茶的故事", 1)]
    [InlineData("utf-16le", "<p>tea", 1)]
    public void A_page_that_stops_in_mid_character_ends_inside(string charset, string text, int missing)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var encoding = charset == "utf-16le" ? Encoding.Unicode : Encoding.GetEncoding(charset);
        var whole = encoding.GetBytes($"<p>{text}");
        Ends(PageEnd.Open, whole, charset);
        Ends(PageEnd.Inside, whole[..^missing], charset);
    }

    [Fact]
    public void Single_byte_pages_end_in_any_character() => Ends(PageEnd.Open, "<p>café"u8.ToArray()[..^1], "windows-1252");

    [Theory]
    [InlineData("<html><title/><script src='a'/><p>tea</p></html>", PageEnd.Closed)]
    [InlineData("<html><title/><script src='a'/><p>tea</p>", PageEnd.Unknown)]
    public void Xml_is_closed_if_it_is_well_formed(string xml, PageEnd end) =>
        Ends(end, Encoding.UTF8.GetBytes(xml), "utf-8", "application/xhtml+xml");

    [Fact]
    public void Wherever_a_page_is_cut_the_readers_agree_and_none_calls_it_closed_before_its_closing_tag()
    {
        foreach (var html in Pages)
        {
            var body = Encoding.UTF8.GetBytes(html);
            string[] tags = ["</body>", "</html>"];
            var closing = tags.Select(tag => html.IndexOf(tag, StringComparison.OrdinalIgnoreCase))
                .Where(at => at >= 0).DefaultIfEmpty(html.Length).Min();
            var bytesToClosing = Encoding.UTF8.GetByteCount(html.AsSpan(0, closing));
            for (var length = 1; length < body.Length; length += 23)
            {
                var end = EndOf(body[..length], "text/html; charset=utf-8");
                Assert.True(length >= bytesToClosing || end != PageEnd.Closed, $"cut at {length} of {body.Length}");
            }
        }
    }

    [Fact]
    public void On_conformance_pages_the_readers_agree_and_only_those_that_the_standard_calls_cut_off_end_inside()
    {
        int pages = 0, inside = 0;
        var wrong = new List<string>();
        foreach (var line in Suites.Lines("links.jsonl"))
        {
            var html = line.GetProperty("html").GetString()!;
            pages++;
            if (EndOf(Encoding.UTF8.GetBytes(html), "text/html; charset=utf-8") != PageEnd.Inside) continue;
            inside++;
            if (!IsCutOffToParser(html)) wrong.Add($"{line.GetProperty("id").GetString()}: {html}");
        }

        Suites.Score("pages that do not end inside their markup", pages - inside, pages, "(the others are tests of an early end)");
        Assert.Empty(wrong);
    }

    /// <summary>
    /// AngleSharp's own tokenizer reports the standard's eof-in-… errors, all but eof-before-tag-name, eof-in-cdata and a reference
    /// without digits. A bogus comment (<c>&lt;?</c>) that never ends is none of them.
    /// </summary>
    private static bool IsCutOffToParser(string html)
    {
        var last = html.LastIndexOf('<');
        var isCutOff = html.EndsWith("&#", StringComparison.Ordinal)
            || html.LastIndexOf("<![CDATA[", StringComparison.Ordinal) > html.LastIndexOf("]]>", StringComparison.Ordinal);
        isCutOff |= last >= 0 && html.AsSpan(last) is var tag
            && (tag is "<" || (tag is ['<', '/' or '?' or '!', ..] && !tag.Contains('>')));
        var parser = new HtmlParser();
        parser.Error += (_, error) => isCutOff |= error is HtmlErrorEvent
        {
            Code: (int)HtmlParseError.EOF or (int)HtmlParseError.CharacterReferenceSemicolonMissing
        };
        parser.ParseDocument(html);
        return isCutOff;
    }

    private static void Ends(PageEnd end, string html) => Ends(end, Encoding.UTF8.GetBytes(html), "utf-8");

    private static void Ends(PageEnd end, byte[] body, string charset, string type = "text/html") =>
        Assert.Equal(end, EndOf(body, $"{type}; charset={charset}"));

    private static PageEnd EndOf(byte[] body, string contentType)
    {
        var target = new LinkTarget(WebUrl.Parse("https://shop.example/"));
        var source = new PageSource(WebUrl.Parse("https://source.example/dir/page.html"), body, contentType, [target]);
        var decided = new AngleSharpReader(TimeProvider.System).Read(source, TestContext.Current.CancellationToken).End;
        if (new Scanner().Read(source, TestContext.Current.CancellationToken) is { } scanned) Assert.Equal(decided, scanned.End);
        return decided;
    }
}
