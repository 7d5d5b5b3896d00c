using Microsoft.Data.Sqlite;
using static SQLitePCL.raw;

namespace LinkWatch.Local.Sqlite;

/// <summary>Copies of the database file.</summary>
internal static class SqliteCopy
{
    private const int LockAttempts = 30;

    /// <summary>Writes everything that is committed now to <paramref name="copy"/>, while others use the data folder.</summary>
    /// <exception cref="DataFolderException">The folder has no database, or it cannot be read.</exception>
    public static void Make(string dataFolder, string copy, CancellationToken cancellationToken)
    {
        var file = Path.Combine(dataFolder, SqliteFile.Name);
        if (!File.Exists(file)) throw new DataFolderException($"{file}: there is no such file; name the data folder with --data");
        new LockRetry(file, LockAttempts).Try(
            () =>
            {
                using var session = new SqliteSession(file);
                session.CopyTo(copy);
                return true;
            },
            cancellationToken);
    }

    /// <summary>Makes a copy ready for a folder of its own, where nobody holds its messages.</summary>
    /// <returns>Why it cannot be used, or null.</returns>
    public static string? Prepare(string copy)
    {
        try
        {
            using var session = new SqliteSession(copy);
            var version = session.Number("PRAGMA user_version");
            if (version != SqliteSchema.Version) return Misfit(version);
            if (session.Query("PRAGMA quick_check", row => row.Text(0)) is not ["ok"]) return BrokenDatabase;
            session.Execute("UPDATE messages SET visible_at = sent_at, lease = NULL, holder = NULL WHERE holder IS NOT NULL");
            return null;
        }
        catch (SqliteException e) when (e.SqliteErrorCode is SQLITE_CORRUPT or SQLITE_NOTADB)
        {
            return BrokenDatabase;
        }
    }

    private const string BrokenDatabase = "the database in it is damaged";

    private static string Misfit(long version) => version > SqliteSchema.Version
        ? $"made by a newer LinkWatch (its data has version {version}, this one reads {SqliteSchema.Version}); update LinkWatch first"
        : $"made by an older LinkWatch (its data has version {version}, this one reads {SqliteSchema.Version}); "
            + "restore it with the version that made it";
}
