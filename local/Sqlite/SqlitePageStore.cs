using LinkWatch.Links;
using LinkWatch.Storage;

namespace LinkWatch.Local.Sqlite;

/// <summary>The hot side in the file.</summary>
public sealed class SqlitePageStore(SqliteFile file) : IPageStore
{
    private readonly SqliteRows<ShardRow> rows = new(file);

    public int Shards => file.Shards;

    public async Task<Agenda> ReadAgendaAsync(int shard, DateTimeOffset until, int mostRechecks, CancellationToken cancellationToken)
    {
        var cursor = await rows.FindAsync<CursorRow>(Partition(shard), Keys.Cursor, cancellationToken);
        var slices = await ListAsync<SliceRow>(shard, Keys.SlicePrefix, int.MaxValue, cancellationToken);
        var hosts = await ListAsync<HostRow>(shard, Keys.HostPrefix, int.MaxValue, cancellationToken);
        var rechecks = await rows.ListAsync<RecheckRow>(Partition(shard), Keys.RecheckPrefix, Keys.RecheckEnd(until), mostRechecks, cancellationToken);
        return new Agenda(cursor, slices, hosts, rechecks);
    }

    public Task<IReadOnlyList<Stored<PageRow>>> ReadPlacesAsync(
        int shard, Cadence cadence, string after, string? to, int most, CancellationToken cancellationToken)
    {
        var places = Keys.PagePlaces(cadence);
        var from = after.Length == 0 ? places : Keys.EndOf(places + after);
        return rows.ListAsync<PageRow>(Partition(shard), from, Keys.EndOf(places + to), most, cancellationToken);
    }

    public Task<IReadOnlyList<Stored<PageRow>>> FindPagesAsync(int shard, IReadOnlyList<PageKey> keys, CancellationToken cancellationToken) =>
        rows.FindAllAsync<PageRow>(Partition(shard), [.. keys.Select(key => key.RowKey)], cancellationToken);

    public async Task<Stored<PageRow>?> FindPageAsync(string authority, string pageId, CancellationToken cancellationToken)
    {
        var partition = Partition(Ids.Shard(authority, Shards));
        var named = await rows.FindAsync<HostPageRow>(partition, Keys.HostPage(authority, pageId), cancellationToken);
        return named is null ? null : await rows.FindAsync<PageRow>(partition, named.Row.Page.RowKey, cancellationToken);
    }

    public Task<IReadOnlyList<Stored<HostRow>>> FindHostsAsync(int shard, IReadOnlyList<string> authorities, CancellationToken cancellationToken) =>
        rows.FindAllAsync<HostRow>(Partition(shard), [.. authorities.Select(Keys.Host)], cancellationToken);

    public Task<Portion<HostPageRow>> ListHostPagesAsync(int shard, string authority, string? after, int most, CancellationToken cancellationToken) =>
        rows.ListPortionAsync<HostPageRow>(Partition(shard), Keys.HostPages(authority), after, most, cancellationToken);

    public Task<Stored<SliceRow>?> FindSliceAsync(int shard, string sliceId, CancellationToken cancellationToken) =>
        rows.FindAsync<SliceRow>(Partition(shard), Keys.Slice(sliceId), cancellationToken);

    public Task<IReadOnlyList<Stored<ChangeRow>>> FindChangesAsync(int shard, IReadOnlyList<string> rowKeys, CancellationToken cancellationToken) =>
        rows.FindAllAsync<ChangeRow>(Partition(shard), rowKeys, cancellationToken);

    public Task<IReadOnlyList<Stored<ChangeRow>>> ReadOutboxAsync(int shard, int most, CancellationToken cancellationToken) =>
        ListAsync<ChangeRow>(shard, Keys.ChangePrefix, most, cancellationToken);

    public Task<Portion<PageRow>> ListPagesAsync(int shard, string? after, int most, CancellationToken cancellationToken) =>
        rows.ListPortionAsync<PageRow>(Partition(shard), Keys.PagePrefix, after, most, cancellationToken);

    public Task<IReadOnlyList<string>?> CommitAsync(int shard, IReadOnlyList<RowWrite> writes, CancellationToken cancellationToken) =>
        rows.CommitAsync(Partition(shard), writes, cancellationToken);

    private Task<IReadOnlyList<Stored<TRow>>> ListAsync<TRow>(int shard, string prefix, int most, CancellationToken cancellationToken)
        where TRow : ShardRow =>
        rows.ListAsync<TRow>(Partition(shard), prefix, Keys.EndOf(prefix), most, cancellationToken);

    private string Partition(int shard)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(shard);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(shard, Shards);
        return Partitions.Shard(shard);
    }
}
