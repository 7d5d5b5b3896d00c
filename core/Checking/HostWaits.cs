using LinkWatch.Storage;

namespace LinkWatch.Checking;

/// <summary>Writes down that hosts asked us to stay away, beside whatever else is known of their trouble.</summary>
public sealed class HostWaits(IPageStore pages)
{
    private const int Attempts = 8;

    /// <exception cref="TimeoutException">The rows changed under every attempt.</exception>
    public async Task WriteAsync(int shard, IReadOnlyDictionary<string, DateTimeOffset> waits, CancellationToken cancellationToken)
    {
        foreach (var portion in waits.Chunk(RowWrite.MaxPerCommit)) await WriteAsync(shard, portion, cancellationToken);
    }

    private async Task WriteAsync(int shard, KeyValuePair<string, DateTimeOffset>[] waits, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var rows = (await pages.FindHostsAsync(shard, [.. waits.Select(wait => wait.Key)], cancellationToken)).ToDictionary(row => row.Row.Authority);
            var writes = waits.Select(wait => rows.TryGetValue(wait.Key, out var row)
                ? RowWrite.Replace(row.Row with { WaitUntil = wait.Value }, row.Version)
                : RowWrite.Insert(new HostRow(wait.Key, wait.Value)));
            if (await pages.CommitAsync(shard, writes.ToList(), cancellationToken) is not null) return;
        }

        throw new TimeoutException($"shard {shard}: the rows of hosts changed under {Attempts} attempts to write them");
    }
}
