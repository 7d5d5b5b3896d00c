using LinkWatch.Storage;

namespace LinkWatch.Alerting.Unsubscribing;

/// <summary>Ends the mails to one owner of a site.</summary>
public sealed class OwnerRemoval(ISiteStore sites)
{
    /// <summary>Repeatable: an owner or a site that is gone gets no mails either.</summary>
    /// <exception cref="ConcurrencyException">Others changed the site every time.</exception>
    public Task RemoveAsync(string siteId, string owner, CancellationToken cancellationToken) =>
        OptimisticUpdate.RunAsync(
            $"site {siteId}",
            async _ =>
            {
                if (await sites.FindSiteAsync(siteId, cancellationToken) is not var (site, version)) return true;
                var rest = site.Owners.Where(other => !other.Equals(owner, StringComparison.OrdinalIgnoreCase)).ToList();
                return rest.Count == site.Owners.Count
                    || await sites.TrySaveSiteAsync(site with { Owners = rest }, version, cancellationToken);
            },
            cancellationToken);
}
