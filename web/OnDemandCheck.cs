using LinkWatch.Checking;
using LinkWatch.Links;

namespace LinkWatch.Web;

/// <summary>
/// Checks a page on demand, through the same host gate as every visit. It is not a reading: only scheduled readings change the state of a
/// tracked link; otherwise frequent checks would bypass the confirmation windows.
/// </summary>
public sealed class OnDemandCheck(IPageVisitor visitor, CheckQuota quota)
{
    /// <summary>The visit; or, if there were too many, how long to wait.</summary>
    /// <param name="link">The page and the target.</param>
    /// <param name="site">The site that the check is for; empty if none.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task<(Visit? Visit, TimeSpan Wait)> RunAsync(Backlink link, string site, CancellationToken cancellationToken)
    {
        if (quota.Take(link.Source.Authority, site) is { } wait) return (null, wait);
        var request = new VisitRequest { Url = link.Source, Targets = [link.Target], IsOneOff = true };
        return (await visitor.VisitAsync(request, cancellationToken), TimeSpan.Zero);
    }
}
