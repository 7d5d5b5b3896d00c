using System.Globalization;
using LinkWatch.Confirming;
using LinkWatch.Links;
using LinkWatch.Storage;
using LinkWatch.Urls;

namespace LinkWatch.Bench.Listing;

/// <summary>A site whose links were imported and read once; a twentieth is lost.</summary>
internal static class ListedSite
{
    private const int Portion = 2000;

    public static DateTimeOffset Noon { get; } = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static async Task WriteAsync(ISiteStore store, string site, int links, CancellationToken cancellationToken)
    {
        await store.SaveSiteAsync(new Site { Id = site, Domains = ["shop.example"] }, cancellationToken);
        var listing = new SiteLinks(store, TimeProvider.System);
        foreach (var portion in Enumerable.Range(0, links).Chunk(Portion))
        {
            var edits = portion.Select(number => LinkEdit.Of(before: null, Link(site, number, links)));
            var commits = LinkEdit.Chunk(edits, edit => edit, store.MaxPerCommit).Select(LinkEdit.Commit).ToList();
            await store.CommitAllAsync(site, commits, cancellationToken);
            await listing.CountAsync(site, cancellationToken);
        }
    }

    public static LinkRow Link(string site, int number, int links)
    {
        var host = string.Create(CultureInfo.InvariantCulture, $"blog{number % Math.Max(1, links / 5)}.example");
        var source = WebUrl.Parse(string.Create(CultureInfo.InvariantCulture, $"https://{host}/2025/some-longer-post-title-{number}"));
        var product = string.Create(CultureInfo.InvariantCulture, $"https://shop.example/products/{number % 500}");
        var target = new LinkTarget(WebUrl.Parse(product));
        var status = number % 20 == 0 ? Status.Lost : number % 10 == 1 ? Status.Nofollow : Status.Live;
        return new LinkRow
        {
            LinkId = Ids.Link(site, source, target),
            Link = new Backlink
            {
                Source = source,
                Target = target,
                Tags = [string.Create(CultureInfo.InvariantCulture, $"tag{number % 7}")],
                Acquired = (Acquired)(number % 4),
            },
            Page = new PageKey(0, Cadence.Daily, Ids.Page(source)),
            ReferringDomain = host,
            AddedAt = Noon.AddDays(-(number % 80)),
            FirstReadAt = Noon,
            Status = status,
            Reasons = status == Status.Lost ? [Reason.PageGone] : status == Status.Nofollow ? [Reason.RelNofollow] : [],
            Since = Noon.AddMinutes(-number),
            ChangedAt = Noon.AddMinutes(-number),
            Detail = new LinkDetail(
                target.Url.Href, "anchor text", number % 3 == 0 ? Placement.Footer : Placement.Content,
                status == Status.Nofollow ? ["nofollow"] : []),
        };
    }
}
