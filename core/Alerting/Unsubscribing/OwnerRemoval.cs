using LinkWatch.Storage;

namespace LinkWatch.Alerting.Unsubscribing;

/// <summary>Ends the mails to one owner of a site.</summary>
public sealed class OwnerRemoval(ISiteStore sites)
{
    /// <summary>Repeatable: an owner or a site that is gone gets no mails either.</summary>
    public async Task RemoveAsync(string siteId, string owner, CancellationToken cancellationToken)
    {
        if (await sites.FindSiteAsync(siteId, cancellationToken) is not { Row: var site }) return;
        var rest = site.Owners.Where(other => !other.Equals(owner, StringComparison.OrdinalIgnoreCase)).ToList();
        if (rest.Count < site.Owners.Count) await sites.SaveSiteAsync(site with { Owners = rest }, cancellationToken);
    }
}
