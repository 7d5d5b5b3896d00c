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
        };
        var edit = new InboxEdit(inbox);
        if (reading.IsSeen)
        {
            visited = visited with { State = CandidateState.Found, IsAsked = false };
            if (!await IsOwnersToDecideAsync(site, row, cancellationToken))
                visited = await tracking.TrackAsync(site, visited, edit, cancellationToken);
            domain = domain with { FoundAt = reading.PlannedAt };
        }
        else
        {
            var retryAt = IsAbsence(reading) ? null : RetryAt(visited, domain);
            visited = visited with
            {
                State = IsAbsence(reading) ? CandidateState.NoLink : CandidateState.CouldNotTell,
                VisitAt = retryAt,
                IsAsked = row.IsAsked && retryAt is not null,
            };

            // What never says whether it links is worth no more visits than what does not. Strangers hold up no domain.
            if (retryAt is null && !row.IsMention) domain = domain with { EmptyAt = reading.PlannedAt };
        }

        if (visited.VisitAt is null && domain.BusyWith == id) domain = domain with { BusyWith = null, BusyUntil = null };
        edit.Put(domain);
        edit.Change(row, visited);
        return await sites.CommitAsync(site.Id, edit.Writes(), cancellationToken) is not null;
    }

    /// <summary>Anybody can send a Webmention: it is believed unasked only of a domain with a tracked link.</summary>
    private async Task<bool> IsOwnersToDecideAsync(Site site, CandidateRow row, CancellationToken cancellationToken) =>
        site.AsksBeforeTracking
        || (row.IsMention && !await tracking.IsDomainTrackedAsync(site.Id, row.Domain, cancellationToken));

    /// <summary>A domain that never linked is not visited more often for being out of reach, unless its owner asked for the page.</summary>
    private DateTimeOffset? RetryAt(CandidateRow row, CandidateDomainRow domain)
    {
        if (row.Visits > options.RetryAfter.Count) return null;
        var pause = options.RetryAfter[row.Visits - 1];
        var isWorthIt = row.IsAsked || domain.FoundAt is not null;
        return row.ChangedAt + (isWorthIt || pause > options.EmptyDomainRest ? pause : options.EmptyDomainRest);
    }

    /// <summary>Whether no link is there. One that an independent reader saw may be.</summary>
    private static bool IsAbsence(LinkReading reading) => reading is { Status: Status.Lost, IsDisputed: false };

    /// <summary>Of the targets that were looked for, the first one linked to; else what leaves it open; else what is absent.</summary>
    private static LinkReading BestOf(IReadOnlyList<LinkReading> readings) =>
        readings.FirstOrDefault(reading => reading.IsSeen)
        ?? readings.FirstOrDefault(reading => !IsAbsence(reading))
        ?? readings[0];
}
