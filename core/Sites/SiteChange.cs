using LinkWatch.Links;
using LinkWatch.Storage;

namespace LinkWatch.Sites;

/// <summary>Saves a site's settings; if the cadence changed, the rows of its pages move to new slots.</summary>
public sealed class SiteChange(ISiteStore sites, LinkTracker tracker)
{
    private const int Portion = 500;

    /// <param name="before">The site as it was; null for a new one.</param>
    /// <param name="site">As it is to be.</param>
    /// <param name="cancellationToken">Stops. A change that was cut short is made again by asking again: the site is saved last.</param>
    public async Task SaveAsync(Site? before, Site site, CancellationToken cancellationToken)
    {
        if (before is not null && before.Cadence != site.Cadence) await MovePagesAsync(site, cancellationToken);
        await sites.SaveSiteAsync(site, cancellationToken);
    }

    private async Task MovePagesAsync(Site site, CancellationToken cancellationToken)
    {
        for (string? after = null, next = ""; next is not null; after = next)
        {
            var portion = await sites.ListLinksAsync(site.Id, after, Portion, cancellationToken);
            await tracker.AddAsync(site, portion.Rows.Select(row => row.Row.Link).ToList(), "cadence", progress: null, cancellationToken);
            next = portion.Next;
        }
    }
}
