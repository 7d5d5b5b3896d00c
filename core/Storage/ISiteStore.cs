using LinkWatch.Links;

namespace LinkWatch.Storage;

/// <summary>
/// The owners' side, a partition per site: settings, links, imports, history, alerts, deliveries. Every listing is bounded.
/// </summary>
public interface ISiteStore
{
    /// <summary>How many writes a commit takes: <see cref="RowWrite.MaxPerCommit"/> or more.</summary>
    int MaxPerCommit { get; }

    Task<IReadOnlyList<Stored<Site>>> ListSitesAsync(CancellationToken cancellationToken);

    Task<Stored<Site>?> FindSiteAsync(string siteId, CancellationToken cancellationToken);

    /// <summary>Creates or replaces the settings, whatever is there.</summary>
    Task SaveSiteAsync(Site site, CancellationToken cancellationToken);

    /// <summary>
    /// Replaces the settings that were read as <paramref name="version"/>, or creates them if that is null; false if they have changed
    /// since.
    /// </summary>
    Task<bool> TrySaveSiteAsync(Site site, string? version, CancellationToken cancellationToken);

    /// <summary>Removes the settings and all rows of the site; false if there is no such site.</summary>
    Task<bool> RemoveSiteAsync(string siteId, CancellationToken cancellationToken);

    Task<Stored<LinkRow>?> FindLinkAsync(string siteId, string linkId, CancellationToken cancellationToken);

    /// <summary>Those of the requested links that exist, in any order.</summary>
    Task<IReadOnlyList<Stored<LinkRow>>> FindLinksAsync(string siteId, IReadOnlyList<string> linkIds, CancellationToken cancellationToken);

    /// <summary>Which of these links are there.</summary>
    Task<IReadOnlySet<string>> FindLinkIdsAsync(string siteId, IReadOnlyList<string> linkIds, CancellationToken cancellationToken);

    Task<Portion<LinkRow>> ListLinksAsync(string siteId, string? after, int max, CancellationToken cancellationToken);

    /// <summary>Those of the requested targets that exist, in any order.</summary>
    Task<IReadOnlyList<Stored<TargetRow>>> FindTargetsAsync(
        string siteId, IReadOnlyList<string> targetIds, CancellationToken cancellationToken);

    Task<Portion<TargetRow>> ListTargetsAsync(string siteId, string? after, int max, CancellationToken cancellationToken);

    /// <summary>Imports, newest first.</summary>
    Task<Portion<ImportBatchRow>> ListImportsAsync(string siteId, string? after, int max, CancellationToken cancellationToken);

    Task<Stored<ImportBatchRow>?> FindImportAsync(string siteId, string importKey, CancellationToken cancellationToken);

    /// <summary>Changes, newest first.</summary>
    Task<Portion<HistoryRow>> ListHistoryAsync(string siteId, string? after, int max, CancellationToken cancellationToken);

    /// <summary>The changes of one link, newest first, whatever else changed on its site.</summary>
    Task<Portion<HistoryRow>> ListHistoryAsync(
        string siteId, string linkId, string? after, int max, CancellationToken cancellationToken);

    /// <summary>Which of these history rows are there already: changes that were moved before.</summary>
    Task<IReadOnlySet<string>> FindHistoryKeysAsync(string siteId, IReadOnlyList<string> keys, CancellationToken cancellationToken);

    Task<Stored<OpenAlertRow>?> FindOpenAlertAsync(string siteId, CancellationToken cancellationToken);

    Task<Stored<LastDigestRow>?> FindLastDigestAsync(string siteId, CancellationToken cancellationToken);

    Task<Stored<LastMailRow>?> FindLastMailAsync(string siteId, CancellationToken cancellationToken);

    Task<Portion<AlertMemberRow>> ListMembersAsync(
        string siteId, string alertId, string? after, int max, CancellationToken cancellationToken);

    Task<Stored<AlertRow>?> FindAlertAsync(string siteId, string alertId, CancellationToken cancellationToken);

    Task<Portion<AlertRow>> ListAlertsAsync(string siteId, string? after, int max, CancellationToken cancellationToken);

    Task<IReadOnlyList<Stored<DeliveryRow>>> ListDeliveriesAsync(string siteId, string alertId, CancellationToken cancellationToken);

    /// <summary>Those of the requested incidents that exist, in any order.</summary>
    Task<IReadOnlyList<Stored<IncidentRow>>> FindIncidentsAsync(
        string siteId, IReadOnlyList<string> incidentIds, CancellationToken cancellationToken);

    Task<Portion<IncidentRow>> ListIncidentsAsync(string siteId, string? after, int max, CancellationToken cancellationToken);

    /// <summary>The incidents in an alert.</summary>
    Task<IReadOnlyList<Stored<IncidentNewsRow>>> ListNewsAsync(string siteId, string alertId, CancellationToken cancellationToken);

    /// <summary>News of contracts in an alert.</summary>
    Task<Portion<ContractNewsRow>> ListContractNewsAsync(
        string siteId, string alertId, string? after, int max, CancellationToken cancellationToken);

    /// <summary>Coverage, a row a day, newest first.</summary>
    Task<Portion<CoverageRow>> ListCoverageAsync(string siteId, string? after, int max, CancellationToken cancellationToken);

    /// <summary>Days that were judged for spikes, newest first.</summary>
    Task<Portion<SpikesRow>> ListSpikesAsync(string siteId, string? after, int max, CancellationToken cancellationToken);

    /// <summary>
    /// The keys of a site's list in [<paramref name="from"/>, <paramref name="end"/>), in order, at most <paramref name="max"/>:
    /// <see cref="Keys.Listed"/>.
    /// </summary>
    Task<IReadOnlyList<string>> ListEntriesAsync(
        string siteId, string from, string end, int max, CancellationToken cancellationToken);

    /// <summary>Those of these entries that are there.</summary>
    Task<IReadOnlySet<string>> FindEntriesAsync(string siteId, IReadOnlyList<string> keys, CancellationToken cancellationToken);

    /// <summary>The counts of a site's links, and at most <paramref name="maxDeltas"/> of what is to be added to them.</summary>
    Task<StoredCounts> ListCountsAsync(string siteId, int maxDeltas, CancellationToken cancellationToken);

    /// <summary>The days until <paramref name="last"/>, newest first, at most <paramref name="max"/>.</summary>
    Task<IReadOnlyList<Stored<DayRow>>> ListDaysAsync(string siteId, DateOnly last, int max, CancellationToken cancellationToken);

    /// <summary>What the links were like on the days until <paramref name="last"/>, newest first, at most <paramref name="max"/>.</summary>
    Task<IReadOnlyList<Stored<ProfileRow>>> ListProfilesAsync(string siteId, DateOnly last, int max, CancellationToken cancellationToken);

    /// <summary>How the site's links came, went and lasted; null before the first daily audit.</summary>
    Task<LivesRow?> FindLivesAsync(string siteId, CancellationToken cancellationToken);

    Task<Stored<MonthRow>?> FindMonthAsync(string siteId, DateOnly first, CancellationToken cancellationToken);

    /// <summary>Months, newest first.</summary>
    Task<Portion<MonthRow>> ListMonthsAsync(string siteId, string? after, int max, CancellationToken cancellationToken);

    Task<Stored<SavedViewsRow>?> FindViewsAsync(string siteId, CancellationToken cancellationToken);

    Task<Stored<DisavowRow>?> FindDisavowAsync(string siteId, CancellationToken cancellationToken);

    /// <summary>The pieces of the disavow file, in order.</summary>
    Task<IReadOnlyList<Stored<DisavowPieceRow>>> ListDisavowPiecesAsync(string siteId, CancellationToken cancellationToken);

    Task<Stored<ReviewRow>?> FindReviewAsync(string siteId, CancellationToken cancellationToken);

    /// <summary>The sums of a site's inbox; null before anything was added to it.</summary>
    Task<Stored<InboxRow>?> FindInboxAsync(string siteId, CancellationToken cancellationToken);

    /// <summary>Those of these candidates that are there, in any order.</summary>
    Task<IReadOnlyList<Stored<CandidateRow>>> FindCandidatesAsync(
        string siteId, IReadOnlyList<string> candidateIds, CancellationToken cancellationToken);

    /// <summary>What is known of these domains, in any order.</summary>
    Task<IReadOnlyList<Stored<CandidateDomainRow>>> FindCandidateDomainsAsync(
        string siteId, IReadOnlyList<string> domains, CancellationToken cancellationToken);

    Task<Stored<ReferrersRow>?> FindReferrersAsync(string siteId, CancellationToken cancellationToken);

    Task<Stored<AccessRow>?> FindAccessAsync(string siteId, string accessId, CancellationToken cancellationToken);

    /// <summary>What opens the site, at most <paramref name="max"/>.</summary>
    Task<IReadOnlyList<Stored<AccessRow>>> ListAccessAsync(string siteId, int max, CancellationToken cancellationToken);

    /// <summary>
    /// Writes all or nothing. Deleting an entry of a list that is not there is nothing. The new versions in the order of the writes
    /// (empty for a delete); null if a version
    /// was no longer there, an inserted row was, or another row to delete was not: then nothing was written.
    /// </summary>
    /// <exception cref="ArgumentException">More than <see cref="MaxPerCommit"/> writes, or a row named twice.</exception>
    /// <exception cref="CommitTooLargeException">The rows are more than the store takes at once.</exception>
    Task<IReadOnlyList<string>?> CommitAsync(string siteId, IReadOnlyList<RowWrite> writes, CancellationToken cancellationToken);

    /// <summary>Several commits, each by itself all or nothing; what became of each, in their order.</summary>
    /// <exception cref="ArgumentException">
    /// A commit has more than <see cref="MaxPerCommit"/> writes, or names a row twice.
    /// </exception>
    Task<IReadOnlyList<CommitOutcome>> CommitAllAsync(
        string siteId, IReadOnlyList<IReadOnlyList<RowWrite>> commits, CancellationToken cancellationToken);

    /// <summary>Pointers to alerts due until <paramref name="until"/>, earliest first.</summary>
    Task<IReadOnlyList<ScheduledAlert>> ListDueAsync(DateTimeOffset until, int max, CancellationToken cancellationToken);

    Task PutDueAsync(ScheduledAlert due, CancellationToken cancellationToken);

    /// <summary>Removes the pointer; nothing if it is gone.</summary>
    Task DeleteDueAsync(ScheduledAlert due, CancellationToken cancellationToken);

    /// <summary>Pointers to deliveries that failed for good, earliest first.</summary>
    Task<IReadOnlyList<FailedDelivery>> ListFailedAsync(int max, CancellationToken cancellationToken);

    Task PutFailedAsync(FailedDelivery failed, CancellationToken cancellationToken);

    /// <summary>Removes the pointer; nothing if it is gone.</summary>
    Task DeleteFailedAsync(FailedDelivery failed, CancellationToken cancellationToken);
}

/// <summary>A site's counts as they are stored.</summary>
/// <param name="Sum">Null before the first.</param>
/// <param name="Deltas">What is to be added.</param>
public sealed record StoredCounts(Stored<LinkCountsRow>? Sum, IReadOnlyList<Stored<CountDeltaRow>> Deltas)
{
    public LinkCounts Counts()
    {
        var counts = LinkCounts.Of(Sum?.Row);
        foreach (var delta in Deltas) counts.Add(delta.Row.Facets);
        return counts;
    }
}
