namespace LinkWatch.Local.Sqlite;

/// <summary>
/// The file's tables and their version. Raise <see cref="Version"/> with any change to them or to the rows and messages in them:
/// until 1.0 a file of an older version is refused, not migrated.
/// </summary>
internal static class SqliteSchema
{
    public const int Version = 6;

    // store: one row. stamp is the last number used as a row's version or a message's lease; none is used twice.
    // rows: as in a table service, only partition and key are queried; the body is JSON. The keys are hashes, so they have an index of
    // their own: in one tree with the rows, an import of 100,000 links would write each of its pages 20 times (3.8 GB).
    // entries: the rows of lists (EntryKey), which have a key and nothing else: no version and no body, so no second tree.
    // messages: times in UTC ticks; lease is null while nobody holds the message; holder is the id of the process with the lease.
    private const string Tables =
        """
        CREATE TABLE store (
            shards INTEGER NOT NULL,
            stamp INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE rows (
            id INTEGER PRIMARY KEY,
            partition TEXT NOT NULL,
            key TEXT NOT NULL,
            version INTEGER NOT NULL,
            body TEXT NOT NULL,
            UNIQUE (partition, key)
        ) STRICT;
        CREATE TABLE entries (
            partition TEXT NOT NULL,
            key BLOB NOT NULL,
            PRIMARY KEY (partition, key)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE messages (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            queue TEXT NOT NULL,
            text TEXT NOT NULL,
            sent_at INTEGER NOT NULL,
            visible_at INTEGER NOT NULL,
            dequeue_count INTEGER NOT NULL DEFAULT 0,
            lease INTEGER,
            holder TEXT
        ) STRICT;
        CREATE INDEX messages_by_time ON messages (queue, visible_at, id);
        CREATE INDEX messages_by_holder ON messages (holder) WHERE holder IS NOT NULL;
        """;

    /// <summary>Creates the tables in a new file, within the caller's transaction. Returns true, to commit.</summary>
    /// <exception cref="DataFolderException">Another program, or another version of LinkWatch, wrote the file.</exception>
    public static bool Ensure(SqliteSession session, string path, int shards)
    {
        var version = session.Number("PRAGMA user_version");
        if (version == Version) return true;
        var isNew = version == 0 && session.Number("SELECT count(*) FROM sqlite_master") == 0;
        if (!isNew) throw new DataFolderException($"{path}: {Refusal(version)}");
        session.ExecuteScript(Tables);
        session.ExecuteScript($"PRAGMA user_version = {Version}");
        session.Execute("INSERT INTO store (shards, stamp) VALUES ($1, 0)", shards);
        return true;
    }

    private static string Refusal(long version) => version switch
    {
        > Version =>
            $"written by a newer LinkWatch (the file has version {version}, this one reads {Version}); "
                + "update LinkWatch, or choose another folder with --data",
        > 0 =>
            $"written by an older LinkWatch in an incompatible format (the file has version {version}, this one reads {Version}); "
                + "move it away and import your links again, or choose another folder with --data",
        _ => "not a LinkWatch database; move it away, or choose another folder with --data",
    };
}
