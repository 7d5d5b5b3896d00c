using LinkWatch.Links;
using LinkWatch.Storage;

namespace LinkWatch.Sites;

/// <summary>Saves a site's settings; if the cadence changed, the rows of its pages move to new slots.</summary>
public sealed class SiteChange(ISiteStore sites, LinkTracker tracker)
{
    private const int Portion = 500;

    /// <param name="siteId">Which site.</param>
    /// <param name="change">
    /// Makes the new settings from the current ones (null for a new site); null leaves them. Called again after a conflict.
    /// </param>
    /// <param name="cancellationToken">Stops. A change that was cut short is made again by asking again: the site is saved last.</param>
    /// <returns>The site as it is now, and whether it is new; null if it was left.</returns>
    /// <exception cref="ConcurrencyException">Others changed it every time.</exception>
    public Task<(Site Site, bool IsNew)?> SaveAsync(string siteId, Func<Site?, Site?> change, CancellationToken cancellationToken) =>
        OptimisticUpdate.RunAsync<(Site, bool)?>(
            $"site {siteId}",
            async _ =>
            {
                var before = await sites.FindSiteAsync(siteId, cancellationToken);
                if (change(before?.Row) is not { } site) return Attempt.Written<(Site, bool)?>(null);
                if (before is not null && before.Row.Cadence != site.Cadence) await MovePagesAsync(site, cancellationToken);
                return await sites.TrySaveSiteAsync(site, before?.Version, cancellationToken)
                    ? Attempt.Written<(Site, bool)?>((site, before is null))
                    : Attempt.Overtaken<(Site, bool)?>();
            },
            cancellationToken);

    private async Task MovePagesAsync(Site site, CancellationToken cancellationToken)
    {
        for (string? after = null, next = ""; next is not null; after = next)
        {
            var portion = await sites.ListLinksAsync(site.Id, after, Portion, cancellationToken);
            await tracker.MoveAsync(site, portion.Rows.Select(row => row.Row.Link).ToList(), cancellationToken);
            next = portion.Next;
        }
    }
}
