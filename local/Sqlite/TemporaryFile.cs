using LinkWatch.Storage;

namespace LinkWatch.Local.Sqlite;

/// <summary>Temporary stores, for simulations.</summary>
public sealed class TemporaryFile : IDisposable
{
    private const int Shards = 2;

    private readonly string folder;
    private readonly SqliteFile file;

    private TemporaryFile(string folder, SqliteFile file) => (this.folder, this.file) = (folder, file);

    public Stores Stores => new SqliteStores(file).All;

    public static async Task<TemporaryFile> OpenAsync(CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("linkwatch-simulate-").FullName;
        try
        {
            return new TemporaryFile(folder, await SqliteFile.OpenAsync(folder, Shards, cancellationToken));
        }
        catch
        {
            Directory.Delete(folder, recursive: true);
            throw;
        }
    }

    public void Dispose()
    {
        file.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}
