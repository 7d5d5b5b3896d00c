using Microsoft.Data.Sqlite;

namespace LinkWatch.Local.Sqlite;

/// <summary>What SQLite's result codes (https://www.sqlite.org/rescode.html) mean for whoever runs the command.</summary>
internal static class SqliteErrors
{
    private const int Busy = 5;
    private const int Locked = 6;

    public static bool IsLocked(SqliteException exception) => exception.SqliteErrorCode is Busy or Locked;

    /// <summary>Null where it is a bug of ours.</summary>
    public static DataFolderException? Explain(SqliteException exception, string path)
    {
        var advice = exception.SqliteErrorCode switch
        {
            Busy or Locked => "another process keeps it locked; end that one, then try again",
            3 or 8 or 14 or 23 => "it cannot be opened for writing; give this user the right to write to the folder, or choose another with --data",
            10 => "the disk reported an error; check the disk, then try again",
            11 => "it is damaged; restore a copy, or move it away to start anew",
            13 => "the disk is full; make room, then try again",
            26 => "it is not a LinkWatch database; move it away, or choose another folder with --data",
            _ => null,
        };
        return advice is null ? null : new DataFolderException($"{path}: {advice}", exception);
    }
}
