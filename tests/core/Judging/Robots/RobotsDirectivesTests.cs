using System.Diagnostics;
using LinkWatch.Html;
using LinkWatch.Judging.Robots;
using LinkWatch.Links;

namespace LinkWatch.Tests.Core.Judging.Robots;

public sealed class RobotsDirectivesTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 5, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("noindex", "meta-noindex")]
    [InlineData("NoIndex , NOFOLLOW", "meta-noindex meta-nofollow")]
    [InlineData("none", "meta-noindex meta-nofollow")]
    [InlineData("index, follow, all", "")]
    [InlineData("index, noindex", "meta-noindex")]
    [InlineData("max-snippet:-1, max-image-preview:large", "")]
    [InlineData("noindex, indexifembedded", "meta-noindex")]
    [InlineData("noindexed", "")]
    [InlineData("no index", "")]
    [InlineData("noindex nofollow", "")]
    [InlineData("", "")]
    [InlineData(",,nofollow,", "meta-nofollow")]
    public void A_tag_is_a_comma_separated_list(string content, string reasons) => Assert.Equal(reasons, Tags(("robots", content)));

    [Theory]
    [InlineData("robots", "meta-noindex")]
    [InlineData("GoogleBot", "meta-noindex")]
    [InlineData("bingbot", "")]
    [InlineData("googlebot-news", "")]
    public void Only_tags_for_all_robots_or_Googlebot_count(string agent, string reasons) =>
        Assert.Equal(reasons, Tags((agent, "noindex")));

    [Fact]
    public void The_most_restrictive_of_several_tags_holds()
    {
        Assert.Equal("meta-noindex", Tags(("robots", "noindex"), ("googlebot", "index")));
        Assert.Equal("meta-noindex meta-nofollow", Tags(("robots", "nofollow"), ("googlebot", "noindex")));
    }

    [Theory]
    [InlineData("noindex", "header-noindex")]
    [InlineData("googlebot: nofollow", "header-nofollow")]
    [InlineData("Googlebot : NoFollow", "header-nofollow")]
    [InlineData("otherbot: noindex, nofollow", "")]
    [InlineData("BadBot: noindex, nofollow, googlebot: nofollow", "header-nofollow")]
    [InlineData("googlebot: noindex, otherbot: nofollow", "header-noindex")]
    [InlineData("nofollow, otherbot: noindex", "header-nofollow")]
    [InlineData("otherbot: max-snippet:50, noindex", "")]
    [InlineData("max-snippet:50, noindex", "header-noindex")]
    [InlineData("googlebot-news: noindex", "")]
    [InlineData("otherbot/2.0: noindex", "")]
    [InlineData("*: none", "header-noindex header-nofollow")]
    [InlineData("googlebot: , noindex", "header-noindex")]
    [InlineData("unavailable_after: 25 Jun 2010 15:00:00 PST", "header-noindex")]
    [InlineData("unavailable_after: Friday, 25-Jun-10 15:00:00 GMT, nofollow", "header-noindex header-nofollow")]
    [InlineData("unavailable_after: Friday, 25-Jun-32 15:00:00 GMT, nofollow", "header-nofollow")]
    [InlineData("unavailable_after: June 25, 2032, 15:00, googlebot: nofollow", "header-nofollow")]
    [InlineData("googlebot: unavailable_after: 2010-06-25T15:00:00+00:00, otherbot: nofollow", "header-noindex")]
    [InlineData("otherbot: unavailable_after: 2010-06-25T15:00:00+00:00", "")]
    [InlineData("unavailable_after: someday, noindex", "header-noindex")]
    [InlineData("unavailable_after: someday", "")]
    public void A_header_holds_directives_for_agents_named_before_them(string line, string reasons) => Assert.Equal(reasons, Headers(line));

    [Fact]
    public void An_agents_prefix_does_not_reach_into_the_next_header()
    {
        Assert.Equal("header-noindex", Headers("otherbot: nofollow", "noindex"));
    }

    [Theory]
    [InlineData("25 Jun 2010 15:00:00 PST")]
    [InlineData("Fri, 25 Jun 10 15:00:00 EST")]
    [InlineData("Friday, 25-Jun-10 15:00:00 GMT")]
    [InlineData("25-Jun-2010 15:00:00 EST")]
    [InlineData("Mon, 25 Jun 2010 15:00:00 +0200")]
    [InlineData("2010-06-25T15:00:00+02:00")]
    [InlineData("2010-06-25T15:00:00.123Z")]
    [InlineData("2010-06-25 15:00")]
    [InlineData("2010-06-25")]
    [InlineData("20100625T150000Z")]
    [InlineData("June 25, 2010 3:00 PM")]
    [InlineData("Fri Jun 25 15:00:00 2010")]
    [InlineData("Fri Jun 25 15:00:00 UTC 2010")]
    [InlineData("25 june 2010")]
    public void A_past_date_is_noindex_however_it_is_written(string date)
    {
        Assert.Equal("meta-noindex", Tags(("robots", $"unavailable_after: {date}")));
        Assert.Equal(
            "", Tags(("robots", $"unavailable_after: {date.Replace("2010", "2032").Replace("-10 ", "-32 ").Replace("Jun 10", "Jun 32")}")));
    }

    [Theory]
    [InlineData("5 Jan 2026 11:59:59 GMT", true)]
    [InlineData("5 Jan 2026 12:00:01 GMT", false)]
    [InlineData("5 Jan 2026 06:59:59 EST", true)]
    [InlineData("5 Jan 2026 07:00:01 EST", false)]
    [InlineData("2026-01-05T13:30:00+02:00", true)]
    [InlineData("2026-01-05T13:30:00+01:00", false)]
    [InlineData("2026-01-05", false)]
    [InlineData("2026-01-04", true)]
    [InlineData("25", false)]
    [InlineData("15:00", false)]
    [InlineData("31 Feb 2010", false)]
    [InlineData("0001-01-01", false)]
    public void The_moment_is_exact_and_what_is_no_date_is_ignored(string date, bool isPast) =>
        Assert.Equal(isPast ? "header-noindex" : "", Headers($"unavailable_after: {date}"));

    [Fact]
    public void Each_finding_has_the_tag_or_header_that_gave_it_first_and_the_worst_comes_first()
    {
        var directives = RobotsDirectives.Read(
            [new("robots", "nofollow", "<meta name=robots content=nofollow>"), new(
                "googlebot", "none", "<meta name=googlebot content=none>")],
            ["otherbot: none", " NOINDEX , max-snippet: 5"],
            Now);

        Assert.Equal(
            [
                new(Reason.MetaNoindex, "<meta name=googlebot content=none>"),
                new(Reason.HeaderNoindex, "X-Robots-Tag: NOINDEX , max-snippet: 5"),
                new(Reason.MetaNofollow, "<meta name=robots content=nofollow>"),
            ],
            directives.Findings);
        Assert.Equal(["nofollow", "none", "noindex", "max-snippet:5"], directives.Applied);
    }

    [Theory]
    [InlineData("unavailable_after:1,1")]
    [InlineData("a:")]
    [InlineData("x,")]
    [InlineData("unavailable_after: 1 2 3 4 ")]
    public void A_list_as_long_as_headers_may_be_is_read_in_time(string piece)
    {
        var list = string.Concat(Enumerable.Repeat(piece, 65_000 / piece.Length)) + ", googlebot: noindex";
        var watch = Stopwatch.StartNew();

        var directives = RobotsDirectives.Read([new("robots", list, "<meta>")], [list], Now);

        Assert.True(directives.Applied.Count <= 32);
        Assert.Contains(directives.Findings, finding => finding.Reason == Reason.HeaderNoindex && finding.Evidence.Length < 600);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"took {watch.Elapsed}");
    }

    private static string Tags(params (string Agent, string Content)[] tags) =>
        Names(RobotsDirectives.Read(tags.Select(tag => new RobotsMeta(tag.Agent, tag.Content, "<meta>")), [], Now));

    private static string Headers(params string[] lines) => Names(RobotsDirectives.Read([], lines, Now));

    private static string Names(RobotsDirectives directives) =>
        string.Join(' ', directives.Findings.Select(finding => finding.Reason.Name()));
}
