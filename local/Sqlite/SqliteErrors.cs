using Microsoft.Data.Sqlite;
using static SQLitePCL.raw;

namespace LinkWatch.Local.Sqlite;

/// <summary>What SQLite's result codes (https://www.sqlite.org/rescode.html) mean for whoever runs the command.</summary>
internal static class SqliteErrors
{
    public static bool IsLocked(SqliteException exception) => exception.SqliteErrorCode is SQLITE_BUSY or SQLITE_LOCKED;

    /// <summary>Null where it is a bug of ours.</summary>
    public static DataFolderException? Explain(SqliteException exception, string path)
    {
        var advice = exception.SqliteErrorCode switch
        {
            SQLITE_BUSY or SQLITE_LOCKED => "another process keeps it locked; end that one, then try again",
            SQLITE_PERM or SQLITE_READONLY or SQLITE_CANTOPEN or SQLITE_AUTH =>
                "it cannot be opened for writing; give this user the right to write to the folder, or choose another with --data",
            SQLITE_IOERR => "the disk reported an error; check the disk, then try again",
            SQLITE_CORRUPT => "it is damaged; restore a copy, or move it away to start anew",
            SQLITE_FULL => "the disk is full; make room, then try again",
            SQLITE_NOTADB => "it is not a LinkWatch database; move it away, or choose another folder with --data",
            _ => null,
        };
        return advice is null ? null : new DataFolderException($"{path}: {advice}", exception);
    }
}
