using LinkWatch.Links;
using LinkWatch.Reading;

namespace LinkWatch.Tests.Core.Reading;

public sealed class PageReadersTests
{
    private static readonly FoundLink Followed = new() { Href = Pages.Target.Url, Anchor = "fast", Tag = "<a>" };

    [Fact]
    public void Without_a_fast_reader_the_full_parser_decides() => Assert.Equal("anglesharp", Read(null).Reader);

    [Fact]
    public void A_fast_reading_stands_where_every_target_is_linked_and_followed()
    {
        Assert.Equal("fast", Read(Fast() with { Links = [Followed] }).Reader);
        Assert.Equal("fast", Read(Fast() with { Links = [Followed with { Rel = ["nofollow"] }, Followed with { Rel = ["noopener"] }] }).Reader);
        Assert.Equal("fast", Read(Fast() with { Links = [Followed], Robots = [new RobotsMeta("robots", "index, max-image-preview:large", "<meta>")] }).Reader);
        Assert.Equal("fast", Read(Fast() with { Links = [Followed], Canonicals = [new CanonicalTag(WebUrl.Parse("http://www.source.example/dir/page.html/"), "<link>")] }).Reader);
    }

    [Fact]
    public void The_full_parser_decides_whatever_else_an_owner_would_be_told()
    {
        var live = Fast() with { Links = [Followed] };
        PageReading[] others =
        [
            Fast(),
            Fast() with { Links = [Followed with { Rel = ["ugc"] }] },
            Fast() with { Links = [Followed with { Href = WebUrl.Parse("https://target.example/elsewhere") }] },
            live with { Robots = [new RobotsMeta("googlebot", "NOINDEX", "<meta>")] },
            live with { Robots = [new RobotsMeta("robots", "none", "<meta>")] },
            live with { Canonicals = [new CanonicalTag(WebUrl.Parse("https://source.example/other"), "<link>")] },
            live with { Refresh = new MetaRefresh(0, WebUrl.Parse("https://source.example/other"), "<meta>") },
        ];
        Assert.All(others, reading => Assert.Equal("anglesharp", Read(reading).Reader));
    }

    [Fact]
    public void The_fast_reader_may_abstain_and_cannot_keep_a_change_from_the_full_parser()
    {
        var fast = new Fixed(Fast() with { Links = [Followed] });
        Assert.Equal("anglesharp", new PageReaders(TimeProvider.System, new Fixed(null)).Read(Pages.Source(""), TestContext.Current.CancellationToken).Reader);
        Assert.Equal("anglesharp", new PageReaders(TimeProvider.System, fast).Decide(Pages.Source(""), TestContext.Current.CancellationToken).Reader);
    }

    [Fact]
    public void All_wanted_targets_must_be_seen_for_the_fast_reading_to_stand()
    {
        var other = new LinkTarget(WebUrl.Parse("https://other.example/"));
        var readers = new PageReaders(TimeProvider.System, new Fixed(Fast() with { Links = [Followed] }));
        Assert.Equal("anglesharp", readers.Read(Pages.Source("", Pages.Target, other), TestContext.Current.CancellationToken).Reader);
    }

    [Fact]
    public void The_second_opinion_is_another_parsers_or_says_why_there_is_none()
    {
        var readers = new PageReaders(TimeProvider.System);
        Assert.Equal("htmlagilitypack", readers.SecondOpinion(Pages.Source(Pages.Link), out var declined, TestContext.Current.CancellationToken)?.Reader);
        Assert.Null(declined);
        Assert.Null(readers.SecondOpinion(Pages.Source(string.Concat(Enumerable.Repeat("<x>", 2_000))), out declined, TestContext.Current.CancellationToken));
        Assert.Contains("nested", declined, StringComparison.Ordinal);
    }

    private static PageReading Read(PageReading? fast) =>
        new PageReaders(TimeProvider.System, new Fixed(fast)).Read(Pages.Source(Pages.Link), TestContext.Current.CancellationToken);

    private static PageReading Fast() => new() { Reader = "fast", Encoding = "utf-8", BaseUrl = Pages.Source("").Url };

    private sealed class Fixed(PageReading? reading) : IPageReader
    {
        public PageReading? Read(PageSource source, CancellationToken cancellationToken) => reading;
    }
}
