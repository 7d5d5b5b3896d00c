using System.Collections.Concurrent;

namespace LinkWatch.Local.Sqlite;

/// <summary>
/// The database file. It allows any number of readers and one writer at a time, across processes.
/// Killing the process loses nothing that was committed.
/// </summary>
public sealed class SqliteFile : IDisposable
{
    public const string Name = "linkwatch.db";

    private const int MaxReaders = 8;

    // An attempt takes about a second; see SqliteSession.
    private const int LockAttempts = 30;

    private readonly LockRetry deadline;
    private readonly SqliteSession writer;
    private readonly SemaphoreSlim writing = new(1);
    private readonly ConcurrentBag<SqliteSession> readers = [];
    private readonly SemaphoreSlim reading = new(MaxReaders);

    private readonly ProcessLock presence;

    private SqliteFile(LockRetry deadline, SqliteSession writer, ProcessLock presence, int shards) =>
        (this.deadline, this.writer, this.presence, Shards) = (deadline, writer, presence, shards);

    /// <summary>Fixed when the file was created.</summary>
    public int Shards { get; }

    /// <summary>What it takes on disk, with its log.</summary>
    public long Bytes => ((string[])["", "-wal"]).Select(end => new FileInfo(deadline.File + end))
        .Sum(part => part.Exists ? part.Length : 0);

    /// <summary>Identifies this process as the holder of its leases.</summary>
    internal string Holder => presence.Id;

    /// <summary>Opens the file in <paramref name="folder"/>, creating both if they are missing.</summary>
    /// <param name="folder">The data folder.</param>
    /// <param name="shards">The number of shards of a new file.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="DataFolderException">The folder or the file cannot be used.</exception>
    public static Task<SqliteFile> OpenAsync(string folder, int shards, CancellationToken cancellationToken) =>
        OpenAsync(folder, shards, LockAttempts, cancellationToken);

    internal static Task<SqliteFile> OpenAsync(string folder, int shards, int lockAttempts, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(shards, 1);
        return Task.Run(() => Open(folder, shards, lockAttempts, cancellationToken), cancellationToken);
    }

    public void Dispose()
    {
        foreach (var reader in readers) reader.Dispose();
        writer.Dispose();
        writing.Dispose();
        reading.Dispose();
        presence.Dispose();
    }

    internal async Task<T> ReadAsync<T>(Func<SqliteSession, T> work, CancellationToken cancellationToken)
    {
        await reading.WaitAsync(cancellationToken);
        try
        {
            return deadline.Try(() => Read(work), cancellationToken);
        }
        finally
        {
            reading.Release();
        }
    }

    /// <summary>Runs <paramref name="work"/> as the only writer; if it returns false, its writes are rolled back.</summary>
    internal async Task<bool> WriteAsync(Func<SqliteSession, bool> work, CancellationToken cancellationToken)
    {
        await writing.WaitAsync(cancellationToken);
        try
        {
            return deadline.Try(() => writer.Transact(work), cancellationToken);
        }
        finally
        {
            writing.Release();
        }
    }

    private static SqliteFile Open(string folder, int shards, int lockAttempts, CancellationToken cancellationToken)
    {
        CreateFolder(folder);
        var opening = new LockRetry(Path.Combine(folder, Name), lockAttempts);
        var session = opening.Try(() => new SqliteSession(opening.File), cancellationToken);
        try
        {
            var created = opening.Try(() => Prepare(session, opening.File, shards), cancellationToken);
            var presence = ProcessLock.Use(folder, () =>
            {
                ProcessLock.CreateFolder(folder);
                opening.Try(() => FreeWhatTheDeadHeld(session, folder), cancellationToken);
                return ProcessLock.Begin(folder);
            });
            return new SqliteFile(opening, session, presence, created);
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>Returns the number of shards of the file.</summary>
    private static int Prepare(SqliteSession session, string file, int shards)
    {
        session.ExecuteScript("PRAGMA journal_mode = WAL");
        // This is the writer's session. An import touches nearly every page of the index with each of its transactions: with 8 MB of them
        // at hand and up to 64 MB of log between checkpoints it reads and writes a third less than with SQLite's defaults.
        session.ExecuteScript("PRAGMA cache_size = -8000");
        session.ExecuteScript("PRAGMA wal_autocheckpoint = 16384");
        session.Transact(_ => SqliteSchema.Ensure(session, file, shards));
        return (int)session.Number("SELECT shards FROM store");
    }

    /// <summary>Releases the messages of killed processes at once, so that nobody waits for their leases to end.</summary>
    private static bool FreeWhatTheDeadHeld(SqliteSession session, string folder)
    {
        foreach (var holder in ProcessLock.Dead(folder))
        {
            session.Execute("UPDATE messages SET visible_at = sent_at, lease = NULL, holder = NULL WHERE holder = $1", holder);
            ProcessLock.Forget(folder, holder);
        }

        return true;
    }

    private static void CreateFolder(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new DataFolderException($"{folder}: the data folder cannot be created; choose another with --data", exception);
        }
    }

    private T Read<T>(Func<SqliteSession, T> work)
    {
        if (!readers.TryTake(out var session)) session = new SqliteSession(deadline.File);
        try
        {
            return work(session);
        }
        finally
        {
            readers.Add(session);
        }
    }
}
