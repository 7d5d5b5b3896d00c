using LinkWatch.Azure;
using LinkWatch.Local.Settings;
using LinkWatch.Local.Sqlite;
using LinkWatch.Storage;

namespace LinkWatch.Local.Pipeline;

/// <summary>What the pipeline keeps everything in: the file of a data folder, or a storage account.</summary>
public sealed class OpenStorage : IDisposable
{
    private const int Shards = 4;

    private readonly SqliteFile? file;
    private readonly Func<TimeProvider, IMessageQueues> queues;

    public OpenStorage(SqliteFile file)
    {
        var stores = new SqliteStores(file);
        (this.file, queues) = (file, time => new SqliteQueues(file, time));
        (Pages, Sites, Walls, Poison) = (stores.Pages, stores.Sites, stores.Walls, stores.Poison);
    }

    public OpenStorage(AzureStorage account)
    {
        queues = _ => account.Queues;
        (Pages, Sites, Walls, Poison) = (account.Pages, account.Sites, account.Walls, account.Poison);
    }

    public IPageStore Pages { get; }

    public ISiteStore Sites { get; }

    public IWallStore Walls { get; }

    public IPoisonStore Poison { get; }

    /// <summary>Whether each read is paid for.</summary>
    public bool IsBilled => file is null;

    /// <exception cref="DataFolderException">The data folder cannot be used.</exception>
    /// <exception cref="StorageException">The storage account cannot be used.</exception>
    public static async Task<OpenStorage> OpenAsync(LocalSettings settings, CancellationToken cancellationToken) => settings.Storage is { } account
        ? new OpenStorage(await AzureStorage.OpenAsync(account, Shards, cancellationToken))
        : new OpenStorage(await SqliteFile.OpenAsync(settings.DataFolder, Shards, cancellationToken));

    /// <param name="time">What an embedded queue goes by; a service has its own clock.</param>
    public IMessageQueues Queues(TimeProvider time) => queues(time);

    public void Dispose() => file?.Dispose();
}
