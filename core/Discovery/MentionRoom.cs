using LinkWatch.Links;
using LinkWatch.Storage;

namespace LinkWatch.Discovery;

/// <summary>
/// Whether one more page may wait for its visit that nothing but a Webmention names. Anybody can send as many as they like: a domain has a
/// share of the room, and strangers who fill it shut out no domain with a tracked link.
/// </summary>
public sealed class MentionRoom(ISiteStore sites, CandidateTracking tracking)
{
    /// <summary>However many visits a day its owner allows: all that wait are looked at for each Webmention.</summary>
    private const int Most = 200;

    private const int Shares = 20;

    /// <param name="site">Whose inbox.</param>
    /// <param name="domain">What the page that is said to link counts as.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task<bool> HasAsync(Site site, string domain, CancellationToken cancellationToken)
    {
        var room = Math.Min(site.CandidateVisits ?? Site.UsualVisits, Most);
        var waiting = await sites.ListEntriesAsync(
            site.Id, Keys.CandidateMentionAgePrefix, Keys.EndOf(Keys.CandidateMentionAgePrefix), (2 * room) + 1, cancellationToken);
        if (waiting.Count > 2 * room) return false;
        if (waiting.Count > room && !await tracking.IsDomainTrackedAsync(site.Id, domain, cancellationToken)) return false;
        var rows = await sites.FindCandidatesAsync(site.Id, [.. waiting.Select(Keys.ListedCandidate)], cancellationToken);
        return rows.Count(row => row.Row.Domain == domain) < Math.Max(1, room / Shares);
    }
}
