using LinkWatch.Links;
using LinkWatch.Storage;

namespace LinkWatch.Sites;

/// <summary>
/// The row of an import, by which its report knows when all that it brought was read. It counts too many rather than too few while links
/// are still being added: a report that goes out early would leave out the rest, and a crash only makes it wait for its time.
/// </summary>
internal sealed class ImportCount(ISiteStore sites, TimeProvider time, Site site, string source, DateTimeOffset now)
{
    private readonly string importId = Ids.Hash(source)[..8];
    private int counted;

    public string Key => Keys.Import(now, importId);

    /// <summary>To be called before the first new link is written.</summary>
    /// <param name="atMost">How many may come.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task AnnounceAsync(int atMost, CancellationToken cancellationToken)
    {
        if (counted > 0) return;
        var row = new ImportBatchRow { ImportId = importId, At = now, Source = source, ReportDue = now + site.Cadence.Period() };
        await sites.PutDueAsync(new ScheduledAlert(row.ReportDue, site.Id, AlertIds.OfImport(row.RowKey)), cancellationToken);
        await CountAsync(atMost, row, cancellationToken);
        counted = atMost;
    }

    /// <summary>Links that were there already, or did not fit, are not of the import: its report would wait for them.</summary>
    /// <param name="added">How many came.</param>
    /// <param name="cancellationToken">Stops.</param>
    public Task SettleAsync(int added, CancellationToken cancellationToken) =>
        added == counted ? Task.CompletedTask : CountAsync(added - counted, ifMissing: null, cancellationToken);

    private Task CountAsync(int more, ImportBatchRow? ifMissing, CancellationToken cancellationToken) => OptimisticUpdate.RunAsync(
        $"site {site.Id}: its import's row", _ => TryCountAsync(more, ifMissing, cancellationToken), cancellationToken);

    private async Task<bool> TryCountAsync(int more, ImportBatchRow? ifMissing, CancellationToken cancellationToken)
    {
        var stored = await sites.FindImportAsync(site.Id, Key, cancellationToken);
        if ((stored?.Row ?? ifMissing) is not { } before) return true;
        var row = before with { Added = before.Added + more };
        if (row is { Added: > 0, ReportedAt: null } && row.ReadOnce >= row.Added)
            await sites.PutDueAsync(new ScheduledAlert(time.GetUtcNow(), site.Id, AlertIds.OfImport(row.RowKey)), cancellationToken);
        var write = stored is null ? RowWrite.Insert(row)
            : row.Added > 0 ? RowWrite.Replace(row, stored.Version)
            : RowWrite.Delete(row.RowKey, stored.Version);
        return await sites.CommitAsync(site.Id, [write], cancellationToken) is not null;
    }
}
