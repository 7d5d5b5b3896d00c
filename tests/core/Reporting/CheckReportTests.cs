using LinkWatch.Checking;
using LinkWatch.Judging;
using LinkWatch.Links;
using LinkWatch.Reporting;
using LinkWatch.Tests.Core.Judging;

namespace LinkWatch.Tests.Core.Reporting;

public sealed class CheckReportTests
{
    [Fact]
    public void A_live_link_is_one_line_of_the_documented_fields()
    {
        var page = Page.With(Page.Link(rel: "noopener"));

        Assert.Equal(
            """
            {"source":"blog.example/post","target":"https://shop.example/lamps","status":"live","reasons":[],"rel":["noopener"],
            "anchor":"lamps","placement":"content","finalUrl":"https://blog.example/post","httpStatus":200,"ms":12}
            """.ReplaceLineEndings(""),
            Json.Write(CheckReport.Of("blog.example/post", "https://shop.example/lamps", page.Judged(), VisitOf(page))));
    }

    [Fact]
    public void What_is_not_known_is_null_and_never_left_out()
    {
        var page = Page.Of(null) with { HttpStatus = null, Failure = new(Reason.Dns, "no such host") };

        Assert.Equal(
            """
            {"source":"s","target":"t","status":"unknown","reasons":["dns"],"rel":[],"anchor":null,"placement":null,
            "finalUrl":"https://blog.example/post","httpStatus":null,"ms":12}
            """.ReplaceLineEndings(""),
            Json.Write(CheckReport.Of("s", "t", page.Judged(), VisitOf(page))));
    }

    private static Visit VisitOf(PageAnswer page) =>
        new() { Verdicts = [page.Judged()], Facts = PageFacts.Of(page), Elapsed = TimeSpan.FromMilliseconds(12.4) };
}
