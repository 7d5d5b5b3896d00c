using LinkWatch.Storage;

namespace LinkWatch.Sites;

/// <summary>
/// Stops tracking a site's links and deletes its rows. The settings go last, so a removal that was cut short is completed by asking again.
/// </summary>
public sealed class SiteRemoval(ISiteStore sites, LinkTracker tracker, TargetWatch targets)
{
    private const int Portion = 500;

    /// <param name="siteId">Which site.</param>
    /// <param name="maxLinks">After so many links it ends, and the site stays with what is left of them.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>How many links were removed, and whether the site is gone.</returns>
    public async Task<(int Links, bool IsGone)> RemoveAsync(string siteId, int maxLinks, CancellationToken cancellationToken)
    {
        var removed = 0;
        while (await sites.ListLinksAsync(siteId, after: null, Portion, cancellationToken) is { Rows: { Count: > 0 } rows })
        {
            if (removed >= maxLinks) return (removed, false);
            await tracker.RemoveAsync(siteId, rows.Select(row => row.Row).ToList(), cancellationToken);
            removed += rows.Count;
        }

        await targets.EndAsync(siteId, cancellationToken);
        await sites.RemoveSiteAsync(siteId, cancellationToken);

        // What an audit or an import that had found the site began to watch meanwhile.
        await targets.EndAsync(siteId, cancellationToken);
        return (removed, true);
    }
}
