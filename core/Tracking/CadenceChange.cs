using LinkWatch.Links;
using LinkWatch.Storage;

namespace LinkWatch.Tracking;

/// <summary>Brings the pages of a site to its new cadence: their rows move to new places.</summary>
public sealed class CadenceChange(ISiteStore sites, LinkTracker tracker)
{
    private const int Portion = 500;

    public async Task ApplyAsync(Site site, CancellationToken cancellationToken)
    {
        for (string? after = null, next = ""; next is not null; after = next)
        {
            var portion = await sites.ListLinksAsync(site.Id, after, Portion, cancellationToken);
            await tracker.AddAsync(site, portion.Rows.Select(row => row.Row.Link).ToList(), "cadence", progress: null, cancellationToken);
            next = portion.Next;
        }
    }
}
