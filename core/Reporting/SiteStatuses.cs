using LinkWatch.Links;
using LinkWatch.Storage;

namespace LinkWatch.Reporting;

/// <summary>
/// Counts the sites for <c>status</c>. Statuses come from the sites' counts. What only the pages know (what was verified, what is being
/// confirmed) is counted now in a small store, and comes from the last daily audit in a large one.
/// </summary>
public sealed class SiteStatuses(ISiteStore sites, ISiteLinks links, IPageStore pages, TimeProvider time)
{
    /// <summary>So many links are read in about a second.</summary>
    public const int MaxCountedNow = 10_000;

    private const int Portion = 500;

    public async Task<IReadOnlyList<SiteStatus>> OfAsync(IReadOnlyList<Site> asked, CancellationToken cancellationToken)
    {
        var counts = new Dictionary<string, LinkCounts>(StringComparer.Ordinal);
        foreach (var site in await sites.ListSitesAsync(cancellationToken))
            counts[site.Row.Id] = await links.CountsAsync(site.Row.Id, cancellationToken);
        if (counts.Values.Sum(count => count.Links) <= MaxCountedNow) return await CountAsync(asked, cancellationToken);

        var statuses = new List<SiteStatus>();
        foreach (var site in asked) statuses.Add(await OfAsync(site, counts[site.Id], cancellationToken));
        return statuses;
    }

    private async Task<IReadOnlyList<SiteStatus>> CountAsync(IReadOnlyList<Site> asked, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var counts = asked.ToDictionary(site => site.Id, site => new StatusCount(site, now));
        for (var shard = 0; shard < pages.Shards; shard++)
        {
            var read = shard;
            await foreach (var page in Listing.AllAsync(
                (after, stop) => pages.ListPagesAsync(read, after, Portion, stop), cancellationToken))
            {
                foreach (var link in page.Links.Where(link => link.Role == TrackedRole.Link))
                    counts.GetValueOrDefault(link.SiteId)?.Add(link);
            }
        }

        return [.. counts.Values.Select(count => count.Report())];
    }

    private async Task<SiteStatus> OfAsync(Site site, LinkCounts counts, CancellationToken cancellationToken)
    {
        var audited = (await sites.ListCoverageAsync(site.Id, null, 1, cancellationToken)).Rows is [var newest] ? newest.Row : null;
        return new SiteStatus
        {
            Site = site.Id,
            Domains = site.Domains,
            Links = counts.Links,
            Statuses = new SortedDictionary<string, int>(LinkFacets.Statuses.Where(status => counts.Of(status) > 0)
                .ToDictionary(status => status.Name(), counts.Of)),
            Turning = audited?.Turning ?? 0,
            Unverifiable = counts.Of(LinkFacet.Unverifiable),
            Coverage = new Coverage(audited?.Verified ?? 0, audited?.NotVerified ?? new Dictionary<string, int>(), audited?.Oldest)
            {
                At = audited?.At,
            },
        };
    }
}
