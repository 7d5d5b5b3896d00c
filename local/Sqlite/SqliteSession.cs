using Microsoft.Data.Sqlite;
using SQLitePCL;
using static SQLitePCL.raw;

namespace LinkWatch.Local.Sqlite;

/// <summary>One connection with its prepared statements. Used by one caller at a time.</summary>
internal sealed class SqliteSession : IDisposable
{
    private readonly SqliteConnection connection;
    private readonly sqlite3 database;
    private readonly Dictionary<string, SqliteStatement> statements = new(StringComparer.Ordinal);

    /// <exception cref="SqliteException">The file cannot be opened.</exception>
    public SqliteSession(string path)
    {
        // A pooled connection outlives Dispose and keeps the file open.
        connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        try
        {
            connection.Open();
            database = connection.Handle!;

            // Waits for a lock are split into steps of this length, so that cancelling is quick.
            ExecuteScript("PRAGMA busy_timeout = 1000");
            // With a write-ahead log, every commit has reached the operating system before it returns, so a killed process loses
            // nothing. A power cut may undo the last commits, in order and together with their messages:
            // https://www.sqlite.org/pragma.html#pragma_synchronous. FULL would add an fsync to each commit.
            ExecuteScript("PRAGMA synchronous = NORMAL");
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Runs a statement with the values for <c>$1</c>, <c>$2</c> … Returns the number of rows changed.</summary>
    public int Execute(string sql, params ReadOnlySpan<object> values)
    {
        var statement = Prepare(sql, values);
        try
        {
            while (statement.Step()) continue;
            return sqlite3_changes(database);
        }
        finally
        {
            statement.Reset();
        }
    }

    /// <summary>Runs statements without values, once.</summary>
    public void ExecuteScript(string sql) => SqliteStatement.Check(sqlite3_exec(database, sql), database);

    public List<T> Query<T>(string sql, Func<SqliteStatement, T> read, params ReadOnlySpan<object> values)
    {
        var rows = new List<T>();
        var statement = Prepare(sql, values);
        try
        {
            while (statement.Step()) rows.Add(read(statement));
            return rows;
        }
        finally
        {
            statement.Reset();
        }
    }

    /// <summary>The only number of the only row.</summary>
    public long Number(string sql, params ReadOnlySpan<object> values)
    {
        var statement = Prepare(sql, values);
        try
        {
            var number = statement.Step() ? statement.Number(0) : 0;
            while (statement.Step()) continue;
            return number;
        }
        finally
        {
            statement.Reset();
        }
    }

    /// <summary>The next unused number for a version or lease; within a transaction only.</summary>
    public long NextStamp() => Number("UPDATE store SET stamp = stamp + 1 RETURNING stamp");

    /// <summary>Runs several reads on one snapshot; alone, each would take and release the file's locks.</summary>
    public T Snapshot<T>(Func<SqliteSession, T> work)
    {
        Execute("BEGIN");
        try
        {
            return work(this);
        }
        finally
        {
            End();
        }
    }

    /// <summary>Runs <paramref name="work"/> as one transaction; if it returns false, its writes are rolled back.</summary>
    public bool Transact(Func<SqliteSession, bool> work)
    {
        // Takes the write lock first: a transaction that begins by reading can fail at its first write if
        // another process wrote in between, and waiting does not help.
        Execute("BEGIN IMMEDIATE");
        try
        {
            var isKept = work(this);
            if (isKept) Execute("COMMIT");
            return isKept;
        }
        finally
        {
            End();
        }
    }

    /// <summary>Copies what is committed into another file, while others read and write this one.</summary>
    public void CopyTo(string path)
    {
        using var copy = new SqliteSession(path);
        connection.BackupDatabase(copy.connection);
        // The copy would ask for a write-ahead log as its source does: a second file.
        copy.ExecuteScript("PRAGMA journal_mode = DELETE");
    }

    public void Dispose()
    {
        foreach (var statement in statements.Values) statement.Dispose();
        connection.Dispose();
    }

    /// <summary>Ends the transaction, unless a commit or an error such as a full disk has ended it already.</summary>
    private void End()
    {
        if (sqlite3_get_autocommit(database) == 0) Execute("ROLLBACK");
    }

    private SqliteStatement Prepare(string sql, ReadOnlySpan<object> values)
    {
        if (!statements.TryGetValue(sql, out var statement)) statements.Add(sql, statement = new SqliteStatement(database, sql));
        statement.Bind(values);
        return statement;
    }
}
