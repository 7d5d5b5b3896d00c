namespace LinkWatch.Local.Sqlite;

/// <summary>
/// The file's versions: each text takes a file of the version before it to its own number, the first from nothing to 1.
/// A published text is never edited; a new one is added at the end.
/// </summary>
internal static class Migrations
{
    private static readonly string[] Texts =
    [
        // store: one row. stamp is the last number given out as a row's version or a message's lease: none is given twice.
        // rows: as in a table service, only partition and key are looked at; the body is JSON.
        // messages: times in UTC ticks; lease is null while nobody holds the message.
        """
        CREATE TABLE store (
            shards INTEGER NOT NULL,
            stamp INTEGER NOT NULL
        );
        CREATE TABLE rows (
            partition TEXT NOT NULL,
            key TEXT NOT NULL,
            version INTEGER NOT NULL,
            body TEXT NOT NULL,
            PRIMARY KEY (partition, key)
        ) WITHOUT ROWID;
        CREATE TABLE messages (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            queue TEXT NOT NULL,
            text TEXT NOT NULL,
            sent_at INTEGER NOT NULL,
            visible_at INTEGER NOT NULL,
            dequeue_count INTEGER NOT NULL DEFAULT 0,
            lease INTEGER
        );
        CREATE INDEX messages_by_time ON messages (queue, visible_at, id);
        """,

        // holder: the presence of whoever has the lease.
        """
        ALTER TABLE messages ADD COLUMN holder TEXT;
        CREATE INDEX messages_by_holder ON messages (holder) WHERE holder IS NOT NULL;
        """,
    ];

    public static int Newest => Texts.Length;

    /// <summary>Brings the file up to date, within the caller's transaction; true, to keep it.</summary>
    /// <exception cref="DataFolderException">Something else, or a newer LinkWatch, wrote the file.</exception>
    public static bool Apply(SqliteSession session, string path, int shards)
    {
        var version = (int)session.Number("PRAGMA user_version");
        if (version > Newest)
        {
            throw new DataFolderException(
                $"{path}: a newer LinkWatch wrote it (its version is {version}, this one reads up to {Newest}); update LinkWatch, or choose another folder with --data");
        }

        var isNew = version == 0;
        if (isNew && session.Number("SELECT count(*) FROM sqlite_master") > 0)
        {
            throw new DataFolderException($"{path}: it is not a LinkWatch database; move it away, or choose another folder with --data");
        }

        for (; version < Newest; version++) session.ExecuteScript(Texts[version]);
        session.ExecuteScript($"PRAGMA user_version = {Newest}");
        if (isNew) session.Execute("INSERT INTO store (shards, stamp) VALUES ($1, 0)", shards);
        return true;
    }
}
