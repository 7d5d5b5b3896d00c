using LinkWatch.Local.Sqlite;

namespace LinkWatch.Tests.Local.Sqlite;

/// <summary>A data folder of one test: every handle opened on it is its own set of connections, as another process would have.</summary>
internal sealed class DataFolder : IDisposable
{
    private readonly List<SqliteFile> files = [];

    public string Path { get; } = Directory.CreateTempSubdirectory("linkwatch-").FullName;

    public string File => System.IO.Path.Combine(Path, SqliteFile.Name);

    public async Task<SqliteFile> OpenAsync(int shards = 4)
    {
        var file = await SqliteFile.OpenAsync(Path, shards, TestContext.Current.CancellationToken);
        files.Add(file);
        return file;
    }

    public void Dispose()
    {
        foreach (var file in files) file.Dispose();
        Directory.Delete(Path, recursive: true);
    }
}
