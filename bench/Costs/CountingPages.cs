using System.Globalization;
using LinkWatch.Links;
using LinkWatch.Scheduling;
using LinkWatch.Storage;
using LinkWatch.Urls;

namespace LinkWatch.Bench.Costs;

/// <summary>
/// A page store that keeps only cursors, slices and the pages' slots (four bytes each), makes up rows when they are read,
/// and counts calls.
/// </summary>
internal sealed class CountingPages : IPageStore
{
    private static readonly LinkTarget Target = new(WebUrl.Parse("https://shop.example/"));
    private readonly uint[][] places;
    private readonly Stored<CursorRow>[] cursors;
    private readonly Dictionary<string, Stored<SliceRow>>[] slices;
    private long version;

    /// <param name="pages">The number of pages, each on its own host, with the daily cadence.</param>
    /// <param name="shards">The number of shards.</param>
    /// <param name="plannedTo">The cursors' time, as it is after the first readings of an import.</param>
    public CountingPages(int pages, int shards, DateTimeOffset plannedTo)
    {
        Shards = shards;
        var cursor = new CursorRow(Cadences.All.ToDictionary(cadence => cadence, _ => new CadenceCursor(plannedTo, 0)), plannedTo);
        cursors = [.. Enumerable.Repeat(new Stored<CursorRow>(cursor, "0"), shards)];
        slices = [.. Enumerable.Range(0, shards).Select(_ => new Dictionary<string, Stored<SliceRow>>(StringComparer.Ordinal))];
        places = [.. Enumerable.Range(0, shards).Select(shard => Enumerable.Range(0, pages / shards)
            .Select(number => uint.Parse(
                ScheduleSlots.Of(Ids.Hash(string.Create(CultureInfo.InvariantCulture, $"{shard} {number}"))),
                NumberStyles.HexNumber,
                CultureInfo.InvariantCulture)).Order().ToArray())];
    }

    public int Shards { get; }

    public long Calls { get; private set; }

    public long Messages { get; set; }

    /// <summary>Removes all slices, as if their pages had been checked.</summary>
    public void FinishSlices()
    {
        foreach (var shard in slices) shard.Clear();
    }

    public Task<Agenda> ReadAgendaAsync(
        int shard, DueUntil until, int mostRechecks, int mostOfHost, CancellationToken cancellationToken)
    {
        Calls++;
        return Task.FromResult(new Agenda(cursors[shard], [.. slices[shard].Values], [], []));
    }

    public Task<IReadOnlyList<Stored<PageRow>>> ReadPlacesAsync(
        int shard, Cadence cadence, string after, string? to, int max, CancellationToken cancellationToken)
    {
        Calls++;
        if (cadence != Cadence.Daily) return Task.FromResult<IReadOnlyList<Stored<PageRow>>>([]);
        var from = after.Length == 0 ? 0 : FirstAbove(places[shard], Place(after));
        var end = to is null ? places[shard].Length : FirstAbove(places[shard], Place(to));
        return Task.FromResult<IReadOnlyList<Stored<PageRow>>>(
            [.. Enumerable.Range(from, Math.Min(max, end - from)).Select(index => Page(shard, index))]);
    }

    public Task<IReadOnlyList<string>?> CommitAsync(int shard, IReadOnlyList<RowWrite> writes, CancellationToken cancellationToken)
    {
        Calls++;
        if (writes.Count > RowWrite.MaxPerCommit) throw new ArgumentException($"{writes.Count} writes", nameof(writes));
        var versions = new List<string>();
        foreach (var write in writes)
        {
            versions.Add((++version).ToString(CultureInfo.InvariantCulture));
            if (write.Row is CursorRow cursor) cursors[shard] = new Stored<CursorRow>(cursor, versions[^1]);
            if (write.Row is SliceRow slice) slices[shard][slice.Id] = new Stored<SliceRow>(slice, versions[^1]);
        }

        return Task.FromResult<IReadOnlyList<string>?>(versions);
    }

    public Task<IReadOnlyList<CommitOutcome>> CommitAllAsync(
        int shard, IReadOnlyList<IReadOnlyList<RowWrite>> commits, CancellationToken cancellationToken) => throw Unasked();

    public Task<Stored<CursorRow>?> FindCursorAsync(int shard, CancellationToken cancellationToken) => throw Unasked();

    public Task<Stored<AuditRow>?> FindAuditAsync(int shard, CancellationToken cancellationToken) => throw Unasked();

    public Task<IReadOnlyList<Stored<PageRow>>> FindPagesByUrlAsync(
        int shard, IReadOnlyList<WebUrl> urls, CancellationToken cancellationToken) => throw Unasked();

    public Task<IReadOnlyList<Stored<PageRow>>> FindPagesAsync(
        int shard, IReadOnlyList<PageKey> keys, CancellationToken cancellationToken) => throw Unasked();

    public Task<Stored<PageRow>?> FindPageAsync(string authority, string pageId, CancellationToken cancellationToken) => throw Unasked();

    public Task<IReadOnlyList<Stored<HostRow>>> FindHostsAsync(
        int shard, IReadOnlyList<string> authorities, CancellationToken cancellationToken) => throw Unasked();

    public Task<Portion<HostPageRow>> ListHostPagesAsync(
        int shard, string authority, string? after, int max, CancellationToken cancellationToken) => throw Unasked();

    public Task<Stored<FrontPageRow>?> FindFrontPageAsync(WebUrl url, CancellationToken cancellationToken) => throw Unasked();

    public Task<Stored<SliceRow>?> FindSliceAsync(int shard, string sliceId, CancellationToken cancellationToken) => throw Unasked();

    public Task<IReadOnlyList<Stored<ChangeRow>>> FindChangesAsync(
        int shard, IReadOnlyList<string> rowKeys, CancellationToken cancellationToken) => throw Unasked();

    public Task<IReadOnlyList<Stored<ChangeRow>>> ReadOutboxAsync(int shard, int max, CancellationToken cancellationToken) =>
        throw Unasked();

    public Task<Portion<PageRow>> ListPagesAsync(int shard, string? after, int max, CancellationToken cancellationToken) => throw Unasked();

    private static NotSupportedException Unasked() => new("planning does not use this");

    private static uint Place(string text) => uint.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private static int FirstAbove(uint[] sorted, uint place)
    {
        var (low, high) = (0, sorted.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (sorted[middle] <= place) low = middle + 1;
            else high = middle;
        }

        return low;
    }

    private Stored<PageRow> Page(int shard, int index)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"{places[shard][index]:x8}{index:x24}");
        var url = WebUrl.Parse(string.Create(CultureInfo.InvariantCulture, $"https://host-{shard}-{index}.example/"));
        var link = new TrackedLink { LinkId = id, SiteId = "shop", Target = Target };
        return new Stored<PageRow>(new PageRow { Key = new PageKey(shard, Cadence.Daily, id), Url = url, Links = [link] }, "1");
    }
}
