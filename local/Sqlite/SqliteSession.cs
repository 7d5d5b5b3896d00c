using System.Globalization;
using Microsoft.Data.Sqlite;

namespace LinkWatch.Local.Sqlite;

/// <summary>One connection with its prepared statements. Used by one caller at a time.</summary>
internal sealed class SqliteSession : IDisposable
{
    // A lock is waited for in steps of this length, so that a caller who cancels need not wait for the whole of it.
    // The driver goes on for as long as its command timeout, in whole seconds, says.
    private const int LockWaitSeconds = 1;

    private readonly SqliteConnection connection;
    private readonly Dictionary<string, SqliteCommand> commands = new(StringComparer.Ordinal);
    private SqliteTransaction? transaction;

    /// <exception cref="SqliteException">The file cannot be opened.</exception>
    public SqliteSession(string path)
    {
        // Pooled connections outlive their Dispose and keep the file open.
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
            // With a write-ahead log every commit is in the operating system's hands before it returns, so that nothing is
            // lost when the process is killed. A power cut may take back the last commits, together and in order, messages
            // included: https://www.sqlite.org/pragma.html#pragma_synchronous. FULL would add an fsync to each.
            ExecuteScript("PRAGMA synchronous = NORMAL");
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Runs a statement; <c>$1</c>, <c>$2</c> … stand for the values. Returns how many rows it changed.</summary>
    public int Execute(string sql, params ReadOnlySpan<object> values) => Prepare(sql, values).ExecuteNonQuery();

    /// <summary>Runs statements that take no values and are run once.</summary>
    public void ExecuteScript(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public List<T> Query<T>(string sql, Func<SqliteDataReader, T> read, params ReadOnlySpan<object> values)
    {
        var rows = new List<T>();
        // Closing the reader ends its snapshot: one left open would keep the log from ever being folded back.
        using var reader = Prepare(sql, values).ExecuteReader();
        while (reader.Read()) rows.Add(read(reader));
        return rows;
    }

    public long Number(string sql, params ReadOnlySpan<object> values) =>
        Convert.ToInt64(Prepare(sql, values).ExecuteScalar(), CultureInfo.InvariantCulture);

    /// <summary>The next number that no row and no lease was ever given; within a transaction only.</summary>
    public long NextStamp() => Number("UPDATE store SET stamp = stamp + 1 RETURNING stamp");

    /// <summary>Runs <paramref name="work"/> as one transaction; false takes back all that it wrote.</summary>
    public bool Transact(Func<SqliteSession, bool> work)
    {
        // Takes the write lock first: a transaction that began by reading could find at its first write
        // that another process wrote in between, and no waiting would help it.
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
