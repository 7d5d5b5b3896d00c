using System.Runtime.ExceptionServices;
using LinkWatch.Discovery.Webmasters;
using LinkWatch.Links;
using LinkWatch.Storage;

namespace LinkWatch.Discovery;

/// <summary>
/// Once a day: forgets what is long settled, begins the day's visits, and asks the webmaster services if a week has passed. Safe to run
/// twice.
/// </summary>
public sealed class DailyDiscovery(
    ISiteStore sites, CandidateVisits visits, WebmasterFetches fetches, TimeProvider time, DiscoveryOptions options)
{
    /// <summary>More than fall due in a day.</summary>
    private const int MaxForgotten = 1000;

    private static readonly CandidateState[] Settled =
    [
        CandidateState.Found, CandidateState.Tracked, CandidateState.NoLink, CandidateState.CouldNotTell, CandidateState.Dismissed,
    ];

    /// <summary>A site that fails keeps no other from it.</summary>
    /// <returns>The last failure, or null.</returns>
    public async Task<ExceptionDispatchInfo?> RunAsync(IReadOnlyList<Site> watched, CancellationToken cancellationToken)
    {
        ExceptionDispatchInfo? failed = null;
        foreach (var site in watched) failed = await TryAsync(() => VisitAsync(site, cancellationToken)) ?? failed;

        // These take minutes, and may be broken off.
        foreach (var site in watched) failed = await TryAsync(() => fetches.FetchDueAsync(site, cancellationToken)) ?? failed;
        return failed;
    }

    private static async Task<ExceptionDispatchInfo?> TryAsync(Func<Task> work)
    {
        try
        {
            await work();
            return null;
        }
        catch (Exception e) when (e is not (StorageException or OperationCanceledException))
        {
            return ExceptionDispatchInfo.Capture(e);
        }
    }

    private async Task VisitAsync(Site site, CancellationToken cancellationToken)
    {
        if (await sites.FindInboxAsync(site.Id, cancellationToken) is not { } inbox) return;
        foreach (var state in Settled.Where(state => inbox.Row.Count(state) > 0)) await ForgetAsync(site, state, cancellationToken);
        await PullAsync(site, cancellationToken);
        await visits.BeginAsync(site, cancellationToken);
    }

    /// <summary>No visit is put off for longer than the longest pause: what is later was planned by a clock that was ahead.</summary>
    private async Task PullAsync(Site site, CancellationToken cancellationToken)
    {
        var latest = time.GetUtcNow() + options.LongestPause + ClockSkew.Allowed;
        var late = await sites.ListEntriesAsync(
            site.Id, Keys.CandidateDueEnd(latest), Keys.EndOf(Keys.CandidateDuePrefix), MaxForgotten, cancellationToken);
        await EditAsync(site, late, row => row.VisitAt > latest, row => row with { VisitAt = time.GetUtcNow() }, cancellationToken);
    }

    private async Task ForgetAsync(Site site, CandidateState state, CancellationToken cancellationToken)
    {
        var places = Keys.CandidatePlaces(state);
        var old = await sites.ListEntriesAsync(
            site.Id, Keys.CandidatePlace(state, time.GetUtcNow() - options.KeptFor, ""), Keys.EndOf(places), MaxForgotten,
            cancellationToken);
        var oldest = time.GetUtcNow() - options.KeptFor;
        await EditAsync(site, old, row => row.State == state && row.ChangedAt <= oldest, _ => null, cancellationToken);
    }

    /// <summary>Changes candidates, or forgets them, with domains of which nothing was heard for as long.</summary>
    private async Task EditAsync(
        Site site, IReadOnlyList<string> entries, Func<CandidateRow, bool> isMeant, Func<CandidateRow, CandidateRow?> change,
        CancellationToken cancellationToken)
    {
        foreach (var portion in entries.Select(Keys.ListedCandidate).Chunk((sites.MaxPerCommit - 1) / (InboxEdit.MaxWrites + 1)))
        {
            await OptimisticUpdate.RunAsync(
                $"site {site.Id}: its inbox", _ => TryEditAsync(site, portion, isMeant, change, cancellationToken), cancellationToken);
        }
    }

    private async Task<bool> TryEditAsync(
        Site site, IReadOnlyList<string> ids, Func<CandidateRow, bool> isMeant, Func<CandidateRow, CandidateRow?> change,
        CancellationToken cancellationToken)
    {
        var edit = new InboxEdit(await sites.FindInboxAsync(site.Id, cancellationToken));
        var oldest = time.GetUtcNow() - options.KeptFor;
        var rows = (await sites.FindCandidatesAsync(site.Id, ids, cancellationToken)).Select(row => row.Row).Where(isMeant).ToList();
        var gone = new HashSet<string>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            var after = change(row);
            edit.Change(row, after);
            if (after is null) gone.Add(row.Domain);
        }

        foreach (var domain in await sites.FindCandidateDomainsAsync(site.Id, [.. gone], cancellationToken))
        {
            if (!(domain.Row.EmptyAt > oldest || domain.Row.FoundAt > oldest || domain.Row.BusyUntil > oldest)) edit.Forget(domain.Row);
        }

        return edit.IsEmpty || await sites.CommitAsync(site.Id, edit.Writes(), cancellationToken) is not null;
    }
}
