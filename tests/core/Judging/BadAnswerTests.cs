using LinkWatch.Fetching;
using LinkWatch.Judging;
using LinkWatch.Links;

namespace LinkWatch.Tests.Core.Judging;

public sealed class BadAnswerTests
{
    private static PageAnswer Answering(int status) => Page.Of(null) with { HttpStatus = status, End = BodyEnd.Whole };

    [Theory]
    [InlineData(404)]
    [InlineData(410)]
    public void A_page_that_is_not_there_is_gone(int status)
    {
        Assert.Equal("lost: page-gone", Answering(status).Judged().Says());
        Assert.Equal("lost: page-gone", (Answering(status) with { End = BodyEnd.Empty }).Judged().Says());
        Assert.Equal("lost: page-gone", (Answering(status) with { End = BodyEnd.Cut, IsEndedByClose = true }).Judged().Says());
        Assert.Equal("unknown: unreadable", (Answering(status) with { End = BodyEnd.Cut }).Judged().Says());
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(402)]
    [InlineData(403)]
    [InlineData(405)]
    [InlineData(406)]
    [InlineData(418)]
    [InlineData(429)]
    [InlineData(451)]
    [InlineData(999)]
    public void A_server_that_refuses_us_blocks(int status) => Assert.Equal("unknown: blocked", Answering(status).Judged().Says());

    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(521)]
    public void A_server_that_fails_says_nothing(int status) => Assert.Equal("unknown: server-error", Answering(status).Judged().Says());

    [Theory]
    [InlineData(300, "unknown: bad-redirect")]
    [InlineData(305, "unknown: bad-redirect")]
    [InlineData(304, "unknown: unreadable")]
    [InlineData(101, "unknown: unreadable")]
    public void Odd_statuses_say_nothing(int status, string says) => Assert.Equal(says, Answering(status).Judged().Says());

    [Fact]
    public void A_link_on_an_error_page_is_no_link() =>
        Assert.Equal("lost: page-gone", (Page.With(Page.Link()) with { HttpStatus = 404 }).Judged().Says());

    [Theory]
    [InlineData(Reason.Timeout)]
    [InlineData(Reason.Dns)]
    [InlineData(Reason.Tls)]
    [InlineData(Reason.Connection)]
    [InlineData(Reason.AddressForbidden)]
    [InlineData(Reason.RedirectLoop)]
    [InlineData(Reason.BadRedirect)]
    [InlineData(Reason.TooLarge)]
    public void Why_there_is_no_answer_is_the_reason(Reason reason)
    {
        var verdict = (Page.Of(null) with { HttpStatus = null, Failure = new FetchFailure(reason, "what happened") }).Judged();

        Assert.Equal($"unknown: {reason.Name()}", verdict.Says());
        Assert.Contains("what happened", verdict.Evidence);
    }

    [Theory]
    [InlineData("application/pdf", "%PDF-1.7", "lost: not-html")]
    [InlineData("application/json; charset=utf-8", "{\"a\":1}", "lost: not-html")]
    [InlineData("image/png", "\u0089PNG", "lost: not-html")]
    [InlineData("text/plain", "<html><a href=https://shop.example/lamps>x</a>", "lost: not-html")]
    [InlineData("application/rss+xml", "<rss>", "lost: not-html")]
    [InlineData(null, "just words", "unknown: unreadable")]
    [InlineData(null, "%PDF-1.7", "unknown: unreadable")]
    [InlineData("text/html", "%PDF-1.7", "unknown: unreadable")]
    [InlineData("text/html", "\u001f\u008b\u0008\u0000", "unknown: unreadable")]
    public void A_body_that_is_no_page_is_told_by_its_type(string? type, string body, string says)
    {
        var page = Page.Of(null) with { Kind = BodyKind.Of(type, System.Text.Encoding.Latin1.GetBytes(body)) };

        Assert.Equal(says, page.Judged().Says());
    }

    [Theory]
    [InlineData("text/html", "hello")]
    [InlineData("TEXT/HTML;charset=x", "")]
    [InlineData("application/xhtml+xml", "<?xml version='1.0'?><html/>")]
    [InlineData("text/xml", "<html xmlns='http://www.w3.org/1999/xhtml'>")]
    [InlineData(null, "<!doctype html>")]
    [InlineData("", "  <p>hello")]
    [InlineData("text/html, text/html; charset=utf-8", "<p>")]
    [InlineData("text/html", "\u00ff\u00feh\0i\0")]
    [InlineData("text/html", "\u001b$B\u001b(B")]
    public void A_body_that_is_a_page_is_read(string? type, string body) =>
        Assert.Equal(BodyForm.Html, BodyKind.Of(type, System.Text.Encoding.Latin1.GetBytes(body)).Form);

    [Fact]
    public void Part_of_a_file_that_is_no_page_says_nothing()
    {
        var pdf = Page.Of(null) with { Kind = new BodyKind(BodyForm.Other, "sent as application/pdf") };

        Assert.Equal("unknown: unreadable", (pdf with { End = BodyEnd.Cut }).Judged().Says());
        Assert.Equal("unknown: too-large", (pdf with { End = BodyEnd.TooLarge }).Judged().Says());
        Assert.Equal("lost: not-html", (pdf with { End = BodyEnd.Cut, IsEndedByClose = true }).Judged().Says());
    }

    [Theory]
    [InlineData(200)]
    [InlineData(202)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(503)]
    public void A_challenge_is_a_wall_whatever_its_status(int status)
    {
        var page = (Page.Without with { HttpStatus = status }).Header("CF-Mitigated", "challenge");

        Assert.Equal("unknown: blocked", page.Judged().Says());
    }

    [Theory]
    [InlineData(200)]
    [InlineData(404)]
    [InlineData(503)]
    public void A_challenge_is_known_by_its_words_too(int status)
    {
        var page = (Page.Without with { HttpStatus = status }).Titled("Just a moment...").Saying(
            "blog.example needs to review the security of your connection before proceeding.");

        Assert.Equal("unknown: blocked", page.Judged().Says());
    }
}
