using System.Text;
using LinkWatch.Fetching;
using LinkWatch.Html;
using LinkWatch.Judging;
using LinkWatch.Links;
using LinkWatch.Urls;

namespace LinkWatch.Tests.Core.Html;

/// <summary>Pages sent as XML, which browsers read by XML's rules.</summary>
public sealed class XhtmlTests
{
    private const string Namespace = "http://www.w3.org/1999/xhtml";
    private const string Open = $"<html xmlns='{Namespace}'><head><title>Tea</title></head><body><p>A page about tea.</p>";
    private const string Close = "</body></html>";
    private const string Link = "<a href='https://shop.example/offer'>anchor</a>";
    private const string Strict = "<!DOCTYPE html PUBLIC '-//W3C//DTD XHTML 1.0 Strict//EN' "
        + "'http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd'>";

    private static readonly LinkTarget Offer = new(WebUrl.Parse("https://shop.example/offer"));

    [Theory]
    [InlineData(Open + Link + Close)]
    [InlineData("<?xml version='1.0' encoding='utf-8'?>\r\n" + Open + Link + Close)]
    [InlineData("<?xml version='1.1'?>" + Open + Link + Close)]
    [InlineData($"<h:html xmlns:h='{Namespace}'><h:head/><h:body><h:p/>"
        + "<h:a href='https://shop.example/offer'>anchor</h:a></h:body></h:html>")]
    [InlineData($"<html><body><x:a xmlns:x='{Namespace}' href='https://shop.example/offer'>anchor</x:a></body></html>")]
    [InlineData($"<!DOCTYPE html [<!ENTITY shop 'https://shop.example'>]>" + Open + "<a href='&shop;/offer'>anchor</a>" + Close)]
    [InlineData($"<!DOCTYPE html [<!ENTITY link \"{Link}\">]>" + Open + "&link;" + Close)]
    [InlineData(Strict + Open + "<p>&nbsp;&copy;&amp;</p>" + Link + Close)]
    [InlineData(Open + "<a href='https://shop.example/offer'><![CDATA[anchor]]></a>" + Close)]
    [InlineData(Open + "<script src='x.js'/><textarea/><title/>" + Link + Close)]
    [InlineData(Open + "<a href='https://shop.example/off&#x65;r'>anchor</a>" + Close)]
    [InlineData(Open + "<iframe src='x'>" + Link + "</iframe>" + Close)]
    [InlineData(Open + "<base href='https://shop.example/'/><a href='offer'>anchor</a>" + Close)]
    [InlineData(Open + "<svg xmlns='http://www.w3.org/2000/svg'><foreignObject><a xmlns='" + Namespace
        + "' href='https://shop.example/offer'>anchor</a></foreignObject></svg>" + Close)]
    public void A_link_that_xml_builds_is_live(string page)
    {
        var verdict = Verdict(page);
        Assert.Equal("live", verdict.Status.Name());
        Assert.Equal("anchor", verdict.Links[0].Anchor);
        Assert.True(verdict.IsComplete);
    }

    [Theory]
    [InlineData(Open + "<A href='https://shop.example/offer'>x</A>" + Close)]
    [InlineData(Open + "<a HREF='https://shop.example/offer'>x</a>" + Close)]
    [InlineData("<html><body><a href='https://shop.example/offer'>x</a></body></html>")]
    [InlineData(Open + "<x:a xmlns:x='urn:other' href='https://shop.example/offer'>x</x:a>" + Close)]
    [InlineData(Open + "<svg xmlns='http://www.w3.org/2000/svg'><a href='https://shop.example/offer'/></svg>" + Close)]
    [InlineData(Open + "<![CDATA[" + Link + "]]>" + Close)]
    [InlineData(Open + "<!-- " + Link + " -->" + Close)]
    [InlineData(Open + "<template>" + Link + "</template>" + Close)]
    [InlineData(Open + "<a xmlns:h='urn:h' h:href='https://shop.example/offer'>x</a>" + Close)]
    [InlineData(Strict + Open + "<p>&nbsp;</p>" + Close)]
    [InlineData("<!DOCTYPE html [<!ENTITY far SYSTEM 'http://127.0.0.1:9/links.xml'>]>" + Open + "<p>&far;</p>" + Close)]
    public void What_is_no_link_to_xml_is_removed(string page) => Assert.Equal("link-removed", Verdict(page).Reasons[0].Name());

    [Theory]
    [InlineData(Open + "<p>open" + Close)]
    [InlineData(Open + "&nbsp;" + Link + Close)]
    [InlineData(Open + "<p>AT&T</p>" + Link + Close)]
    [InlineData(Open + "<p class=x/>" + Link + Close)]
    [InlineData(Open + "<p a='1' a='2'/>" + Link + Close)]
    [InlineData(Open + "<p>cut")]
    [InlineData(" <?xml version='1.0'?>" + Open + Link + Close)]
    [InlineData(Open + "<u:p/>" + Link + Close)]
    [InlineData("text " + Open + Link + Close)]
    [InlineData(Open + "\u0001" + Link + Close)]
    [InlineData(Open + Close + "<p>" + Link + "</p>")]
    public void What_follows_an_error_is_unread(string page)
    {
        var verdict = Verdict(page);
        Assert.Equal("unreadable", Assert.Single(verdict.Reasons).Name());
    }

    [Theory]
    [InlineData(Open + Link + "<br>" + Close)]
    [InlineData(Open + "<br>" + Link + Close)]
    [InlineData(Open + Link + "<p>cut")]
    [InlineData(Open + Link + Close + "junk")]
    [InlineData(Open + Link + "&undeclared;" + Close)]
    public void A_link_before_an_error_is_there_but_the_rest_is_unknown(string page)
    {
        var verdict = Verdict(page);
        Assert.Equal("live", verdict.Status.Name());
        Assert.False(verdict.IsComplete);
        Assert.Contains(verdict.Evidence, line => line.Contains("breaks XML's rules", StringComparison.Ordinal));
    }

    [Fact]
    public void A_byte_that_the_encoding_does_not_know_is_an_error_and_the_replacement_character_is_none()
    {
        Assert.Null(Read(Open + "\uFFFD" + Close, "application/xhtml+xml").Doubt);
        byte[] body = [.. Encoding.UTF8.GetBytes(Open), 0xE9, .. Encoding.UTF8.GetBytes(Close)];
        var source = new PageSource(WebUrl.Parse("https://blog.example/post"), body, "application/xhtml+xml", [Offer]);
        var reading = new AngleSharpReader(TimeProvider.System).Read(source, TestContext.Current.CancellationToken);
        Assert.Equal(AbsenceDoubt.Malformed, reading.Doubt);
    }

    [Fact]
    public void Entities_that_grow_without_end_are_cut_off()
    {
        var declarations = new StringBuilder("<!ENTITY e0 'tea tea tea tea '>");
        for (var i = 1; i < 12; i++)
            declarations.Append("<!ENTITY e").Append(i).Append(" '").Insert(declarations.Length, $"&e{i - 1};", 10).Append("'>");
        Assert.Equal([Reason.Unreadable], Verdict($"<!DOCTYPE html [{declarations}]>{Open}&e11;{Link}{Close}").Reasons);
    }

    [Fact]
    public void A_deep_or_wide_page_ends_within_its_budget()
    {
        var attributes = string.Concat(Enumerable.Range(0, 20_000).Select(i => $"a{i}='' "));
        Assert.NotEqual(Status.Lost, Verdict(Open + string.Concat(Enumerable.Repeat("<b>", 200_000)) + Link).Status);
        Assert.Equal("link-removed", Verdict(Open + string.Concat(Enumerable.Repeat("<b x='&#9;'/>", 20_000)) + Close).Reasons[0].Name());
        Assert.Equal("link-removed", Verdict(Open + $"<p {attributes}/>" + Close).Reasons[0].Name());
    }

    [Fact]
    public void A_link_that_only_xml_base_leads_to_the_target_is_in_doubt()
    {
        var verdict = Verdict(Open + "<div xml:base='https://shop.example/'><a href='offer'>x</a></div>" + Close);
        Assert.Equal([Reason.Unreadable], verdict.Reasons);
        Assert.Contains("xml:base", verdict.Evidence[0], StringComparison.Ordinal);
        var elsewhere = Verdict(Open + "<div xml:base='https://other.example/'><a href='offer'>x</a></div>" + Close);
        Assert.Equal([Reason.LinkRemoved], elsewhere.Reasons);
    }

    [Fact]
    public void The_rest_of_a_page_is_read_as_of_html()
    {
        var page = "<?xml version='1.0'?>\n<html xmlns='" + Namespace + "'>\n<head><title>A &amp; B</title><noscript><p/></noscript>"
            + "<link rel='canonical' href='/c'/><meta name='robots' content='noindex'/></head>\r\n<body><footer>\n  " + Link
            + "</footer></body></html>";
        var reading = Read(page, "application/xhtml+xml");
        Assert.Equal("A & B", reading.Title);
        Assert.Equal("https://blog.example/c", Assert.Single(reading.Canonicals).Href.Href);
        Assert.Equal("<meta name='robots' content='noindex'/>", Assert.Single(reading.Robots).Tag);
        var link = Assert.Single(reading.Links);
        Assert.Equal((Placement.Footer, "<a href='https://shop.example/offer'>"), (link.Placement, link.Tag));
        Assert.Equal(page.IndexOf("<a ", StringComparison.Ordinal), link.Offset);
    }

    [Theory]
    [InlineData("<?xml version='1.0' encoding='windows-1251'?>", "windows-1251")]
    [InlineData("<!-- <?xml encoding='koi8-r'?> --><?x meta='<meta charset=koi8-r>'?>", "utf-8")]
    public void Xml_declares_its_encoding_in_its_own_way(string start, string encoding)
    {
        var reading = Read(start + $"<html xmlns='{Namespace}'><head><meta charset='iso-8859-2'/></head></html>", "application/xhtml+xml");
        Assert.Equal(encoding, reading.Encoding);
    }

    [Theory]
    [InlineData("application/xhtml+xml")]
    [InlineData("application/xhtml+xml; charset=utf-8")]
    [InlineData("Application/XML")]
    [InlineData("text/xml")]
    [InlineData("text/html, application/xhtml+xml")]
    public void Every_type_of_xml_that_holds_xhtml_is_read_so(string type)
    {
        var page = $"<!DOCTYPE html [<!-- {new string('x', 4000)} -->]>"
            + $"<h:html xmlns:h='{Namespace}'><h:a href='https://shop.example/offer'/></h:html>";
        Assert.Equal(BodyForm.Html, BodyKind.Of(type, Encoding.UTF8.GetBytes(page)).Form);
        Assert.Single(Read(page, type).Links);
    }

    private static PageReading Read(string page, string type) => new AngleSharpReader(TimeProvider.System).Read(
        new PageSource(WebUrl.Parse("https://blog.example/post"), Encoding.UTF8.GetBytes(page), type, [Offer]),
        TestContext.Current.CancellationToken);

    private static Verdict Verdict(string page)
    {
        PageReading? reading = null;
        string? why = null;
        try
        {
            reading = Read(page, "application/xhtml+xml");
        }
        catch (PageUnreadableException e)
        {
            why = e.Message;
        }

        var url = WebUrl.Parse("https://blog.example/post");
        var answer = new PageAnswer
        {
            Requested = url,
            Final = url,
            HttpStatus = 200,
            End = BodyEnd.Whole,
            Size = page.Length,
            Reading = reading,
            Unreadable = why,
            Now = DateTimeOffset.UnixEpoch,
        };
        return Judge.One(answer, Offer);
    }
}
