using LinkWatch.Links;
using LinkWatch.Storage;

namespace LinkWatch.Reporting;

/// <summary>Links as reports, several at a time.</summary>
public sealed class LinkReports(IPageStore pages)
{
    /// <param name="siteId">Whose links they are.</param>
    /// <param name="rows">As their owner lists them.</param>
    /// <param name="withChecks">Whether to read what the latest checks found: two rows more for each link.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task<IReadOnlyList<LinkReport>> OfAsync(
        string siteId, IReadOnlyList<LinkRow> rows, bool withChecks, CancellationToken cancellationToken)
    {
        if (!withChecks) return [.. rows.Select(row => LinkReport.Of(siteId, row))];
        var tracked = new Dictionary<string, TrackedLink>(StringComparer.Ordinal);
        foreach (var shard in rows.Select(row => row.Link.Source).GroupBy(url => Ids.Shard(url.Authority, pages.Shards)))
        {
            foreach (var page in await pages.FindPagesByUrlAsync(shard.Key, [.. shard], cancellationToken))
            {
                foreach (var link in page.Row.Links) tracked[link.LinkId] = link;
            }
        }

        return [.. rows.Select(row => LinkReport.Of(siteId, row, tracked.GetValueOrDefault(row.LinkId)))];
    }
}
