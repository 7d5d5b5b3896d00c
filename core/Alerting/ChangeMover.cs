using LinkWatch.Links;
using LinkWatch.Storage;

namespace LinkWatch.Alerting;

/// <summary>
/// Moves changes from a shard's outbox to their sites: history, the link as its owner lists it, its import's count, and the
/// open alert, in one transaction a portion. The history's key tells whether a change was moved before.
/// </summary>
public sealed class ChangeMover(IPageStore pages, ISiteStore sites, TimeProvider time, AlertOptions options)
{
    /// <summary>Each change may need four writes; the open alert one more.</summary>
    private const int ChangesPerCommit = 20;
    private const int Attempts = 8;

    public async Task MoveAsync(int shard, IReadOnlyList<string> rowKeys, CancellationToken cancellationToken)
    {
        var rows = await pages.FindChangesAsync(shard, rowKeys, cancellationToken);
        var bySite = rows.SelectMany(row => row.Row.Links.Select(link => (row.Row.Url, link))).GroupBy(pair => pair.link.SiteId);
        foreach (var site in bySite)
        {
            var changes = site.Select(pair => (pair.link.ImportKey, new HistoryRow(pair.link.LinkId, pair.Url, pair.link.Target, pair.link.Change))).ToList();
            foreach (var portion in changes.Chunk(ChangesPerCommit)) await MovePortionAsync(site.Key, portion, cancellationToken);
        }

        await EmptyOutboxAsync(shard, rows, cancellationToken);
    }

    private async Task MovePortionAsync(string siteId, (string? ImportKey, HistoryRow Change)[] portion, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            // A site or link that its owner removed meanwhile has no one left to tell.
            if (await sites.FindSiteAsync(siteId, cancellationToken) is not { Row: var site }) return;
            var moved = await sites.FindHistoryKeysAsync(siteId, portion.Select(p => p.Change.RowKey).ToList(), cancellationToken);
            var links = (await sites.FindLinksAsync(siteId, portion.Select(p => p.Change.LinkId).Distinct().ToList(), cancellationToken))
                .ToDictionary(link => link.Row.LinkId);
            var fresh = portion.Where(p => !moved.Contains(p.Change.RowKey) && links.ContainsKey(p.Change.LinkId)).ToList();
            if (fresh.Count == 0) return;

            var projection = new SiteProjection(links);
            foreach (var (importKey, change) in fresh) projection.Apply(change, importKey);
            List<RowWrite> writes =
            [
                .. fresh.Select(p => RowWrite.Insert(p.Change)),
                .. projection.LinkWrites,
                .. await CountAsync(siteId, projection.FirstReadings, cancellationToken),
                .. await JoinAsync(site, fresh.Select(p => p.Change).Where(change => change.Change.IsAlert).ToList(), cancellationToken),
            ];
            if (await sites.CommitAsync(siteId, writes, cancellationToken) is not null) return;
        }

        throw new TimeoutException($"site {siteId}: its rows changed under {Attempts} attempts to move changes to it");
    }

    private async Task<IEnumerable<RowWrite>> CountAsync(string siteId, IReadOnlyDictionary<string, int> firstReadings, CancellationToken cancellationToken)
    {
        var writes = new List<RowWrite>();
        foreach (var (importKey, count) in firstReadings)
        {
            if (await sites.FindImportAsync(siteId, importKey, cancellationToken) is not { } import) continue;
            var counted = import.Row with { ReadOnce = import.Row.ReadOnce + count };
            if (counted.ReadOnce >= counted.Added && counted.ReportedAt is null)
            {
                await sites.PutDueAsync(new DueAlert(time.GetUtcNow(), siteId, AlertIds.OfImport(counted.RowKey)), cancellationToken);
            }

            writes.Add(RowWrite.Replace(counted, import.Version));
        }

        return writes;
    }

    private async Task<IEnumerable<RowWrite>> JoinAsync(Site site, IReadOnlyList<HistoryRow> changes, CancellationToken cancellationToken)
    {
        if (changes.Count == 0) return [];
        var now = time.GetUtcNow();
        var open = await sites.FindOpenAlertAsync(site.Id, cancellationToken);
        var alert = open?.Row ?? await OpenAsync(site, now, cancellationToken);

        // The pointer first: one in vain is harmless, an alert without one would wait for the next.
        if (open is null) await sites.PutDueAsync(new DueAlert(alert.Due, site.Id, alert.AlertId), cancellationToken);
        var joined = alert with { Members = alert.Members + changes.Count };
        return
        [
            open is null ? RowWrite.Insert(joined) : RowWrite.Replace(joined, open.Version),
            .. changes.Select(change => RowWrite.Insert(new AlertMemberRow(alert.AlertId, change))),
        ];
    }

    private async Task<OpenAlertRow> OpenAsync(Site site, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var last = await sites.FindLastDigestAsync(site.Id, cancellationToken);
        return new OpenAlertRow(AlertIds.OfDigest(now), now, AlertTiming.DueAt(site, now, last?.Row.SealedAt, options), 0);
    }

    private async Task EmptyOutboxAsync(int shard, IReadOnlyList<Stored<ChangeRow>> rows, CancellationToken cancellationToken)
    {
        foreach (var portion in rows.Chunk(RowWrite.Most))
        {
            var writes = portion.Select(row => RowWrite.Delete(row.Row.RowKey, row.Version)).ToList();
            if (await pages.CommitAsync(shard, writes, cancellationToken) is not null) continue;
            foreach (var write in writes) await pages.CommitAsync(shard, [write], cancellationToken);
        }
    }
}
