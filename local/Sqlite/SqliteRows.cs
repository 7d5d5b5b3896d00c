using System.Globalization;
using LinkWatch.Storage;

namespace LinkWatch.Local.Sqlite;

/// <summary>Rows in the file; all partitions share one table.</summary>
public sealed class SqliteRows(SqliteFile file) : IRowTable
{
    private const string Select = "SELECT body, version FROM rows WHERE partition = $1";

    public async Task<IReadOnlyList<RowText>> FindAsync(
        string partition, IReadOnlyList<string> keys, CancellationToken cancellationToken) =>
        await file.ReadAsync<List<RowText>>(
            session => session.Snapshot(
                _ => keys.SelectMany(key => session.Query(Select + " AND key = $2", Read, partition, key)).ToList()),
            cancellationToken);

    public async Task<IReadOnlyList<string>> FindKeysAsync(
        string partition, IReadOnlyList<string> keys, CancellationToken cancellationToken) =>
        await file.ReadAsync(
            session => session.Snapshot(_ => keys.Where(key =>
                session.Number("SELECT EXISTS (SELECT 1 FROM rows WHERE partition = $1 AND key = $2)", partition, key) > 0).ToList()),
            cancellationToken);

    public async Task<IReadOnlyList<RowText>> ListAsync(
        string partition, string from, string end, int max, CancellationToken cancellationToken) =>
        await file.ReadAsync(
            session => session.Query(Select + " AND key >= $2 AND key < $3 ORDER BY key LIMIT $4", Read, partition, from, end, max),
            cancellationToken);

    public async Task<IReadOnlyList<string>> ListKeysAsync(
        string partition, string from, string end, int max, CancellationToken cancellationToken) =>
        await file.ReadAsync(
            session => session.Query(
                "SELECT key FROM rows WHERE partition = $1 AND key >= $2 AND key < $3 ORDER BY key LIMIT $4",
                row => row.Text(0), partition, from, end, max),
            cancellationToken);

    public async Task<IReadOnlyList<string>?> CommitAsync(
        string partition, IReadOnlyList<TextWrite> writes, CancellationToken cancellationToken)
    {
        var version = 0L;
        var isKept = await file.WriteAsync(
            session =>
            {
                version = session.NextStamp();
                return writes.All(write => Write(session, partition, write, version) > 0);
            },
            cancellationToken);
        var name = version.ToString(CultureInfo.InvariantCulture);
        return isKept ? [.. writes.Select(write => write.Body is null ? "" : name)] : null;
    }

    /// <summary>In one transaction: an index page that several commits touch is written once.</summary>
    public async Task<IReadOnlyList<CommitOutcome>> CommitAllAsync(
        string partition, IEnumerable<IReadOnlyList<TextWrite>> commits, CancellationToken cancellationToken)
    {
        List<CommitOutcome> outcomes = [];
        await file.WriteAsync(
            session =>
            {
                outcomes = [.. commits.Select(writes => CommitOne(session, partition, writes))];
                return true;
            },
            cancellationToken);
        return outcomes;
    }

    public Task ClearAsync(string partition, CancellationToken cancellationToken) =>
        file.WriteAsync(session => session.Execute("DELETE FROM rows WHERE partition = $1", partition) >= 0, cancellationToken);

    private static CommitOutcome CommitOne(SqliteSession session, string partition, IReadOnlyList<TextWrite> writes)
    {
        session.Execute("SAVEPOINT one");
        var version = session.NextStamp();
        var isKept = writes.All(write => Write(session, partition, write, version) > 0);
        if (!isKept) session.Execute("ROLLBACK TO one");
        session.Execute("RELEASE one");
        return isKept ? CommitOutcome.Written : CommitOutcome.Overtaken;
    }

    private static int Write(SqliteSession session, string partition, TextWrite write, long version) => write.Kind switch
    {
        RowWriteKind.Insert => session.Execute(
            "INSERT INTO rows (partition, key, version, body) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
            partition, write.Key, version, write.Body!),
        RowWriteKind.Replace => session.Execute(
            "UPDATE rows SET version = $1, body = $2 WHERE partition = $3 AND key = $4 AND version = CAST($5 AS INTEGER)",
            version, write.Body!, partition, write.Key, write.Version!),
        RowWriteKind.Put => session.Execute(
            "INSERT INTO rows (partition, key, version, body) VALUES ($1, $2, $3, $4) "
                + "ON CONFLICT DO UPDATE SET version = excluded.version, body = excluded.body",
            partition, write.Key, version, write.Body!),
        RowWriteKind.Delete when write.Version is { } expected => session.Execute(
            "DELETE FROM rows WHERE partition = $1 AND key = $2 AND version = CAST($3 AS INTEGER)",
            partition, write.Key, expected),
        RowWriteKind.Delete => session.Execute("DELETE FROM rows WHERE partition = $1 AND key = $2", partition, write.Key),
        _ => throw new ArgumentOutOfRangeException(nameof(write), write.Kind, "unknown kind of write"),
    };

    private static RowText Read(SqliteStatement row) => new(row.Text(0), row.Text(1));
}
