using Microsoft.Data.Sqlite;

namespace LinkWatch.Local.Sqlite;

/// <summary>Retries while another process has the file locked, and explains errors that retrying does not solve.</summary>
/// <param name="File">The file's path.</param>
/// <param name="Attempts">The number of attempts.</param>
internal sealed record LockRetry(string File, int Attempts)
{
    /// <exception cref="DataFolderException">The file cannot be used, or stayed locked.</exception>
    public T Try<T>(Func<T> work, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                return work();
            }
            catch (SqliteException exception) when (SqliteErrors.IsLocked(exception) && attempt < Attempts)
            {
                // No delay: the driver has already waited.
            }
            catch (SqliteException exception)
            {
                if (SqliteErrors.Explain(exception, File) is not { } fault) throw;
                throw fault;
            }
        }
    }
}
