using LinkWatch.Confirming;
using LinkWatch.Links;

namespace LinkWatch.Tests.Core.Confirming;

public sealed class WallsTests
{
    private static readonly WebUrl Url = WebUrl.Parse("https://parking.example/?from=blog");

    [Fact]
    public void Only_what_replaced_a_page_or_was_redirected_to_is_a_sign()
    {
        Assert.Empty(Walls.SignsOf([Reason.LinkRemoved], "hash", "A title", Url));
        Assert.Equal(["body", "title"], Walls.SignsOf([Reason.PageReplaced], "hash", "A title", Url).Select(sign => sign.Kind));
        Assert.Equal(["url"], Walls.SignsOf([Reason.PageRedirected], "hash", "A title", Url).Select(sign => sign.Kind));
        Assert.Empty(Walls.SignsOf([Reason.PageReplaced], null, " ", Url));
    }

    [Fact]
    public void Titles_are_alike_without_regard_to_case() => Assert.Equal(
        Walls.SignsOf([Reason.PageReplaced], null, "Buy this domain", Url)[0].Hash,
        Walls.SignsOf([Reason.PageReplaced], null, " BUY THIS DOMAIN", Url)[0].Hash);

    [Fact]
    public void Three_hosts_within_seven_days_make_a_wall()
    {
        var hosts = Met(0, 72, 167);
        Assert.True(Walls.IsWall(hosts, Watched.Hour(167.9), ConfirmOptions.Default));
        Assert.False(Walls.IsWall(hosts, Watched.Hour(168), ConfirmOptions.Default));
        Assert.False(Walls.IsWall(Met(0, 1), Watched.Hour(2), ConfirmOptions.Default));
    }

    [Fact]
    public void One_host_met_again_and_again_counts_once_and_is_written_once_a_day()
    {
        var hosts = Met(0);
        Assert.Same(hosts, Walls.With(hosts, "blog-0.example", Watched.Hour(23), ConfirmOptions.Default));
        Assert.Equal([new WallHost("blog-0.example", Watched.Hour(24))], Walls.With(hosts, "blog-0.example", Watched.Hour(24), ConfirmOptions.Default));
    }

    [Fact]
    public void Only_the_latest_hosts_are_kept() =>
        Assert.Equal(20, Met([.. Enumerable.Range(0, 50).Select(i => (double)i)]).Count);

    private static IReadOnlyList<WallHost> Met(params double[] hours)
    {
        IReadOnlyList<WallHost> hosts = [];
        for (var i = 0; i < hours.Length; i++) hosts = Walls.With(hosts, $"blog-{i}.example", Watched.Hour(hours[i]), ConfirmOptions.Default);
        return hosts;
    }
}
