using LinkWatch.Storage;

namespace LinkWatch.Checking;

/// <summary>Records which hosts asked us to stay away, beside whatever else is known of their trouble.</summary>
public sealed class HostWaits(IPageStore pages)
{
    /// <exception cref="ConcurrencyException">The rows changed under every attempt.</exception>
    public async Task WriteAsync(int shard, IReadOnlyDictionary<string, DateTimeOffset> waits, CancellationToken cancellationToken)
    {
        foreach (var portion in waits.Chunk(RowWrite.MaxPerCommit)) await WriteAsync(shard, portion, cancellationToken);
    }

    private Task WriteAsync(int shard, KeyValuePair<string, DateTimeOffset>[] waits, CancellationToken cancellationToken) =>
        OptimisticUpdate.RunAsync(
            $"shard {shard}: the rows of hosts", _ => TryWriteAsync(shard, waits, cancellationToken), cancellationToken);

    private async Task<bool> TryWriteAsync(int shard, KeyValuePair<string, DateTimeOffset>[] waits, CancellationToken cancellationToken)
    {
        var rows = (await pages.FindHostsAsync(shard, [.. waits.Select(wait => wait.Key)], cancellationToken))
            .ToDictionary(row => row.Row.Authority);
        var writes = waits.Select(wait => rows.TryGetValue(wait.Key, out var row)
            ? RowWrite.Replace(row.Row with { WaitUntil = wait.Value }, row.Version)
            : RowWrite.Insert(new HostRow(wait.Key, wait.Value)));
        return await pages.CommitAsync(shard, writes.ToList(), cancellationToken) is not null;
    }
}
