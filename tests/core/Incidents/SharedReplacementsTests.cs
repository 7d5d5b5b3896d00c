using LinkWatch.Confirming;
using LinkWatch.Incidents;
using LinkWatch.Links;
using LinkWatch.Storage;
using LinkWatch.Tests.Core.Confirming;
using LinkWatch.Urls;

namespace LinkWatch.Tests.Core.Incidents;

public sealed class SharedReplacementsTests
{
    private static readonly WebUrl Url = WebUrl.Parse("https://parking.example/?from=blog");

    [Fact]
    public void Only_what_replaced_a_page_or_was_redirected_to_is_a_sign()
    {
        Assert.Empty(SharedReplacements.SignaturesOf([Reason.LinkRemoved], "hash", "A title", Url));
        Assert.Equal(
            ["body", "title"], SharedReplacements.SignaturesOf([Reason.PageReplaced], "hash", "A title", Url).Select(sign => sign.Kind));
        Assert.Equal(["url"], SharedReplacements.SignaturesOf([Reason.PageRedirected], "hash", "A title", Url).Select(sign => sign.Kind));
        Assert.Empty(SharedReplacements.SignaturesOf([Reason.PageReplaced], null, " ", Url));
    }

    [Fact]
    public void Titles_are_alike_without_regard_to_case() => Assert.Equal(
        SharedReplacements.SignaturesOf([Reason.PageReplaced], null, "Buy this domain", Url)[0].Hash,
        SharedReplacements.SignaturesOf([Reason.PageReplaced], null, " BUY THIS DOMAIN", Url)[0].Hash);

    [Fact]
    public void Three_hosts_within_seven_days_make_a_shared_replacement()
    {
        var hosts = Met(0, 72, 167);
        Assert.True(SharedReplacements.IsShared(hosts, Watched.Hour(167.9), ConfirmOptions.Default));
        Assert.False(SharedReplacements.IsShared(hosts, Watched.Hour(168), ConfirmOptions.Default));
        Assert.False(SharedReplacements.IsShared(Met(0, 1), Watched.Hour(2), ConfirmOptions.Default));
    }

    [Fact]
    public void One_host_met_again_and_again_counts_once_and_is_written_once_a_day()
    {
        var hosts = Met(0);
        Assert.Same(hosts, SharedReplacements.With(hosts, "blog-0.example", Watched.Hour(23), ConfirmOptions.Default));
        Assert.Equal(
            [new ReplacedHost("blog-0.example", Watched.Hour(24))],
            SharedReplacements.With(hosts, "blog-0.example", Watched.Hour(24), ConfirmOptions.Default));
    }

    [Fact]
    public void Only_the_latest_hosts_are_kept() =>
        Assert.Equal(20, Met([.. Enumerable.Range(0, 50).Select(i => (double)i)]).Count);

    private static IReadOnlyList<ReplacedHost> Met(params double[] hours)
    {
        IReadOnlyList<ReplacedHost> hosts = [];
        for (var i = 0; i < hours.Length; i++)
            hosts = SharedReplacements.With(hosts, $"blog-{i}.example", Watched.Hour(hours[i]), ConfirmOptions.Default);
        return hosts;
    }
}
