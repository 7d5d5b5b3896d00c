using System.Buffers;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;
using static SQLitePCL.raw;

namespace LinkWatch.Local.Sqlite;

/// <summary>
/// A prepared statement. It is run without the driver's commands and readers, which take three times as long as SQLite does for the row
/// of a link.
/// </summary>
internal sealed class SqliteStatement : IDisposable
{
    private readonly sqlite3 database;
    private readonly sqlite3_stmt statement;

    /// <exception cref="SqliteException">SQLite refuses it.</exception>
    public SqliteStatement(sqlite3 database, string sql)
    {
        this.database = database;
        Check(sqlite3_prepare_v3(database, sql, SQLITE_PREPARE_PERSISTENT, out statement));
    }

    /// <summary>Gives <c>$1</c>, <c>$2</c> … their values: text, bytes or whole numbers.</summary>
    public void Bind(ReadOnlySpan<object> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            Check(values[i] switch
            {
                string text => BindText(i + 1, text),
                byte[] bytes => sqlite3_bind_blob(statement, i + 1, bytes),
                long number => sqlite3_bind_int64(statement, i + 1, number),
                int number => sqlite3_bind_int64(statement, i + 1, number),
                var other => throw new ArgumentException($"{other.GetType().Name} is not text, bytes or a whole number", nameof(values)),
            });
        }
    }

    /// <summary>Goes to the next row; false after the last.</summary>
    public bool Step()
    {
        var result = sqlite3_step(statement);
        if (result is not (SQLITE_ROW or SQLITE_DONE)) Check(result);
        return result == SQLITE_ROW;
    }

    public string Text(int column) => sqlite3_column_text(statement, column).utf8_to_string();

    /// <summary>Until the next step.</summary>
    public ReadOnlySpan<byte> Bytes(int column) => sqlite3_column_blob(statement, column);

    public long Number(int column) => sqlite3_column_int64(statement, column);

    /// <summary>Ends the snapshot of a read; an open one would prevent checkpoints of the log.</summary>
    public void Reset() => sqlite3_reset(statement);

    public void Dispose() => statement.Dispose();

    /// <exception cref="SqliteException">The code is an error's.</exception>
    public static void Check(int result, sqlite3 database) => SqliteException.ThrowExceptionForRC(result, database);

    private void Check(int result) => Check(result, database);

    private int BindText(int index, string text)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        try
        {
            return sqlite3_bind_text(statement, index, buffer.AsSpan(0, Encoding.UTF8.GetBytes(text, buffer)));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
