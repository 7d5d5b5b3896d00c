using LinkWatch.Links;
using LinkWatch.Storage;

namespace LinkWatch.Sweeping;

/// <summary>Once a day, removes the requests whose answers need not be kept any longer.</summary>
public sealed class RequestCleanup(IRequestStore requests, TimeProvider time)
{
    /// <summary>Of a site and day: two hundred transactions of some ten milliseconds. What is left is removed on the next day.</summary>
    private const int MaxRemoved = 10_000;

    public async Task RunAsync(IReadOnlyList<Site> sites, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        foreach (var siteId in sites.Select(site => (string?)site.Id).Append(null))
        {
            await requests.RemoveAsync(siteId, now - RequestRow.Kept, now + ClockSkew.Allowed, MaxRemoved, cancellationToken);
        }
    }
}
