using Microsoft.Data.Sqlite;
using static SQLitePCL.raw;

namespace LinkWatch.Local.Sqlite;

/// <summary>Explains SQLite's result codes (https://www.sqlite.org/rescode.html) to the user.</summary>
internal static class SqliteErrors
{
    public static bool IsLocked(SqliteException exception) => exception.SqliteErrorCode is SQLITE_BUSY or SQLITE_LOCKED;

    /// <summary>Null if the error is our bug.</summary>
    public static DataFolderException? Explain(SqliteException exception, string path)
    {
        var advice = exception.SqliteErrorCode switch
        {
            SQLITE_BUSY or SQLITE_LOCKED => "locked by another process; stop that process, then try again",
            SQLITE_PERM or SQLITE_READONLY or SQLITE_CANTOPEN or SQLITE_AUTH =>
                "cannot be opened for writing; give this user write access to the folder, or choose another with --data",
            SQLITE_IOERR => "disk error; check the disk, then try again",
            SQLITE_CORRUPT => "the file is damaged; restore a backup, or move the file away to start again",
            SQLITE_FULL => "the disk is full; free some space, then try again",
            SQLITE_NOTADB => "not a LinkWatch database; move it away, or choose another folder with --data",
            _ => null,
        };
        return advice is null ? null : new DataFolderException($"{path}: {advice}", exception);
    }
}
