using LinkWatch.Alerting;
using LinkWatch.Confirming;
using LinkWatch.Links;
using LinkWatch.Storage;

namespace LinkWatch.Discovery;

/// <summary>What the visit of a candidate makes of it. A link that was found is tracked first, and then the inbox says so.</summary>
public sealed class CandidateResults(ISiteStore sites, CandidateTracking tracking, DiscoveryOptions options) : ICandidateResults
{
    public async Task ReceiveAsync(ChangeRow change, CancellationToken cancellationToken)
    {
        foreach (var result in change.Candidates!.GroupBy(candidate => candidate.SiteId, StringComparer.Ordinal))
        {
            // A site that its owner removed meanwhile has no inbox.
            if (await sites.FindSiteAsync(result.Key, cancellationToken) is not { Row: var site }) continue;
            var reading = BestOf([.. result.Select(candidate => candidate.Reading)]);
            await OptimisticUpdate.RunAsync(
                $"site {site.Id}: its inbox", _ => TryReceiveAsync(site, change, reading, cancellationToken), cancellationToken);
        }
    }

    private async Task<bool> TryReceiveAsync(Site site, ChangeRow change, LinkReading reading, CancellationToken cancellationToken)
    {
        var inbox = await sites.FindInboxAsync(site.Id, cancellationToken);
        var id = change.Page.PageId;
        if (inbox is null || await sites.FindCandidatesAsync(site.Id, [id], cancellationToken) is not [{ Row: var row }]) return true;
        var isOpen = row.State is CandidateState.Waiting or CandidateState.Visiting or CandidateState.CouldNotTell;
        if (!isOpen || row.Reading?.PlannedAt >= reading.PlannedAt) return true;

        var domain = (await sites.FindCandidateDomainsAsync(site.Id, [row.Domain], cancellationToken)) is [{ Row: var known }]
            ? known
            : new CandidateDomainRow(row.Domain);
        var visited = row with
        {
            Reading = reading,
            Title = change.Title,
            Visits = row.Visits + 1,
            ChangedAt = reading.PlannedAt,
            VisitAt = null,
            IsAsked = false,
        };
        var edit = new InboxEdit(inbox);
        if (reading.IsSeen)
        {
            visited = visited with { State = CandidateState.Found };
            if (!site.AsksBeforeTracking) visited = await tracking.TrackAsync(site, visited, edit, cancellationToken);
            domain = domain with { FoundAt = reading.PlannedAt };
        }
        else
        {
            var isAbsent = reading.Status == Status.Lost;
            visited = visited with
            {
                State = isAbsent ? CandidateState.NoLink : CandidateState.CouldNotTell,
                VisitAt = isAbsent ? null : RetryAt(visited, domain),
            };

            // What never says whether it links is worth no more visits than what does not.
            if (visited.VisitAt is null) domain = domain with { EmptyAt = reading.PlannedAt };
        }

        var isSettled = visited.VisitAt is null && domain.BusyWith == id;
        edit.Put(isSettled ? domain with { BusyWith = null, BusyUntil = null } : domain);
        edit.Change(row, visited);
        return await sites.CommitAsync(site.Id, edit.Writes(), cancellationToken) is not null;
    }

    /// <summary>A domain that was found without a link is not visited more often for being out of reach.</summary>
    private DateTimeOffset? RetryAt(CandidateRow row, CandidateDomainRow domain)
    {
        if (row.Visits > options.RetryAfter.Count) return null;
        var pause = options.RetryAfter[row.Visits - 1];
        var isEmpty = domain is { EmptyAt: not null, FoundAt: null };
        return row.ChangedAt + (isEmpty && pause < options.EmptyDomainRest ? options.EmptyDomainRest : pause);
    }

    /// <summary>Of the targets that were looked for, the first one linked to; else what was seen to be absent.</summary>
    private static LinkReading BestOf(IReadOnlyList<LinkReading> readings) =>
        readings.FirstOrDefault(reading => reading.IsSeen)
        ?? readings.FirstOrDefault(reading => reading.Status == Status.Lost)
        ?? readings[0];
}
