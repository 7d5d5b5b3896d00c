using System.Text;
using static LinkWatch.Tests.Core.Reporting.InspectedPage;

namespace LinkWatch.Tests.Core.Reporting;

/// <summary>Answers that look as if the link were gone, and say nothing of the kind. Real readers, the whole judgement.</summary>
public sealed class NoFalseLossTests
{
    private const string Link = "<a href=https://shop.example/tea>tea</a>";

    private static readonly string Words = string.Concat(Enumerable.Repeat("Ordinary words about tea and how it grows. ", 10));

    [Theory]
    [InlineData("text/html charset=utf-8")]
    [InlineData("Content-Type: text/html; charset=utf-8")]
    [InlineData("\"text/html\"")]
    [InlineData("text/html, ")]
    public void A_header_that_names_no_type_is_as_good_as_none(string type) => Assert.Equal("live", Says($"<p>{Words}{Link}", type: type));

    [Fact]
    public void White_space_before_the_page_hides_nothing() =>
        Assert.Equal("live", Says(new string('\n', 1200) + $"<p>{Words}{Link}", type: null));

    [Theory]
    [InlineData(202, "application/json")]
    [InlineData(206, "application/pdf")]
    public void Only_a_plain_answer_can_say_that_it_is_no_page(int status, string type) =>
        Assert.Equal("unknown: unreadable", Says("{}", status, type));

    [Theory]
    [InlineData("<title>Log in | Board</title><p>You must log in to view this</p><input type=password>")]
    [InlineData("<title>Before you continue</title><p>cookies</p>")]
    [InlineData("<title>Age verification</title><p>Are you old enough?</p>")]
    public void A_wall_is_a_wall_whatever_its_status(string html) => Assert.Equal("unknown: blocked", Says(html, 404));

    [Fact]
    public void An_error_page_with_a_login_box_is_an_error_page() =>
        Assert.Equal(
            "lost: page-gone",
            Says("<title>Error</title><p>The requested topic does not exist.</p><form><input type=password></form>", 404));

    [Theory]
    [InlineData(" ", 2000)]
    [InlineData("&nbsp;", 1)]
    [InlineData("<!-- cached -->", 1)]
    [InlineData("<html><head></head><body></body></html>", 1)]
    public void A_page_that_shows_nothing_says_nothing(string html, int times) =>
        Assert.Equal("unknown: unreadable", Says(string.Concat(Enumerable.Repeat(html, times))));

    [Theory]
    [InlineData("0")]
    [InlineData("0; url=")]
    public void A_page_that_only_loads_again_is_no_witness(string refresh) =>
        Assert.Equal(
            "unknown: bad-redirect", Says($"<html><head><meta http-equiv=refresh content='{refresh}'></head><body>{Words}</body></html>"));

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public void An_empty_canonical_names_nobody(string href) =>
        Assert.Equal("live", Says($"<base href=/><link rel=canonical href='{href}'><p>{Words}{Link}"));

    [Theory]
    [InlineData("<meta name=robots content=noindex>")]
    [InlineData("<meta http-equiv=refresh content='0;url=/other'>")]
    [InlineData("<base href=mailto:x>")]
    public void What_a_shadow_root_says_is_not_said_of_the_page(string tag) =>
        Assert.Equal(
            "live", Says($"<div><template shadowrootmode=open>{tag}</template></div><p>{Words}<a href=//shop.example/tea>tea</a>"));

    [Theory]
    [InlineData("javascript:void(0)")]
    [InlineData("data:text/html,x")]
    public void A_base_that_is_no_place_is_none(string href) =>
        Assert.Equal("live", Says($"<base href='{href}'><p>{Words}<a href=//shop.example/tea>tea</a>"));

    [Theory]
    [InlineData("<head><title/></head><body>")]
    [InlineData("<body><textarea rows='3'/>")]
    [InlineData("<body><iframe src='https://video.example/'/>")]
    [InlineData("<body><script src='a.js' />")]
    public void An_empty_element_of_XML_swallows_nothing(string before) =>
        Assert.Equal("live", Says(
            $"<html xmlns='http://www.w3.org/1999/xhtml'>{before}<p>{Words}<a href='https://shop.example/tea'>tea</a></p></body></html>",
            type: "application/xhtml+xml"));

    [Theory]
    [InlineData("windows-1252", "?q=café", "https://shop.example/tea?q=caf%E9")]
    [InlineData("euc-jp", "?q=茶#é", "https://shop.example/tea?q=%C3%E3")]
    [InlineData("windows-1252", "?q=茶", "https://shop.example/tea?q=%26%2333590%3B")]
    [InlineData("utf-8", "?q=café", "https://shop.example/tea?q=caf%C3%A9")]
    public void A_query_is_read_in_the_pages_encoding(string charset, string query, string target)
    {
        // The mark of what the encoding lacks is a character reference in the source.
        var body = CodePagesEncodingProvider.Instance.GetEncoding(charset)?.GetBytes(Page(query, charset))
            ?? Encoding.UTF8.GetBytes(Page(query, charset));
        Assert.Equal("live", Says(body, 200, $"text/html; charset={charset}", target));

        static string Page(string query, string charset) =>
            $"<p>{Words}<a href=\"https://shop.example/tea"
                + $"{(charset == "windows-1252" ? query.Replace("茶", "&#33590;", StringComparison.Ordinal) : query)}\">tea</a>";
    }

    [Theory]
    [InlineData("https://bücher.example/tee", "page", "https://bücher.example/tee")]
    [InlineData("https://shop.example/thé", "page", "https://shop.example/thé")]
    [InlineData("https://shop.example/thé", "page", @"https:\u002F\u002Fshop.example\u002Fth\u00e9")]
    [InlineData("https://shop.example/tea", "page", @"https:\x2F\x2Fshop.example\x2Ftea")]
    [InlineData("https://shop.example/tea", "page", "https%3A%2F%2Fshop.example%2Ftea")]
    [InlineData("https://shop.example/tea", "domain", "https://blog.shop.example/other")]
    public void A_target_that_a_script_spells_in_its_own_way_may_be_built_by_it(string target, string match, string written) =>
        Assert.Equal("unknown: needs-javascript", Says(
            Encoding.UTF8.GetBytes($"<p>{Words}<script>let u = \"{written}\"</script>"), 200, "text/html; charset=utf-8", target, match));

    [Theory]
    [InlineData("https://shop.example/tea", "https://shop.example/teapots")]
    [InlineData("https://shop.example/tea", "https://myshop.example/tea")]
    public void Another_address_in_a_script_explains_nothing(string target, string written) =>
        Assert.Equal(
            "lost: link-removed",
            Says(Encoding.UTF8.GetBytes($"<p>{Words}<script>let u = \"{written}\"</script>"), 200, "text/html; charset=utf-8", target));

    [Fact]
    public void A_script_of_thousands_of_pieces_is_read_once()
    {
        var pieces = string.Concat(Enumerable.Repeat(new string('x', 1600) + "<g/>", 3000));
        Assert.Equal("unknown: needs-javascript", Says($"<title>x</title><svg><script>{pieces}</script></svg>"));
    }
}
