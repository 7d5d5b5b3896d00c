using LinkWatch.Azure;
using LinkWatch.Azure.Counting;
using LinkWatch.Local.Settings;
using LinkWatch.Local.Sqlite;
using LinkWatch.Ranking;
using LinkWatch.Storage;
using LinkWatch.Web.Dashboard.Serving;

namespace LinkWatch.Local.Pipeline;

/// <summary>The pipeline's storage: the file of a data folder, or a storage account.</summary>
public sealed class OpenStorage : IDisposable
{
    private const int Shards = 4;

    private readonly SqliteFile? file;
    private readonly AzureStorage? account;
    private readonly DateTimeOffset since = TimeProvider.System.GetUtcNow();
    private readonly long bytesAtStart;

    public OpenStorage(SqliteFile file)
    {
        (this.file, Stores) = (file, new SqliteStores(file).All);
        bytesAtStart = file.Bytes;
    }

    public OpenStorage(AzureStorage account) => (this.account, Stores) = (account, account.Stores);

    public Stores Stores { get; }

    /// <summary>The account's rank lists; null if the data folder has them.</summary>
    public IRankLists? RankLists => account?.RankLists;

    /// <summary>What it takes, for the dashboard.</summary>
    public StorageUse Use => new(since)
    {
        FileBytes = file?.Bytes,
        BytesAtStart = bytesAtStart,
        TableRequests = account?.Wire.Requests(WireCounter.Tables) ?? 0,
        QueueRequests = account?.Wire.Requests(WireCounter.Queues) ?? 0,
    };

    /// <summary>Whether each read costs money.</summary>
    public bool IsBilled => file is null;

    /// <exception cref="DataFolderException">The data folder cannot be used.</exception>
    /// <exception cref="StorageException">The storage account cannot be used.</exception>
    public static async Task<OpenStorage> OpenAsync(LocalSettings settings, CancellationToken cancellationToken) =>
        settings.Storage is { } account
            ? new OpenStorage(await AzureStorage.OpenAsync(account, Shards, cancellationToken))
            : new OpenStorage(await SqliteFile.OpenAsync(settings.DataFolder, Shards, cancellationToken));

    public void Dispose() => file?.Dispose();
}
