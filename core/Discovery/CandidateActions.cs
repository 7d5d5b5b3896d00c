using LinkWatch.Links;
using LinkWatch.Storage;

namespace LinkWatch.Discovery;

/// <summary>What an owner does with candidates.</summary>
public sealed class CandidateActions(ISiteStore sites, CandidateTracking tracking, CandidateVisits visits, TimeProvider time)
{
    /// <summary>At once, in one call.</summary>
    public const int MaxAtOnce = 500;

    /// <param name="site">Whose.</param>
    /// <param name="candidateIds">Which; what is not there is left out.</param>
    /// <param name="action">What is done.</param>
    /// <param name="cancellationToken">Stops between two portions.</param>
    /// <returns>How many changed: those that are as they shall be do not.</returns>
    /// <exception cref="ConcurrencyException">Others changed the inbox every time.</exception>
    public async Task<int> ActAsync(
        Site site, IReadOnlyList<string> candidateIds, CandidateAction action, CancellationToken cancellationToken)
    {
        var changed = 0;
        foreach (var portion in candidateIds.Distinct(StringComparer.Ordinal).Chunk((sites.MaxPerCommit - 1) / (InboxEdit.MaxWrites + 1)))
        {
            changed += await OptimisticUpdate.RunAsync(
                $"site {site.Id}: its inbox", _ => TryActAsync(site, portion, action, cancellationToken), cancellationToken);
        }

        if (action == CandidateAction.Retry && changed > 0) await visits.BeginAsync(site, cancellationToken);
        return changed;
    }

    private async Task<Attempt<int>> TryActAsync(
        Site site, IReadOnlyList<string> ids, CandidateAction action, CancellationToken cancellationToken)
    {
        if (await sites.FindInboxAsync(site.Id, cancellationToken) is not { } inbox) return Attempt.Written(0);
        var rows = (await sites.FindCandidatesAsync(site.Id, ids, cancellationToken))
            .Select(row => row.Row).Where(row => Fits(row, action)).ToList();
        var domains = (await sites.FindCandidateDomainsAsync(site.Id, [.. rows.Select(row => row.Domain).Distinct()], cancellationToken))
            .ToDictionary(domain => domain.Row.Domain, domain => domain.Row, StringComparer.Ordinal);
        var (edit, changed) = (new InboxEdit(inbox), 0);
        foreach (var row in rows)
        {
            var after = await AfterAsync(site, row, action, edit, cancellationToken);
            if (after == row) continue;
            changed++;
            edit.Change(row, after);
            if (domains.GetValueOrDefault(row.Domain) is { } domain && domain.BusyWith == row.CandidateId)
                edit.Put(domain with { BusyWith = null, BusyUntil = null });
        }

        return changed == 0 || await sites.CommitAsync(site.Id, edit.Writes(), cancellationToken) is not null
            ? Attempt.Written(changed)
            : Attempt.Overtaken<int>();
    }

    private async Task<CandidateRow> AfterAsync(
        Site site, CandidateRow row, CandidateAction action, InboxEdit edit, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return action switch
        {
            CandidateAction.Dismiss => row with { State = CandidateState.Dismissed, ChangedAt = now, VisitAt = null, IsAsked = false },
            CandidateAction.Retry => row with
            {
                State = CandidateState.Waiting,
                ChangedAt = now,
                VisitAt = now,
                Visits = 0,
                IsAsked = true,
            },
            _ => await tracking.TrackAsync(site, row with { ChangedAt = now }, edit, cancellationToken) is { LinkId: not null } tracked
                ? tracked
                : row,
        };
    }

    /// <summary>What is tracked is removed among the links, and a visit that has begun is not begun again.</summary>
    private static bool Fits(CandidateRow row, CandidateAction action) => row.State switch
    {
        CandidateState.Tracked => false,
        CandidateState.Dismissed => action != CandidateAction.Dismiss,
        CandidateState.Visiting => action != CandidateAction.Retry,
        _ => true,
    };
}

public enum CandidateAction
{
    /// <summary>No more of it, however often it is seen.</summary>
    Dismiss,

    /// <summary>Tracks its link, found or not.</summary>
    Track,

    /// <summary>Visits it again.</summary>
    Retry,
}
