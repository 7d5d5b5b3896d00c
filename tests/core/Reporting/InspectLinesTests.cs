using System.Text;
using System.Text.Json;
using LinkWatch.Html;
using LinkWatch.Reporting;
using LinkWatch.Tests.Core.Judging;
using LinkWatch.Tests.Support;
using LinkWatch.Urls;

namespace LinkWatch.Tests.Core.Reporting;

public sealed class InspectLinesTests
{
    private readonly List<PageSource> read = [];
    private PageReading found = Page.Reading(Page.Link());
    private PageReading second = Page.Reading();

    [Fact]
    public void A_page_is_answered_in_one_line_of_the_documented_shape()
    {
        found = Page.Reading(Page.Link(rel: "nofollow")) with { Robots = [Page.Meta("noindex")] };

        var answer = Answer(
            """
            {"id":"a1","url":"https://blog.example/post","status":200,"headers":{"x-robots-tag":["nofollow"]},"html":"<p>",
            "targets":[{"url":"https://shop.example/lamps","match":"page"}]}
            """.ReplaceLineEndings(""));

        Assert.Equal(
            """
            {"id":"a1","verdicts":[{"target":"https://shop.example/lamps","status":"unindexed","reasons":["meta-noindex","rel-nofollow",
            "header-nofollow"],"evidence":["the page asks not to be indexed: <meta name=\"robots\" content=\"noindex\">",
            "the page asks not to follow its links: X-Robots-Tag: nofollow",
            "rel=\"nofollow\" on the link: search engines usually ignore it",
            "the link: <a href=\"https://shop.example/lamps\" rel=\"nofollow\">"],"links":[{"href":"https://shop.example/lamps",
            "rel":["nofollow"],"anchor":"lamps","placement":"content",
            "tag":"<a href=\"https://shop.example/lamps\" rel=\"nofollow\">"}]}],"page":{"robots":["noindex","nofollow"],"canonical":null,
            "encoding":"utf-8"}}
            """.ReplaceLineEndings(""),
            answer);
    }

    [Fact]
    public void What_only_the_second_opinion_saw_is_evidence_and_no_link()
    {
        (found, second) = (Page.Reading(), Page.Reading(Page.Link()));

        var verdict = Verdict(Minimal());

        Assert.Equal("link-removed", verdict.GetProperty("reasons")[0].GetString());
        Assert.Equal(0, verdict.GetProperty("links").GetArrayLength());
        Assert.Contains(
            "in the source, but a browser does not build it", verdict.GetProperty("evidence").GetRawText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("404", "lost", "page-gone")]
    [InlineData("403", "unknown", "blocked")]
    [InlineData("502", "unknown", "server-error")]
    [InlineData("204", "unknown", "unreadable")]
    public void The_status_is_judged(string status, string expected, string? reason) =>
        Expect(Minimal($"\"status\":{status}"), expected, reason);

    [Fact]
    public void An_empty_body_says_nothing() => Expect(
        """{"url":"https://blog.example/post","html":"","targets":[{"url":"https://shop.example/lamps"}]}""", "unknown", "unreadable");

    [Theory]
    [InlineData("\"content-type\":[\"application/pdf\"]", "lost", "not-html")]
    [InlineData("\"Content-Type\":\"application/pdf\"", "lost", "not-html")]
    [InlineData("\"cf-mitigated\":[\"challenge\"]", "live", null)]
    [InlineData("\"link\":[\"<https://blog.example/other>; rel=canonical\"]", "unindexed", "canonical-elsewhere")]
    [InlineData("\"x-robots-tag\":[\"otherbot: noindex\",\"googlebot: noindex\"]", "unindexed", "header-noindex")]
    public void The_headers_are_judged(string header, string expected, string? reason) =>
        Expect(Minimal($"\"headers\":{{{header}}}"), expected, reason);

    [Theory]
    [InlineData("User-agent: Googlebot\\nDisallow: /post", "unindexed", "robots-disallowed")]
    [InlineData("User-agent: *\\nDisallow: /", "unindexed", "robots-disallowed")]
    [InlineData("User-agent: linkwatch\\nDisallow: /", "unknown", "robots-refused")]
    [InlineData("User-agent: *\\nDisallow: /private", "live", null)]
    [InlineData("", "live", null)]
    public void The_robots_txt_is_judged(string robotsTxt, string expected, string? reason) =>
        Expect(Minimal($"\"robotsTxt\":\"{robotsTxt}\""), expected, reason);

    [Fact]
    public void A_redirect_leads_where_nothing_was_saved()
    {
        Expect(Minimal("\"status\":301,\"headers\":{\"location\":[\"https://blog.example/new\"]}"), "unknown", "bad-redirect");

        found = Page.Reading() with { Refresh = new MetaRefresh(0, WebUrl.Parse("https://blog.example/new"), "<meta>") };
        Expect(Minimal(), "unknown", "bad-redirect");

        found = Page.Reading(Page.Link()) with { Refresh = new MetaRefresh(5, WebUrl.Parse("https://blog.example/new"), "<meta>") };
        Expect(Minimal(), "live", null);
    }

    [Fact]
    public void A_page_given_as_text_is_read_as_UTF8_whatever_it_says()
    {
        Answer(Minimal("\"headers\":{\"content-type\":[\"text/html; charset=windows-1252\"]}"));

        Assert.Equal("text/html; charset=utf-8", read[0].ContentType);
        Assert.Equal("<p>", Encoding.UTF8.GetString(read[0].Body.Span));
    }

    [Fact]
    public void A_page_given_as_bytes_is_read_as_its_headers_say()
    {
        Answer(
            """
            {"url":"https://blog.example/post","bodyBase64":"PHA+/w==","headers":{"content-type":["text/html; charset=windows-1252"]},
            "targets":[{"url":"https://shop.example/lamps"}]}
            """.ReplaceLineEndings(""));

        Assert.Equal("text/html; charset=windows-1252", read[0].ContentType);
        Assert.Equal([0x3C, 0x70, 0x3E, 0xFF], read[0].Body.ToArray());
    }

    [Fact]
    public void Every_target_gets_its_verdict_in_order_and_is_named_as_given()
    {
        var answer = Parse(Answer(
            """
            {"id":7,"url":"https://blog.example/post","html":"<p>","targets":[{"url":"HTTPS://shop.example/Lamps","match":"page"},
            {"url":"shop.example","match":"domain"},{"url":"https://shop.example/lamps","match":"exact"}]}
            """.ReplaceLineEndings("")));

        Assert.Equal(7, answer.GetProperty("id").GetInt32());
        Assert.Equal(
            ["HTTPS://shop.example/Lamps lost", "shop.example live", "https://shop.example/lamps live"], answer.GetProperty("verdicts")
                .EnumerateArray()
                .Select(v => $"{v.GetProperty("target").GetString()} {v.GetProperty("status").GetString()}"));
    }

    [Theory]
    [InlineData("", "not JSON")]
    [InlineData("{", "not JSON")]
    [InlineData("[]", "not a JSON object")]
    [InlineData("""{"id":"x"}""", "url is missing")]
    [InlineData("""{"id":"x","url":"nonsense","html":"","targets":[]}""", "not an http(s) address")]
    [InlineData("""{"id":"x","url":"ftp://a.example/","html":"","targets":[]}""", "not an http(s) address")]
    [InlineData("""{"id":"x","url":"https://a.example/","targets":[]}""", "html or bodyBase64 is missing")]
    [InlineData("""{"id":"x","url":"https://a.example/","html":"","bodyBase64":"","targets":[]}""", "exclude each other")]
    [InlineData("""{"id":"x","url":"https://a.example/","bodyBase64":"*","targets":[]}""", "not base64")]
    [InlineData("""{"id":"x","url":"https://a.example/","html":""}""", "targets is not a list")]
    [InlineData(
        """{"id":"x","url":"https://a.example/","html":"","targets":[{"url":"https://b.example/","match":"nearly"}]}""", "match is not")]
    [InlineData("""{"id":"x","url":"https://a.example/","html":"","status":"ok","targets":[]}""", "status is not")]
    [InlineData("""{"id":"x","url":"https://a.example/","html":"","headers":[],"targets":[]}""", "headers is not")]
    [InlineData("""{"id":"x","url":"https://a.example/","html":"\ud800","targets":[]}""", "")]
    public void A_line_that_cannot_be_read_is_an_error_with_its_id(string line, string error)
    {
        var answer = Parse(Answer(line));

        Assert.Contains(error, answer.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Equal(line.Contains("\"id\"", StringComparison.Ordinal) ? "x" : null, answer.GetProperty("id").GetString());
    }

    [Fact]
    public void A_line_nested_without_end_is_an_error() =>
        Assert.Contains("not JSON", Answer("{\"id\":" + new string('[', 100_000)), StringComparison.Ordinal);

    private static string Minimal(string more = "\"status\":200") =>
        $$"""{"id":1,"url":"https://blog.example/post",{{more}},"html":"<p>","targets":[{"url":"https://shop.example/lamps"}]}""";

    private static JsonElement Parse(string line) => JsonDocument.Parse(line).RootElement;

    private JsonElement Verdict(string line) => Parse(Answer(line)).GetProperty("verdicts")[0];

    private void Expect(string line, string status, string? reason)
    {
        var verdict = Verdict(line);
        Assert.Equal(status, verdict.GetProperty("status").GetString());
        Assert.Equal(reason, verdict.GetProperty("reasons").EnumerateArray().Select(r => r.GetString()).FirstOrDefault());
    }

    private string Answer(string line) =>
        new InspectLines(new Prepared(read, () => found), new Prepared(read, () => second), FakeTime.Create()).Answer(line);

    private sealed class Prepared(List<PageSource> read, Func<PageReading> found) : IPageReader
    {
        public PageReading? Read(PageSource source, CancellationToken cancellationToken)
        {
            read.Add(source);
            return found();
        }
    }
}
