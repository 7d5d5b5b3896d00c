using LinkWatch.Links;
using LinkWatch.Storage;

namespace LinkWatch.Sites;

/// <summary>
/// Saves a site's settings. If the cadence changed, the rows of its pages move to new slots: the site is saved first, so that whatever is
/// added or edited meanwhile has the new cadence, and with how far the move is, so that it goes on if it is broken off. Whoever stops being
/// an owner leaves no keys and no shared addresses behind.
/// </summary>
public sealed class SiteChange(ISiteStore sites, LinkTracker tracker, SiteAccess access)
{
    private const int Portion = 500;

    /// <summary>After so many links the site says how far the move is.</summary>
    private const int Step = 5000;

    /// <param name="siteId">Which site.</param>
    /// <param name="change">
    /// Makes the new settings from the current ones (null for a new site); null leaves them. Called again after a conflict.
    /// </param>
    /// <param name="cancellationToken">Stops. A move that was cut short goes on when the site is saved again, or in the audit.</param>
    /// <returns>The site as it is now, and whether it is new; null if it was left.</returns>
    /// <exception cref="ConcurrencyException">Others changed it every time.</exception>
    public async Task<(Site Site, bool IsNew)?> SaveAsync(
        string siteId, Func<Site?, Site?> change, CancellationToken cancellationToken)
    {
        if (await BeginAsync(siteId, change, cancellationToken) is not var (site, isNew)) return null;
        if (site.MovesFrom is not null) await MoveAsync(siteId, int.MaxValue, cancellationToken);
        return (site with { MovesFrom = null }, isNew);
    }

    /// <summary>Saves the settings, and leaves the pages to <see cref="MoveAsync"/>, for whoever can't wait until all are moved.</summary>
    /// <inheritdoc cref="SaveAsync"/>
    public Task<(Site Site, bool IsNew)?> BeginAsync(
        string siteId, Func<Site?, Site?> change, CancellationToken cancellationToken) =>
        OptimisticUpdate.RunAsync<(Site, bool)?>(
            $"site {siteId}",
            async _ =>
            {
                var before = await sites.FindSiteAsync(siteId, cancellationToken);
                if (change(before?.Row) is not { } site) return Attempt.Written<(Site, bool)?>(null);
                site = site with { MovesFrom = before?.Row.Cadence == site.Cadence ? before.Row.MovesFrom : before is null ? null : "" };
                var gone = before?.Row.Owners.Except(site.Owners, StringComparer.OrdinalIgnoreCase).ToList() ?? [];

                // First, since asking again would find no owner who is gone; and again, for what they made meanwhile.
                await access.RevokeOfAsync(siteId, gone, cancellationToken);
                if (!await sites.TrySaveSiteAsync(site, before?.Version, cancellationToken)) return Attempt.Overtaken<(Site, bool)?>();
                await access.RevokeOfAsync(siteId, gone, cancellationToken);
                return Attempt.Written<(Site, bool)?>((site, before is null));
            },
            cancellationToken);

    /// <summary>Has all pages of a site looked at again: some were found with another cadence.</summary>
    public Task RestartMoveAsync(string siteId, CancellationToken cancellationToken) =>
        OptimisticUpdate.RunAsync(
            $"site {siteId}",
            async _ => await sites.FindSiteAsync(siteId, cancellationToken) is not { Row.MovesFrom: null } now
                || await sites.TrySaveSiteAsync(now.Row with { MovesFrom = "" }, now.Version, cancellationToken),
            cancellationToken);

    /// <summary>Goes on with moving a site's pages to its cadence.</summary>
    /// <param name="siteId">Which site.</param>
    /// <param name="max">After about so many links it ends.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>How many links were looked at, and the site if there are more; null at the end.</returns>
    public async Task<(int Links, Site? Unfinished)> MoveAsync(string siteId, int max, CancellationToken cancellationToken)
    {
        var links = 0;
        while (await sites.FindSiteAsync(siteId, cancellationToken) is { Row: { MovesFrom: { } from } site })
        {
            if (links >= max) return (links, site);
            var (moved, next) = await MovePartAsync(site, from, Math.Min(max - links, Step), cancellationToken);
            await ReachAsync(site, next, cancellationToken);
            links += moved;
        }

        return (links, null);
    }

    private async Task<(int Links, string? Next)> MovePartAsync(Site site, string from, int max, CancellationToken cancellationToken)
    {
        var links = 0;
        var after = from.Length == 0 ? null : from;
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

    /// <summary>If another changed the cadence or came further meanwhile, that holds.</summary>
    private Task ReachAsync(Site site, string? next, CancellationToken cancellationToken) =>
        OptimisticUpdate.RunAsync(
            $"site {site.Id}",
            async _ => await sites.FindSiteAsync(site.Id, cancellationToken) is not { } now
                || now.Row.Cadence != site.Cadence || now.Row.MovesFrom != site.MovesFrom
                || await sites.TrySaveSiteAsync(now.Row with { MovesFrom = next }, now.Version, cancellationToken),
            cancellationToken);
}
