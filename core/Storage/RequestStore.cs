using System.Text.Json.Serialization;

namespace LinkWatch.Storage;

/// <summary>
/// Requests that carry an idempotency key, with the answers that a repeat is given. Those of a site go when it is removed.
/// </summary>
public interface IRequestStore
{
    /// <param name="siteId">The site that the request changes; null if none.</param>
    /// <param name="requestId">Names the request.</param>
    /// <param name="cancellationToken">Stops.</param>
    Task<Stored<RequestRow>?> FindAsync(string? siteId, string requestId, CancellationToken cancellationToken);

    /// <summary>The row as it is now; null if another wrote it first.</summary>
    /// <param name="siteId">The site that the request changes; null if none.</param>
    /// <param name="request">What to write.</param>
    /// <param name="before">What it replaces; null if it must not be there.</param>
    /// <param name="cancellationToken">Stops.</param>
    Task<Stored<RequestRow>?> TryWriteAsync(
        string? siteId, RequestRow request, Stored<RequestRow>? before, CancellationToken cancellationToken);

    /// <summary>Nothing happens if another wrote it since.</summary>
    Task RemoveAsync(string? siteId, Stored<RequestRow> request, CancellationToken cancellationToken);

    /// <summary>Removes requests that began before <paramref name="until"/> or after <paramref name="ahead"/>, the oldest first.</summary>
    /// <returns>How many, at most <paramref name="max"/>.</returns>
    Task<int> RemoveAsync(
        string? siteId, DateTimeOffset until, DateTimeOffset ahead, int max, CancellationToken cancellationToken);
}

/// <summary>
/// Rows of the site that a request changes, or of a partition of their own. Each has a second row, in order of time: what is old is found
/// without reading the answers.
/// </summary>
public sealed class RequestStore(IRowTable table) : IRequestStore
{
    /// <summary>Two rows each.</summary>
    private const int RemovedAtOnce = RowWrite.MaxPerCommit / 2;

    private readonly Rows<SiteRow> rows = new(table);

    public Task<Stored<RequestRow>?> FindAsync(string? siteId, string requestId, CancellationToken cancellationToken) =>
        rows.FindAsync<RequestRow>(PartitionOf(siteId), Keys.Request(requestId), cancellationToken);

    public async Task<Stored<RequestRow>?> TryWriteAsync(
        string? siteId, RequestRow request, Stored<RequestRow>? before, CancellationToken cancellationToken)
    {
        List<RowWrite> writes = [before is null ? RowWrite.Insert(request) : RowWrite.Replace(request, before.Version)];
        if (before?.Row.At != request.At)
        {
            writes.Add(RowWrite.Insert(request.Time()));
            if (before is not null) writes.Add(RowWrite.Delete(before.Row.Time().RowKey));
        }

        var versions = await rows.CommitAsync(PartitionOf(siteId), writes, cancellationToken);
        return versions is null ? null : new Stored<RequestRow>(request, versions[0]);
    }

    public Task RemoveAsync(string? siteId, Stored<RequestRow> request, CancellationToken cancellationToken) => rows.CommitAsync(
        PartitionOf(siteId),
        [RowWrite.Delete(request.Row.RowKey, request.Version), RowWrite.Delete(request.Row.Time().RowKey)],
        cancellationToken);

    public async Task<int> RemoveAsync(
        string? siteId, DateTimeOffset until, DateTimeOffset ahead, int max, CancellationToken cancellationToken)
    {
        var removed = 0;
        (string From, string End)[] ranges =
        [
            (Keys.RequestTimePrefix, Keys.RequestTimesUntil(until)),
            (Keys.RequestTimesUntil(ahead), Keys.EndOf(Keys.RequestTimePrefix)),
        ];
        foreach (var (from, end) in ranges)
        {
            while (removed < max)
            {
                var old = await rows.ListAsync<RequestTimeRow>(
                    PartitionOf(siteId), from, end, Math.Min(RemovedAtOnce, max - removed), cancellationToken);
                if (old.Count == 0) break;
                var writes = old.SelectMany(time => (RowWrite[])
                    [RowWrite.Delete(time.Row.RowKey, time.Version), RowWrite.Delete(Keys.Request(time.Row.RequestId))]);

                // Another audit, or a request with the same key, was faster: the rest is left to the next day.
                if (await rows.CommitAsync(PartitionOf(siteId), [.. writes], cancellationToken) is null) return removed;
                removed += old.Count;
            }
        }

        return removed;
    }

    private static string PartitionOf(string? siteId) => siteId is null ? Partitions.Requests : Partitions.Site(siteId);
}

/// <summary>A request with an idempotency key.</summary>
/// <param name="RequestId">A hash of the key and of whoever sent it.</param>
/// <param name="At">When it began.</param>
/// <param name="Fingerprint">A hash of what was asked: another request must not use the key.</param>
public sealed record RequestRow(string RequestId, DateTimeOffset At, string Fingerprint) : SiteRow
{
    /// <summary>How long a repeat is given the same answer.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    /// <summary>Of whoever wrote the row: a write whose answer was lost is found to be one's own.</summary>
    public string? Nonce { get; init; }

    /// <summary>Null while it runs.</summary>
    public KeptAnswer? Answer { get; init; }

    [JsonIgnore]
    public override string RowKey => Keys.Request(RequestId);

    public RequestTimeRow Time() => new(At, RequestId);
}

/// <summary>What a repeat is answered.</summary>
public sealed record KeptAnswer(int Status, IReadOnlyDictionary<string, string> Headers, string Body);

/// <summary>Finds old requests.</summary>
public sealed record RequestTimeRow(DateTimeOffset At, string RequestId) : SiteRow
{
    [JsonIgnore]
    public override string RowKey => Keys.RequestTime(At, RequestId);
}
