using LinkWatch.Links;
using LinkWatch.Urls;

namespace LinkWatch.Storage;

/// <summary>The hot side: a shard is a partition.</summary>
public sealed class PageStore(IRowTable table, int shards) : IPageStore
{
    private const int AgendaPortion = 1000;

    /// <summary>So far a tick looks through a backlog for hosts that it may visit.</summary>
    private const int MaxAgendaPortions = 50;

    private readonly Rows<ShardRow> rows = new(table);

    public int Shards => shards;

    public async Task<Agenda> ReadAgendaAsync(
        int shard, DueUntil until, int mostRechecks, int mostOfHost, CancellationToken cancellationToken)
    {
        // A single range, because on Azure every read costs: cursor, slices and hosts come before the re-checks.
        var (from, end) = (Keys.AgendaStart, Keys.RecheckEnd(until.Latest));
        var agenda = new List<Stored<ShardRow>>();
        var rechecks = new DueRechecks(mostRechecks, mostOfHost);
        for (var portions = 0; portions < MaxAgendaPortions && !rechecks.IsFull; portions++)
        {
            var portion = await rows.ListAsync<ShardRow>(Partition(shard), from, end, AgendaPortion, cancellationToken);
            foreach (var row in portion)
            {
                if (row.Row is SliceRow slice) rechecks.Skip(slice.Hosts);
                if (row.Row is not RecheckRow recheck) agenda.Add(row);
                else if (until.Includes(recheck)) rechecks.Add(new Stored<RecheckRow>(recheck, row.Version));
            }

            if (portion.Count < AgendaPortion) break;
            from = Keys.After(portion[^1].Row.RowKey);
        }

        return new Agenda(Of<CursorRow>(agenda).SingleOrDefault(), [.. Of<SliceRow>(agenda)], [.. Of<HostRow>(agenda)], rechecks.Kept);
    }

    public Task<IReadOnlyList<Stored<PageRow>>> ReadPlacesAsync(
        int shard, Cadence cadence, string after, string? to, int max, CancellationToken cancellationToken)
    {
        var places = Keys.PagePlaces(cadence);
        var from = after.Length == 0 ? places : Keys.EndOf(places + after);
        return rows.ListAsync<PageRow>(Partition(shard), from, Keys.EndOf(places + to), max, cancellationToken);
    }

    public Task<IReadOnlyList<Stored<PageRow>>> FindPagesAsync(
        int shard, IReadOnlyList<PageKey> keys, CancellationToken cancellationToken) =>
        rows.FindAllAsync<PageRow>(Partition(shard), [.. keys.Select(key => key.RowKey)], cancellationToken);

    public async Task<Stored<PageRow>?> FindPageAsync(string authority, string pageId, CancellationToken cancellationToken)
    {
        var partition = Partition(Ids.Shard(authority, Shards));
        var named = await rows.FindAsync<HostPageRow>(partition, Keys.HostPage(authority, pageId), cancellationToken);
        return named is null ? null : await rows.FindAsync<PageRow>(partition, named.Row.Page.RowKey, cancellationToken);
    }

    public async Task<IReadOnlyList<Stored<PageRow>>> FindPagesByUrlAsync(
        int shard, IReadOnlyList<WebUrl> urls, CancellationToken cancellationToken)
    {
        var keys = urls.Select(url => Keys.HostPage(url.Authority, Ids.Page(url))).ToList();
        var named = await rows.FindAllAsync<HostPageRow>(Partition(shard), keys, cancellationToken);
        return await FindPagesAsync(shard, [.. named.Select(row => row.Row.Page)], cancellationToken);
    }

    public Task<IReadOnlyList<Stored<HostRow>>> FindHostsAsync(
        int shard, IReadOnlyList<string> authorities, CancellationToken cancellationToken) =>
        rows.FindAllAsync<HostRow>(Partition(shard), [.. authorities.Select(Keys.Host)], cancellationToken);

    public Task<Portion<HostPageRow>> ListHostPagesAsync(
        int shard, string authority, string? after, int max, CancellationToken cancellationToken) =>
        rows.ListPortionAsync<HostPageRow>(Partition(shard), Keys.HostPages(authority), after, max, cancellationToken);

    public Task<Stored<FrontPageRow>?> FindFrontPageAsync(WebUrl url, CancellationToken cancellationToken) =>
        rows.FindAsync<FrontPageRow>(Partition(Ids.Shard(url.Authority, Shards)), Keys.FrontPage(url), cancellationToken);

    public Task<Stored<SliceRow>?> FindSliceAsync(int shard, string sliceId, CancellationToken cancellationToken) =>
        rows.FindAsync<SliceRow>(Partition(shard), Keys.Slice(sliceId), cancellationToken);

    public Task<IReadOnlyList<Stored<ChangeRow>>> FindChangesAsync(
        int shard, IReadOnlyList<string> rowKeys, CancellationToken cancellationToken) =>
        rows.FindAllAsync<ChangeRow>(Partition(shard), rowKeys, cancellationToken);

    public Task<IReadOnlyList<Stored<ChangeRow>>> ReadOutboxAsync(int shard, int max, CancellationToken cancellationToken) =>
        rows.ListAsync<ChangeRow>(Partition(shard), Keys.ChangePrefix, Keys.EndOf(Keys.ChangePrefix), max, cancellationToken);

    public Task<Stored<CursorRow>?> FindCursorAsync(int shard, CancellationToken cancellationToken) =>
        rows.FindAsync<CursorRow>(Partition(shard), Keys.Cursor, cancellationToken);

    public Task<Stored<AuditRow>?> FindAuditAsync(int shard, CancellationToken cancellationToken) =>
        rows.FindAsync<AuditRow>(Partition(shard), Keys.Audit, cancellationToken);

    public Task<Portion<PageRow>> ListPagesAsync(int shard, string? after, int max, CancellationToken cancellationToken) =>
        rows.ListPortionAsync<PageRow>(Partition(shard), Keys.PagePrefix, after, max, cancellationToken);

    public Task<IReadOnlyList<string>?> CommitAsync(int shard, IReadOnlyList<RowWrite> writes, CancellationToken cancellationToken) =>
        rows.CommitAsync(Partition(shard), writes, cancellationToken);

    public Task<IReadOnlyList<CommitOutcome>> CommitAllAsync(
        int shard, IReadOnlyList<IReadOnlyList<RowWrite>> commits, CancellationToken cancellationToken) =>
        rows.CommitAllAsync(Partition(shard), commits, cancellationToken);

    private static IEnumerable<Stored<TRow>> Of<TRow>(IEnumerable<Stored<ShardRow>> rows) where TRow : ShardRow =>
        rows.Where(row => row.Row is TRow).Select(row => new Stored<TRow>((TRow)row.Row, row.Version));

    private string Partition(int shard)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(shard);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(shard, Shards);
        return Partitions.Shard(shard);
    }
}

/// <summary>Gathers due re-checks, oldest first: so many in all, so many of a host, and none of hosts that are busy.</summary>
internal sealed class DueRechecks(int max, int mostOfHost)
{
    private readonly List<Stored<RecheckRow>> kept = [];
    private readonly Dictionary<string, int> left = new(StringComparer.Ordinal);

    public bool IsFull => kept.Count >= max;

    public IReadOnlyList<Stored<RecheckRow>> Kept => kept;

    public void Skip(IEnumerable<string> hosts)
    {
        if (mostOfHost == int.MaxValue) return;
        foreach (var host in hosts) left[host] = 0;
    }

    public void Add(Stored<RecheckRow> recheck)
    {
        var ofHost = left.GetValueOrDefault(recheck.Row.Host, mostOfHost);
        if (IsFull || ofHost <= 0) return;
        left[recheck.Row.Host] = ofHost - 1;
        kept.Add(recheck);
    }
}
