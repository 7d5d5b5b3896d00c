using LinkWatch.Links;
using LinkWatch.Storage;

namespace LinkWatch.Sites;

/// <summary>
/// Saves a site's settings; if the cadence changed, the rows of its pages move to new slots. Whoever stops being an owner leaves no keys
/// and no shared addresses behind.
/// </summary>
public sealed class SiteChange(ISiteStore sites, LinkTracker tracker, SiteAccess access)
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
        SaveAsync(siteId, change, arePagesMoved: false, cancellationToken);

    /// <param name="siteId">Which site.</param>
    /// <param name="change">As above.</param>
    /// <param name="arePagesMoved">Whether <see cref="MoveAsync"/> has come to the end.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <inheritdoc cref="SaveAsync(string, Func{Site?, Site?}, CancellationToken)"/>
    public Task<(Site Site, bool IsNew)?> SaveAsync(
        string siteId, Func<Site?, Site?> change, bool arePagesMoved, CancellationToken cancellationToken) =>
        OptimisticUpdate.RunAsync<(Site, bool)?>(
            $"site {siteId}",
            async _ =>
            {
                var before = await sites.FindSiteAsync(siteId, cancellationToken);
                if (change(before?.Row) is not { } site) return Attempt.Written<(Site, bool)?>(null);
                if (before is not null && before.Row.Cadence != site.Cadence && !arePagesMoved)
                    await MoveAsync(site, after: null, int.MaxValue, cancellationToken);
                var gone = before?.Row.Owners.Except(site.Owners, StringComparer.OrdinalIgnoreCase).ToList() ?? [];

                // First, since asking again would find no owner who is gone; and again, for what they made meanwhile.
                await access.RevokeOfAsync(siteId, gone, cancellationToken);
                if (!await sites.TrySaveSiteAsync(site, before?.Version, cancellationToken)) return Attempt.Overtaken<(Site, bool)?>();
                await access.RevokeOfAsync(siteId, gone, cancellationToken);
                return Attempt.Written<(Site, bool)?>((site, before is null));
            },
            cancellationToken);

    /// <summary>
    /// Moves pages of a site to its new cadence, for whoever can't wait until all are moved. The site is saved afterwards.
    /// </summary>
    /// <param name="site">With the new cadence.</param>
    /// <param name="after">Where the part before ended; null at the beginning.</param>
    /// <param name="max">After about so many links it ends.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>How many links were looked at, and where to go on; null at the end.</returns>
    public async Task<(int Links, string? Next)> MoveAsync(Site site, string? after, int max, CancellationToken cancellationToken)
    {
        var links = 0;
        do
        {
            var portion = await sites.ListLinksAsync(site.Id, after, Math.Min(Portion, max), cancellationToken);
            await tracker.MoveAsync(site, portion.Rows.Select(row => row.Row.Link).ToList(), cancellationToken);
            links += portion.Rows.Count;
            after = portion.Next;
        }
        while (after is not null && links < max);

        return (links, after);
    }
}
