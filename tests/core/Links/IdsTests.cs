using LinkWatch.Links;
using LinkWatch.Urls;

namespace LinkWatch.Tests.Core.Links;

public sealed class IdsTests
{
    [Fact]
    public void Spellings_of_a_page_share_its_id() =>
        Assert.Equal(Ids.Page(WebUrl.Parse("http://example.com/~a")), Ids.Page(WebUrl.Parse("HTTP://EXAMPLE.com:80/%7ea#b")));

    /// <summary>Ids are keys of stored rows: a change here orphans every one of them.</summary>
    [Fact]
    public void Ids_are_what_they_always_were()
    {
        var page = WebUrl.Parse("https://example.com/a?b=c");

        Assert.Equal("e0512f29180d11adcc238f3bae1af95f", Ids.Page(page));
        Assert.Equal("639f4cced5746aef52f325ea179ef93e", Ids.Link(
            "shop", page, new LinkTarget(WebUrl.Parse("https://shop.example/"), MatchMode.Domain)));
        Assert.Equal(2, Ids.Shard("example.com", 4));
    }

    [Fact]
    public void A_backlink_is_identified_by_site_source_target_and_mode()
    {
        var source = WebUrl.Parse("https://example.com/");
        var target = new LinkTarget(WebUrl.Parse("https://shop.example/a"));
        string[] ids =
        [
            Ids.Link("shop", source, target),
            Ids.Link("other", source, target),
            Ids.Link("shop", WebUrl.Parse("https://example.com/b"), target),
            Ids.Link("shop", source, target with { Mode = MatchMode.Domain }),
            Ids.Link("shop", source, target with { Url = WebUrl.Parse("https://shop.example/b") }),
        ];

        Assert.Equal(ids.Length, ids.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Hosts_spread_over_the_shards()
    {
        var counts = Enumerable.Range(0, 4000).CountBy(i => Ids.Shard($"host{i}.example", 4)).ToDictionary();

        Assert.Equal(4, counts.Count);
        Assert.All(counts.Values, count => Assert.InRange(count, 850, 1150));
    }
}
