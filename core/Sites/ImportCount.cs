using LinkWatch.Links;
using LinkWatch.Storage;

namespace LinkWatch.Sites;

/// <summary>
/// The row of an import, which tells its report when everything that it brought has been read. It counts too many rather than too few while
/// links are still being added: a report that goes out early would leave out the rest, and a crash only makes it wait for its time.
/// </summary>
internal sealed class ImportCount(ISiteStore sites, TimeProvider time, Site site, string source, DateTimeOffset now)
{
    private const int MaxSource = 300;
    private const string More = " and more";

    /// <summary>Files that come one after another get one report, as long as the first has none.</summary>
    private static readonly TimeSpan Together = TimeSpan.FromHours(1);

    private readonly string importId = Ids.Hash(source)[..8];
    private string? joined;
    private bool isNamed;
    private int counted;

    public string Key => joined ?? Keys.Import(now, importId);

    /// <summary>Joins the import before, if its report has not gone out; to be called before <see cref="Key"/> is used.</summary>
    /// <param name="atMost">How many links may come.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task JoinAsync(int atMost, CancellationToken cancellationToken)
    {
        var latest = (await sites.ListImportsAsync(site.Id, after: null, 1, cancellationToken)).Rows;
        if (atMost == 0 || latest.Count == 0 || !IsOpen(latest[0].Row)) return;
        var key = latest[0].Row.RowKey;
        await OptimisticUpdate.RunAsync($"site {site.Id}: its import's row", async _ =>
        {
            if (await sites.FindImportAsync(site.Id, key, cancellationToken) is not { } stored || !IsOpen(stored.Row)) return true;
            var row = stored.Row with { Added = stored.Row.Added + atMost, Source = Sources(stored.Row.Source) };
            isNamed = row.Source != stored.Row.Source;
            if (await sites.CommitAsync(site.Id, [RowWrite.Replace(row, stored.Version)], cancellationToken) is null) return false;
            (joined, counted) = (key, atMost);
            return true;
        }, cancellationToken);
    }

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

    private bool IsOpen(ImportBatchRow row) =>
        row.ReportedAt is null && row.ReadOnce < row.Added && row.At <= now && now - row.At < Together;

    private string Sources(string before) =>
        before.Split(", ").Contains(source) || before.EndsWith(More, StringComparison.Ordinal) ? before
        : before.Length + source.Length > MaxSource ? before + More
        : $"{before}, {source}";

    /// <summary>Nothing came of this import, so the report of the one that it joined does not name it.</summary>
    private string WithoutOwn(string sources) =>
        isNamed && sources.EndsWith($", {source}", StringComparison.Ordinal) ? sources[..^(source.Length + 2)] : sources;

    private Task CountAsync(int more, ImportBatchRow? ifMissing, CancellationToken cancellationToken) => OptimisticUpdate.RunAsync(
        $"site {site.Id}: its import's row", _ => TryCountAsync(more, ifMissing, cancellationToken), cancellationToken);

    private async Task<bool> TryCountAsync(int more, ImportBatchRow? ifMissing, CancellationToken cancellationToken)
    {
        var stored = await sites.FindImportAsync(site.Id, Key, cancellationToken);
        if ((stored?.Row ?? ifMissing) is not { } before) return true;
        var row = before with { Added = before.Added + more, Source = more == -counted ? WithoutOwn(before.Source) : before.Source };
        if (row is { Added: > 0, ReportedAt: null } && row.ReadOnce >= row.Added)
            await sites.PutDueAsync(new ScheduledAlert(time.GetUtcNow(), site.Id, AlertIds.OfImport(row.RowKey)), cancellationToken);
        var write = stored is null ? RowWrite.Insert(row)
            : row.Added > 0 ? RowWrite.Replace(row, stored.Version)
            : RowWrite.Delete(row.RowKey, stored.Version);
        return await sites.CommitAsync(site.Id, [write], cancellationToken) is not null;
    }
}
