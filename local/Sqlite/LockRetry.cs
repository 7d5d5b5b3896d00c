using Microsoft.Data.Sqlite;

namespace LinkWatch.Local.Sqlite;

/// <summary>Waits while another process has the file locked, and says what is wrong where waiting does not help.</summary>
/// <param name="File">The file's path.</param>
/// <param name="Attempts">How often to ask.</param>
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
                // The driver has waited.
            }
            catch (SqliteException exception)
            {
                if (SqliteErrors.Explain(exception, File) is not { } fault) throw;
                throw fault;
            }
        }
    }
}
