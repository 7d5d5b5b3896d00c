using LinkWatch.Links;
using LinkWatch.Sites;
using LinkWatch.Storage;
using LinkWatch.Urls;

namespace LinkWatch.Tests.Core.Sites;

public sealed class TargetCountsTests
{
    private const string SiteId = "shop";

    [Theory]
    [InlineData(1, 2, "watched")]
    [InlineData(1, 3, "other")]
    [InlineData(0, 1, "other")]
    [InlineData(5, 10, "watched")]
    [InlineData(5, 11, "other")]
    public void A_watched_target_gives_way_only_to_one_to_which_more_than_twice_as_many_links_lead(int watched, int other, string expected)
    {
        var counts = new TargetCounts(SiteId, Watching("watched"));
        Add(counts, "watched", Status.Lost);
        for (var i = 0; i < watched; i++) Add(counts, "watched", Status.Live);
        for (var i = 0; i < other; i++) Add(counts, "other", Status.Live);

        Assert.Equal(UrlOf(expected), Assert.Single(counts.Most(1)).Url);
    }

    [Fact]
    public void Of_those_to_which_as_many_lead_the_watched_ones_stay()
    {
        string[] names = [.. Enumerable.Range(0, 40).Select(i => $"page-{i}")];
        string[] watched = [.. names.Where((_, i) => i % 2 == 1)];
        var counts = new TargetCounts(SiteId, Watching(watched));
        foreach (var name in names) Add(counts, name, status: null);

        Assert.Equal(watched.Select(IdOf).Order(), counts.Most(20).Select(target => target.TargetId).Order());
    }

    [Fact]
    public void Beyond_a_bound_only_those_that_are_watched_or_were_met_are_counted()
    {
        var counts = new TargetCounts(SiteId, Watching("watched"), maxPages: 2);
        foreach (var name in new[] { "a", "b", "c", "watched", "a", "c", "watched" }) Add(counts, name, Status.Live);

        Assert.Equal(
            [("watched", 2), ("a", 2), ("b", 1)],
            counts.Most(10).Select(target => (target.Url.Path.Trim('/'), target.Followed)));
    }

    private static void Add(TargetCounts counts, string name, Status? status) => counts.Add(new LinkRow
    {
        LinkId = "x",
        Link = new Backlink { Source = WebUrl.Parse("https://blog.example/"), Target = new LinkTarget(UrlOf(name)) },
        Page = new PageKey(0, Cadence.Daily, "x"),
        Status = status,
    });

    private static HashSet<string> Watching(params string[] names) => [.. names.Select(IdOf)];

    private static string IdOf(string name) => Ids.Target(SiteId, UrlOf(name));

    private static WebUrl UrlOf(string name) => WebUrl.Parse($"https://shop.example/{name}");
}
