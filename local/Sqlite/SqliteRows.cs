using System.Globalization;
using LinkWatch.Storage;

namespace LinkWatch.Local.Sqlite;

/// <summary>
/// Rows in the file; all partitions share one table, and the entries of lists another: see <see cref="SqliteEntries"/>.
/// </summary>
public sealed class SqliteRows(SqliteFile file) : IRowTable
{
    private const string Select = "SELECT body, version FROM rows WHERE partition = $1";

    /// <summary>So many characters of rows are sorted at a time.</summary>
    private const int MaxSorted = 8 * 1024 * 1024;

    public async Task<IReadOnlyList<RowText>> FindAsync(
        string partition, IReadOnlyList<string> keys, CancellationToken cancellationToken) =>
        await file.ReadAsync<List<RowText>>(
            session => session.Snapshot(
                _ => keys.SelectMany(key => session.Query(Select + " AND key = $2", Read, partition, key)).ToList()),
            cancellationToken);

    public async Task<IReadOnlyList<string>> FindKeysAsync(
        string partition, IReadOnlyList<string> keys, CancellationToken cancellationToken) =>
        await file.ReadAsync(
            session => session.Snapshot(_ => keys.Where(key => Exists(session, partition, key)).ToList()), cancellationToken);

    public async Task<IReadOnlyList<RowText>> ListAsync(
        string partition, string from, string end, int max, CancellationToken cancellationToken) =>
        await file.ReadAsync(
            session => session.Query(Select + " AND key >= $2 AND key < $3 ORDER BY key LIMIT $4", Read, partition, from, end, max),
            cancellationToken);

    public async Task<IReadOnlyList<string>> ListKeysAsync(
        string partition, string from, string end, int max, CancellationToken cancellationToken) =>
        await file.ReadAsync(
            session => EntryKey.IsEntry(Within(from, end))
                ? SqliteEntries.List(session, partition, from, end, max)
                : session.Query(
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
        IReadOnlyList<CommitOutcome> outcomes = [];
        await file.WriteAsync(
            session =>
            {
                outcomes = TryCommitSorted(session, partition, commits) is { } count
                    ? [.. Enumerable.Repeat(CommitOutcome.Written, count)]
                    : [.. commits.Select(writes => CommitOne(session, partition, writes))];
                return true;
            },
            cancellationToken);
        return outcomes;
    }

    public Task ClearAsync(string partition, CancellationToken cancellationToken) =>
        file.WriteAsync(
            session =>
            {
                session.Execute("DELETE FROM rows WHERE partition = $1", partition);
                SqliteEntries.Clear(session, partition);
                return true;
            },
            cancellationToken);

    /// <summary>
    /// Writes all commits in the order of their keys, so that each page of the index is touched once. The number of commits; null, and
    /// nothing is written, if one fails or two write the same row: then each is written by itself.
    /// </summary>
    private static int? TryCommitSorted(SqliteSession session, string partition, IEnumerable<IReadOnlyList<TextWrite>> commits)
    {
        var count = 0;
        var isKept = IsKept(session, () =>
        {
            var version = session.NextStamp();
            var (size, writes) = (0, new List<TextWrite>());
            foreach (var commit in commits)
            {
                count++;
                writes.AddRange(commit);
                size += commit.Sum(write => write.Key.Length + (write.Body?.Length ?? 0));
                if (size < MaxSorted) continue;
                if (!WriteSorted(session, partition, writes, version)) return false;
                (size, writes) = (0, []);
            }

            return WriteSorted(session, partition, writes, version);
        });
        return isKept ? count : null;
    }

    /// <summary>Keeps all that <paramref name="write"/> wrote if it says true, and nothing otherwise.</summary>
    private static bool IsKept(SqliteSession session, Func<bool> write)
    {
        session.Execute("SAVEPOINT part");
        var isKept = write();
        if (!isKept) session.Execute("ROLLBACK TO part");
        session.Execute("RELEASE part");
        return isKept;
    }

    private static bool WriteSorted(SqliteSession session, string partition, List<TextWrite> writes, long version)
    {
        writes.Sort((a, b) => string.CompareOrdinal(a.Key, b.Key));
        for (var i = 0; i < writes.Count; i++)
        {
            if (i > 0 && writes[i].Key == writes[i - 1].Key) return false;
            if (Write(session, partition, writes[i], version) == 0) return false;
        }

        return true;
    }

    private static CommitOutcome CommitOne(SqliteSession session, string partition, IReadOnlyList<TextWrite> writes)
    {
        var isKept = IsKept(session, () =>
        {
            var version = session.NextStamp();
            return writes.All(write => Write(session, partition, write, version) > 0);
        });
        return isKept ? CommitOutcome.Written : CommitOutcome.Overtaken;
    }

    private static int Write(SqliteSession session, string partition, TextWrite write, long version) => write.Kind switch
    {
        _ when EntryKey.IsEntry(write.Key) => SqliteEntries.Write(session, partition, write),
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

    /// <summary>Entries are in another table: a range across would lack them, or the rows.</summary>
    private static string Within(string from, string end) =>
        IsAcross(from, end, Keys.ListPrefix) || IsAcross(from, end, Keys.EndOf(Keys.ListPrefix))
            ? throw new ArgumentException($"{from} to {end} lies across the entries of lists", nameof(end))
            : from;

    private static bool IsAcross(string from, string end, string border) =>
        string.CompareOrdinal(from, border) < 0 && string.CompareOrdinal(border, end) < 0;

    private static bool Exists(SqliteSession session, string partition, string key) => EntryKey.IsEntry(key)
        ? SqliteEntries.Exists(session, partition, key)
        : session.Number("SELECT EXISTS (SELECT 1 FROM rows WHERE partition = $1 AND key = $2)", partition, key) > 0;

    private static RowText Read(SqliteStatement row) => new(row.Text(0), row.Text(1));
}
