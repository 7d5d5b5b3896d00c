using LinkWatch.Storage;

namespace LinkWatch.Local.Sqlite;

/// <summary>
/// The entries of lists. Most of an import's rows are entries, and only their keys are read: they are the leaves of one tree.
/// </summary>
internal static class SqliteEntries
{
    public static bool Exists(SqliteSession session, string partition, string key) =>
        session.Number("SELECT EXISTS (SELECT 1 FROM entries WHERE partition = $1 AND key = $2)", partition, EntryKey.Pack(key)) > 0;

    public static List<string> List(SqliteSession session, string partition, string from, string end, int max) => session.Query(
        "SELECT key FROM entries WHERE partition = $1 AND key >= $2 AND key < $3 ORDER BY key LIMIT $4",
        row => EntryKey.Unpack(row.Bytes(0)), partition, EntryKey.Pack(from), EntryKey.Pack(end), max);

    /// <summary>How many entries are as the write wants them: an entry that is put again stays the same.</summary>
    public static int Write(SqliteSession session, string partition, TextWrite write)
    {
        var key = EntryKey.Pack(write.Key);
        switch (write.Kind)
        {
            case RowWriteKind.Put:
                session.Execute("INSERT INTO entries (partition, key) VALUES ($1, $2) ON CONFLICT DO NOTHING", partition, key);
                return 1;
            case RowWriteKind.Delete when write.Version is null:
                return session.Execute("DELETE FROM entries WHERE partition = $1 AND key = $2", partition, key);
            default:
                throw new ArgumentException($"{write.Key}: an entry has no version", nameof(write));
        }
    }

    public static void Clear(SqliteSession session, string partition) =>
        session.Execute("DELETE FROM entries WHERE partition = $1", partition);
}
