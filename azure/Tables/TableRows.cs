using System.Collections.Concurrent;
using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;
using LinkWatch.Storage;

namespace LinkWatch.Azure.Tables;

/// <summary>
/// Rows in one table: read by key, listed by a range within a partition, written in entity-group transactions. Versions are ETags.
/// </summary>
public sealed class TableRows : IRowTable
{
    private const int MaxReadsAtOnce = 16;

    private const int MaxCommitsAtOnce = 8;

    /// <summary>The service's limit.</summary>
    private const int MaxPerPage = 1000;

    /// <summary>The service's limit for the request body of a transaction; it answers a larger one with 413.</summary>
    private const int MaxSent = 4 * 1024 * 1024;

    private static readonly string[] KeysOnly = ["PartitionKey", "RowKey"];

    private readonly TableClient table;
    private readonly StorageErrors errors;

    public TableRows(TableClient table) => (this.table, errors) = (table, new StorageErrors(table.Uri));

    /// <summary>Reads each key by itself, in parallel: a query for many keys would scan the whole partition.</summary>
    public async Task<IReadOnlyList<RowText>> FindAsync(
        string partition, IReadOnlyList<string> keys, CancellationToken cancellationToken) =>
        [.. (await GetAsync(partition, keys, select: null, cancellationToken)).Select(Row)];

    public async Task<IReadOnlyList<string>> FindKeysAsync(
        string partition, IReadOnlyList<string> keys, CancellationToken cancellationToken) =>
        [.. (await GetAsync(partition, keys, KeysOnly, cancellationToken)).Select(entity => entity.RowKey)];

    public async Task<IReadOnlyList<RowText>> ListAsync(
        string partition, string from, string end, int max, CancellationToken cancellationToken) =>
        [.. (await QueryAsync(Range(partition, from, end), max, select: null, cancellationToken)).Select(Row)];

    public async Task<IReadOnlyList<string>> ListKeysAsync(
        string partition, string from, string end, int max, CancellationToken cancellationToken) =>
        [.. (await QueryAsync(Range(partition, from, end), max, KeysOnly, cancellationToken)).Select(entity => entity.RowKey)];

    public Task<IReadOnlyList<string>?> CommitAsync(
        string partition, IReadOnlyList<TextWrite> writes, CancellationToken cancellationToken) => errors.TranslateAsync(
        async () =>
        {
            if (writes.Any(write => write.Kind == RowWriteKind.Delete && !IsPossible(partition, write.Key))) return null;
            try
            {
                return writes.Count == 1
                    ? await WriteAsync(partition, writes[0], cancellationToken) is { } version ? [version] : null
                    : await TransactAsync(partition, writes, cancellationToken);
            }
            catch (RequestFailedException e) when (IsConflict(e))
            {
                return (IReadOnlyList<string>?)null;
            }
            catch (RequestFailedException e) when (IsTooLarge(e))
            {
                throw new CommitTooLargeException(
                    $"{writes.Count} writes to {partition}: the service answered {e.Status} {e.ErrorCode}", e);
            }
        },
        cancellationToken);

    public async Task<IReadOnlyList<CommitOutcome>> CommitAllAsync(
        string partition, IEnumerable<IReadOnlyList<TextWrite>> commits, CancellationToken cancellationToken)
    {
        var outcomes = new ConcurrentDictionary<int, CommitOutcome>();
        var side = new ParallelOptions { MaxDegreeOfParallelism = MaxCommitsAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(commits.Index(), side, async (commit, stop) =>
        {
            try
            {
                outcomes[commit.Index] =
                    await CommitAsync(partition, commit.Item, stop) is null ? CommitOutcome.Overtaken : CommitOutcome.Written;
            }
            catch (CommitTooLargeException)
            {
                outcomes[commit.Index] = CommitOutcome.TooLarge;
            }
        });
        return [.. outcomes.OrderBy(outcome => outcome.Key).Select(outcome => outcome.Value)];
    }

    public async Task ClearAsync(string partition, CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition}");
        while (await QueryAsync(filter, RowWrite.MaxPerCommit, KeysOnly, cancellationToken) is { Count: > 0 } rows)
        {
            // If another host clears it too, this commit fails, and the rest is queried again.
            await CommitAsync(
                partition, [.. rows.Select(row => new TextWrite(RowWriteKind.Delete, row.RowKey, null, null))], cancellationToken);
        }
    }

    /// <summary>The new version; null if there was nothing to delete: the client returns that 404 and does not throw.</summary>
    private async Task<string?> WriteAsync(string partition, TextWrite write, CancellationToken cancellationToken)
    {
        if (write.Kind == RowWriteKind.Delete)
        {
            var deleted = await table.DeleteEntityAsync(partition, write.Key, VersionOf(write), cancellationToken);
            return deleted.Status != 404 ? "" : IsTableMissing(deleted) ? throw new RequestFailedException(deleted) : null;
        }

        var entity = RowBody.Write(partition, write.Key, write.Body!);
        return VersionOf(write.Kind switch
        {
            RowWriteKind.Insert => await table.AddEntityAsync(entity, cancellationToken),
            RowWriteKind.Replace => await table.UpdateEntityAsync(entity, VersionOf(write), TableUpdateMode.Replace, cancellationToken),
            RowWriteKind.Put => await table.UpsertEntityAsync(entity, TableUpdateMode.Replace, cancellationToken),
            _ => throw new ArgumentOutOfRangeException(nameof(write), write.Kind, "unknown kind of write"),
        });
    }

    private async Task<IReadOnlyList<string>?> TransactAsync(
        string partition, IReadOnlyList<TextWrite> writes, CancellationToken cancellationToken)
    {
        var actions = writes.Select(write => ActionOf(partition, write)).ToList();
        var size = actions.Sum(action => (long)RowBody.MaxSent((TableEntity)action.Entity));
        if (size > MaxSent) throw new CommitTooLargeException($"{writes.Count} writes to {partition}: {size} bytes, at most {MaxSent}");

        var written = await table.SubmitTransactionAsync(actions, cancellationToken);
        return [.. written.Value.Select((response, i) => writes[i].Kind == RowWriteKind.Delete ? "" : VersionOf(response))];
    }

    private static TableTransactionAction ActionOf(string partition, TextWrite write) => write.Kind switch
    {
        RowWriteKind.Insert => new(TableTransactionActionType.Add, RowBody.Write(partition, write.Key, write.Body!)),
        RowWriteKind.Replace =>
            new(TableTransactionActionType.UpdateReplace, RowBody.Write(partition, write.Key, write.Body!), VersionOf(write)),
        RowWriteKind.Put => new(TableTransactionActionType.UpsertReplace, RowBody.Write(partition, write.Key, write.Body!)),
        RowWriteKind.Delete => new(TableTransactionActionType.Delete, new TableEntity(partition, write.Key), VersionOf(write)),
        _ => throw new ArgumentOutOfRangeException(nameof(write), write.Kind, "unknown kind of write"),
    };

    private static ETag VersionOf(TextWrite write) => write.Version is { } version ? new ETag(version) : ETag.All;

    private static string VersionOf(Response response) => response.Headers.ETag is { } version
        ? version.ToString()
        : throw new InvalidOperationException("the service returned no ETag for a write");

    /// <summary>
    /// A row was not as a write expects. Only the error code distinguishes this from a missing table, which has the same status.
    /// </summary>
    private static bool IsConflict(RequestFailedException e) =>
        e.Status == 412 || e.ErrorCode == TableErrorCode.EntityAlreadyExists || e.ErrorCode == TableErrorCode.ResourceNotFound
            || e.ErrorCode == TableErrorCode.EntityNotFound;

    /// <summary>
    /// A 404 for a single row means that there is no such row, unless its table is missing or a web server answered in the service's place.
    /// </summary>
    private static bool IsTableMissing(Response response) =>
        response.Headers.ContentType?.Contains("html", StringComparison.OrdinalIgnoreCase) == true
            || response.Content.ToString().Contains(TableErrorCode.TableNotFound.ToString(), StringComparison.Ordinal);

    private static bool IsPossible(string partition, string key) => TableKey.IsPossible(partition) && TableKey.IsPossible(key);

    /// <summary>Our own sum is an estimate; the service has the last word.</summary>
    private static bool IsTooLarge(RequestFailedException e) => e.Status == 413 || e.ErrorCode == TableErrorCode.EntityTooLarge;

    private static string Range(string partition, string from, string end) =>
        TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {from} and RowKey lt {end}");

    private static RowText Row(TableEntity entity) => new(RowBody.Read(entity), entity.ETag.ToString());

    private Task<IEnumerable<TableEntity>> GetAsync(
        string partition, IReadOnlyList<string> keys, string[]? select, CancellationToken cancellationToken) => errors.TranslateAsync(
        async () =>
        {
            var found = new TableEntity?[keys.Count];
            var side = new ParallelOptions { MaxDegreeOfParallelism = MaxReadsAtOnce, CancellationToken = cancellationToken };
            await Parallel.ForAsync(0, keys.Count, side, async (i, stop) =>
            {
                if (!IsPossible(partition, keys[i])) return;
                var row = await table.GetEntityIfExistsAsync<TableEntity>(partition, keys[i], select, stop);
                if (!row.HasValue && IsTableMissing(row.GetRawResponse())) throw new RequestFailedException(row.GetRawResponse());
                found[i] = row.HasValue ? row.Value : null;
            });
            return found.OfType<TableEntity>();
        },
        cancellationToken);

    private Task<List<TableEntity>> QueryAsync(
        string filter, int max, string[]? select, CancellationToken cancellationToken) => errors.TranslateAsync(
        async () =>
        {
            var rows = new List<TableEntity>();
            // Page by page: a page may be short, even empty, and not the last; and one row too many would cost another request.
            await foreach (var page in table.QueryAsync<TableEntity>(
                filter, Math.Min(max, MaxPerPage), select, cancellationToken).AsPages())
            {
                rows.AddRange(page.Values.Take(max - rows.Count));
                if (rows.Count == max) break;
            }

            return rows;
        },
        cancellationToken);
}
