using System.Globalization;
using LinkWatch.Links;
using LinkWatch.Storage;
using Microsoft.Data.Sqlite;

namespace LinkWatch.Local.Sqlite;

/// <summary>Rows of one kind of partition: found by key, listed by range, committed together.</summary>
/// <typeparam name="TBase">What the rows have in common: its JSON names each row's kind.</typeparam>
internal sealed class SqliteRows<TBase>(SqliteFile file) where TBase : class, IRow
{
    private const string Select = "SELECT body, version FROM rows WHERE partition = $1";

    // No key holds a character that sorts this late: see Keys.
    private const string PastAll = "~";

    public async Task<Stored<TRow>?> FindAsync<TRow>(string partition, string key, CancellationToken cancellationToken) where TRow : class, TBase =>
        (await FindAllAsync<TRow>(partition, [key], cancellationToken)).SingleOrDefault();

    public Task<IReadOnlyList<Stored<TRow>>> FindAllAsync<TRow>(string partition, IReadOnlyList<string> keys, CancellationToken cancellationToken)
        where TRow : class, TBase =>
        ReadAsync<TRow>(session => [.. keys.Distinct(StringComparer.Ordinal).SelectMany(key => session.Query(Select + " AND key = $2", Raw.Of, partition, key))], cancellationToken);

    /// <summary>Those of <paramref name="keys"/> that are there.</summary>
    public Task<List<string>> FindKeysAsync(string partition, IReadOnlyList<string> keys, CancellationToken cancellationToken) =>
        file.ReadAsync<List<string>>(
            session => [.. keys.Where(key => session.Number("SELECT EXISTS (SELECT 1 FROM rows WHERE partition = $1 AND key = $2)", partition, key) > 0)],
            cancellationToken);

    public Task<IReadOnlyList<Stored<TRow>>> ListAllAsync<TRow>(string partition, int most, CancellationToken cancellationToken) where TRow : class, TBase =>
        ListAsync<TRow>(partition, "", PastAll, most, cancellationToken);

    /// <summary>Rows whose keys lie in [<paramref name="from"/>, <paramref name="end"/>), in order.</summary>
    public Task<IReadOnlyList<Stored<TRow>>> ListAsync<TRow>(string partition, string from, string end, int most, CancellationToken cancellationToken)
        where TRow : class, TBase =>
        ReadAsync<TRow>(
            session => session.Query(Select + " AND key >= $2 AND key < $3 ORDER BY key LIMIT $4", Raw.Of, partition, from, end, most),
            cancellationToken);

    /// <summary>Rows whose keys begin with <paramref name="prefix"/> and come after <paramref name="after"/>, a key, or null for the first portion.</summary>
    public async Task<Portion<TRow>> ListPortionAsync<TRow>(string partition, string prefix, string? after, int most, CancellationToken cancellationToken)
        where TRow : class, TBase
    {
        var rows = await ListAsync<TRow>(partition, after is null ? prefix : Keys.After(after), Keys.EndOf(prefix), most, cancellationToken);
        return new Portion<TRow>(rows, rows.Count < most ? null : rows[^1].Row.RowKey);
    }

    /// <summary>Writes all or nothing: the new versions, empty for a delete; null where something was not as the writes expect.</summary>
    /// <exception cref="ArgumentException">More writes than a commit takes, a row named twice, or a row of another kind of partition.</exception>
    public async Task<IReadOnlyList<string>?> CommitAsync(string partition, IReadOnlyList<RowWrite> writes, CancellationToken cancellationToken)
    {
        RowWrite.Check(writes);
        if (writes.Count == 0) return [];
        var bodies = writes.Select(Body).ToList();
        var version = 0L;
        var isKept = await file.WriteAsync(
            session =>
            {
                version = session.NextStamp();
                return Enumerable.Range(0, writes.Count).All(i => Write(session, partition, writes[i], bodies[i], version) > 0);
            },
            cancellationToken);
        var name = version.ToString(CultureInfo.InvariantCulture);
        return isKept ? [.. writes.Select(write => write.Row is null ? "" : name)] : null;
    }

    // The text is parsed after the connection was given back.
    private async Task<IReadOnlyList<Stored<TRow>>> ReadAsync<TRow>(Func<SqliteSession, List<Raw>> read, CancellationToken cancellationToken)
    {
        var rows = await file.ReadAsync(read, cancellationToken);
        return rows.ConvertAll(raw => new Stored<TRow>(Json.Read<TRow>(raw.Body), raw.Version));
    }

    private static string? Body(RowWrite write) => write.Row switch
    {
        null => null,
        TBase row => Json.Write(row),
        _ => throw new ArgumentException($"{write.RowKey}: a {write.Row.GetType().Name} does not belong here", nameof(write)),
    };

    private static bool Commit(SqliteSession session, string partition, IReadOnlyList<RowWrite> writes, List<string?> bodies)
    {
        var version = session.NextStamp();
        for (var i = 0; i < writes.Count; i++)
        {
            if (Write(session, partition, writes[i], bodies[i], version) == 0) return false;
        }

        return true;
    }

    private static int Write(SqliteSession session, string partition, RowWrite write, string? body, long version) => write.Kind switch
    {
        RowWriteKind.Insert => session.Execute(
            "INSERT INTO rows (partition, key, version, body) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
            partition, write.RowKey, version, body!),
        RowWriteKind.Replace => session.Execute(
            "UPDATE rows SET version = $1, body = $2 WHERE partition = $3 AND key = $4 AND version = CAST($5 AS INTEGER)",
            version, body!, partition, write.RowKey, write.Version!),
        RowWriteKind.Put => session.Execute(
            "INSERT INTO rows (partition, key, version, body) VALUES ($1, $2, $3, $4) "
                + "ON CONFLICT DO UPDATE SET version = excluded.version, body = excluded.body",
            partition, write.RowKey, version, body!),
        RowWriteKind.Delete when write.Version is { } expected => session.Execute(
            "DELETE FROM rows WHERE partition = $1 AND key = $2 AND version = CAST($3 AS INTEGER)",
            partition, write.RowKey, expected),
        RowWriteKind.Delete => session.Execute("DELETE FROM rows WHERE partition = $1 AND key = $2", partition, write.RowKey),
        _ => throw new ArgumentOutOfRangeException(nameof(write), write.Kind, "not a kind of write"),
    };

    private readonly record struct Raw(string Body, string Version)
    {
        public static Raw Of(SqliteDataReader reader) => new(reader.GetString(0), reader.GetString(1));
    }
}
