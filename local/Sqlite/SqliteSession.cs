using System.Globalization;
using Microsoft.Data.Sqlite;

namespace LinkWatch.Local.Sqlite;

/// <summary>One connection with its prepared statements. Used by one caller at a time.</summary>
internal sealed class SqliteSession : IDisposable
{
    // Waits for a lock are split into steps of this length, so that cancelling is quick.
    // The driver itself retries until its command timeout, in whole seconds.
    private const int LockWaitSeconds = 1;

    private readonly SqliteConnection connection;
    private readonly Dictionary<string, SqliteCommand> commands = new(StringComparer.Ordinal);
    private SqliteTransaction? transaction;

    /// <exception cref="SqliteException">The file cannot be opened.</exception>
    public SqliteSession(string path)
    {
        // A pooled connection outlives Dispose and keeps the file open.
        connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            DefaultTimeout = LockWaitSeconds,
            Pooling = false,
        }.ToString());
        try
        {
            connection.Open();
            ExecuteScript("PRAGMA busy_timeout = 250");
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
    public int Execute(string sql, params ReadOnlySpan<object> values) => Prepare(sql, values).ExecuteNonQuery();

    /// <summary>Runs statements without values, once.</summary>
    public void ExecuteScript(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public List<T> Query<T>(string sql, Func<SqliteDataReader, T> read, params ReadOnlySpan<object> values)
    {
        var rows = new List<T>();
        // Closing the reader ends its snapshot; an open one would prevent checkpoints of the log.
        using var reader = Prepare(sql, values).ExecuteReader();
        while (reader.Read()) rows.Add(read(reader));
        return rows;
    }

    public long Number(string sql, params ReadOnlySpan<object> values) =>
        Convert.ToInt64(Prepare(sql, values).ExecuteScalar(), CultureInfo.InvariantCulture);

    /// <summary>The next unused number for a version or lease; within a transaction only.</summary>
    public long NextStamp() => Number("UPDATE store SET stamp = stamp + 1 RETURNING stamp");

    /// <summary>Runs <paramref name="work"/> as one transaction; if it returns false, its writes are rolled back.</summary>
    public bool Transact(Func<SqliteSession, bool> work)
    {
        // Takes the write lock first: a transaction that begins by reading can fail at its first write if
        // another process wrote in between, and waiting does not help.
        using var opened = connection.BeginTransaction(deferred: false);
        transaction = opened;
        try
        {
            var isKept = work(this);
            if (isKept) opened.Commit();
            return isKept;
        }
        finally
        {
            transaction = null;
        }
    }

    public void Dispose()
    {
        foreach (var command in commands.Values) command.Dispose();
        connection.Dispose();
    }

    private SqliteCommand Prepare(string sql, ReadOnlySpan<object> values)
    {
        if (!commands.TryGetValue(sql, out var command))
        {
            command = connection.CreateCommand();
            command.CommandText = sql;
            for (var i = 1; i <= values.Length; i++) command.Parameters.Add(new SqliteParameter { ParameterName = "$" + i });
            commands.Add(sql, command);
        }

        command.Transaction = transaction;
        for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i];
        return command;
    }
}
