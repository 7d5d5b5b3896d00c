namespace LinkWatch.Storage;

/// <content>A site's lists, counts and days, and what opens it.</content>
public sealed partial class SiteStore
{
    public Task<IReadOnlyList<string>> ListEntriesAsync(
        string siteId, string from, string end, int max, CancellationToken cancellationToken) =>
        sites.ListKeysAsync(Partitions.Site(siteId), from, end, max, cancellationToken);

    public async Task<IReadOnlySet<string>> FindEntriesAsync(
        string siteId, IReadOnlyList<string> keys, CancellationToken cancellationToken) =>
        (await sites.FindKeysAsync(Partitions.Site(siteId), keys, cancellationToken)).ToHashSet(StringComparer.Ordinal);

    public async Task<StoredCounts> ListCountsAsync(string siteId, int maxDeltas, CancellationToken cancellationToken)
    {
        // One range: the sum comes first, and is there unless nothing was ever added up.
        var found = await rows.ListAsync<SiteRow>(
            Partitions.Site(siteId), Keys.Counts, Keys.EndOf(Keys.CountPrefix), maxDeltas + 1, cancellationToken);
        var sum = found is [{ Row: LinkCountsRow counts, Version: var version }, ..] ? new Stored<LinkCountsRow>(counts, version) : null;
        var deltas = found.Where(row => row.Row is CountDeltaRow);
        return new StoredCounts(sum, [.. deltas.Select(row => new Stored<CountDeltaRow>((CountDeltaRow)row.Row, row.Version))]);
    }

    public Task<IReadOnlyList<Stored<DayRow>>> ListDaysAsync(string siteId, DateOnly last, int max, CancellationToken cancellationToken) =>
        rows.ListAsync<DayRow>(Partitions.Site(siteId), Keys.Day(last), Keys.EndOf(Keys.DayPrefix), max, cancellationToken);

    public Task<IReadOnlyList<Stored<ProfileRow>>> ListProfilesAsync(
        string siteId, DateOnly last, int max, CancellationToken cancellationToken) =>
        rows.ListAsync<ProfileRow>(Partitions.Site(siteId), Keys.Profile(last), Keys.EndOf(Keys.ProfilePrefix), max, cancellationToken);

    public async Task<LivesRow?> FindLivesAsync(string siteId, CancellationToken cancellationToken) =>
        (await FindAsync<LivesRow>(siteId, Keys.Lives, cancellationToken))?.Row;

    public Task<Stored<MonthRow>?> FindMonthAsync(string siteId, DateOnly first, CancellationToken cancellationToken) =>
        FindAsync<MonthRow>(siteId, Keys.MonthOf(first), cancellationToken);

    public Task<Portion<MonthRow>> ListMonthsAsync(string siteId, string? after, int max, CancellationToken cancellationToken) =>
        ListAsync<MonthRow>(siteId, Keys.MonthPrefix, after, max, cancellationToken);

    public Task<Stored<InboxRow>?> FindInboxAsync(string siteId, CancellationToken cancellationToken) =>
        FindAsync<InboxRow>(siteId, Keys.Inbox, cancellationToken);

    public Task<IReadOnlyList<Stored<CandidateRow>>> FindCandidatesAsync(
        string siteId, IReadOnlyList<string> candidateIds, CancellationToken cancellationToken) =>
        rows.FindAllAsync<CandidateRow>(Partitions.Site(siteId), [.. candidateIds.Select(Keys.Candidate)], cancellationToken);

    public Task<IReadOnlyList<Stored<CandidateDomainRow>>> FindCandidateDomainsAsync(
        string siteId, IReadOnlyList<string> domains, CancellationToken cancellationToken) =>
        rows.FindAllAsync<CandidateDomainRow>(Partitions.Site(siteId), [.. domains.Select(Keys.CandidateDomain)], cancellationToken);

    public Task<Stored<ReferrersRow>?> FindReferrersAsync(string siteId, CancellationToken cancellationToken) =>
        FindAsync<ReferrersRow>(siteId, Keys.Referrers, cancellationToken);

    public Task<Stored<AccessRow>?> FindAccessAsync(string siteId, string accessId, CancellationToken cancellationToken) =>
        FindAsync<AccessRow>(siteId, Keys.Access(accessId), cancellationToken);

    public Task<IReadOnlyList<Stored<AccessRow>>> ListAccessAsync(string siteId, int max, CancellationToken cancellationToken) =>
        rows.ListAsync<AccessRow>(
            Partitions.Site(siteId), Keys.AccessPrefix, Keys.EndOf(Keys.AccessPrefix), max, cancellationToken);

    public Task<Stored<SavedViewsRow>?> FindViewsAsync(string siteId, CancellationToken cancellationToken) =>
        FindAsync<SavedViewsRow>(siteId, Keys.Views, cancellationToken);

    public Task<Stored<DisavowRow>?> FindDisavowAsync(string siteId, CancellationToken cancellationToken) =>
        FindAsync<DisavowRow>(siteId, Keys.Disavow, cancellationToken);

    public Task<IReadOnlyList<Stored<DisavowPieceRow>>> ListDisavowPiecesAsync(string siteId, CancellationToken cancellationToken) =>
        rows.ListAsync<DisavowPieceRow>(
            Partitions.Site(siteId), Keys.DisavowPiecePrefix, Keys.EndOf(Keys.DisavowPiecePrefix), DisavowRow.MaxPieces, cancellationToken);

    public Task<Stored<ReviewRow>?> FindReviewAsync(string siteId, CancellationToken cancellationToken) =>
        FindAsync<ReviewRow>(siteId, Keys.Review, cancellationToken);

    public async Task<Portion<HistoryRow>> ListHistoryAsync(
        string siteId, string linkId, string? after, int max, CancellationToken cancellationToken)
    {
        var prefix = Keys.LinkHistoryOf(linkId);
        var entries = await sites.ListKeysAsync(
            Partitions.Site(siteId), after is null ? prefix : Keys.After(after), Keys.EndOf(prefix), max, cancellationToken);
        var found = await rows.FindAllAsync<HistoryRow>(
            Partitions.Site(siteId), [.. entries.Select(Keys.LinkHistoryEntry)], cancellationToken);
        return new Portion<HistoryRow>(
            [.. found.OrderBy(row => row.Row.RowKey, StringComparer.Ordinal)], entries.Count < max ? null : entries[^1]);
    }

    private static bool IsRemovedEntry(RowWrite write) =>
        write.Kind == RowWriteKind.Delete
        && (write.RowKey.StartsWith(Keys.ListPrefix, StringComparison.Ordinal)
            || write.RowKey.StartsWith(Keys.TargetListPrefix, StringComparison.Ordinal));

    private static IReadOnlyList<string> VersionsOf(
        IReadOnlyList<RowWrite> writes, IReadOnlyList<RowWrite> left, IReadOnlyList<string> versions)
    {
        var byKey = left.Zip(versions).ToDictionary(write => write.First.RowKey, write => write.Second, StringComparer.Ordinal);
        return [.. writes.Select(write => byKey.GetValueOrDefault(write.RowKey, ""))];
    }

    /// <summary>
    /// The writes without those that delete entries that are not there, which no store takes; null if there is none of them. A link may
    /// lack an entry that a version of LinkWatch before did not write.
    /// </summary>
    private async Task<IReadOnlyList<RowWrite>?> WithoutMissingAsync(
        string siteId, IReadOnlyList<RowWrite> writes, CancellationToken cancellationToken)
    {
        var removed = writes.Where(IsRemovedEntry).Select(write => write.RowKey).ToList();
        if (removed.Count == 0) return null;
        var there = await FindEntriesAsync(siteId, removed, cancellationToken);
        return there.Count == removed.Count ? null : [.. writes.Where(write => !IsRemovedEntry(write) || there.Contains(write.RowKey))];
    }
}
