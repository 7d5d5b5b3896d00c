using Azure;
using Azure.Core;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;
using Azure.Identity;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using LinkWatch.Azure.Blobs;
using LinkWatch.Azure.Counting;
using LinkWatch.Azure.Queues;
using LinkWatch.Azure.Tables;
using LinkWatch.Hosting.Settings;
using LinkWatch.Ranking;
using LinkWatch.Storage;

namespace LinkWatch.Azure;

/// <summary>The storage ports on one account whose tables and queues exist. The clients are safe to share and need no closing.</summary>
public sealed class AzureStorage
{
    private const string Store = "store";
    private const string ShardCount = "Shards";

    private static readonly string[] Names = ["pages", "sites", "replacements", "due", "poison"];

    private AzureStorage(
        IReadOnlyList<TableClient> tables, StorageQueues queues, BlobContainerClient? ranks, int shards, WireCounter requests)
    {
        Wire = requests;
        RankLists = ranks is null ? new NoRankLists() : new BlobRankLists(ranks);
        var rows = tables.Select(table => new TableRows(table)).ToList();
        Pages = new PageStore(rows[0], shards);
        Sites = new SiteStore(rows[1], rows[3]);
        SharedReplacements = new SharedReplacementStore(rows[2]);
        Poison = new PoisonStore(rows[4]);
        SignIns = new SignInStore(rows[1]);
        Requests = new RequestStore(rows[1]);
        Queues = queues;
    }

    /// <summary>Counts what this process asks of the account, since it was opened.</summary>
    public WireCounter Wire { get; }

    public IPageStore Pages { get; }

    public ISiteStore Sites { get; }

    public ISharedReplacementStore SharedReplacements { get; }

    public IPoisonStore Poison { get; }

    public ISignInStore SignIns { get; }

    public IRequestStore Requests { get; }

    public IMessageQueues Queues { get; }

    public IRankLists RankLists { get; }

    public Stores Stores => new(Pages, Sites, SharedReplacements, Poison, SignIns, Requests, _ => Queues);

    /// <summary>Opens the account: one read if the store exists; otherwise its tables and queues are created first.</summary>
    /// <param name="options">Which account.</param>
    /// <param name="shards">The number of shards of a new store.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="SettingException">The connection string or the addresses are invalid.</exception>
    /// <exception cref="StorageException">The account cannot be used.</exception>
    public static Task<AzureStorage> OpenAsync(AzureStorageOptions options, int shards, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(shards, 1);
        var requests = new WireCounter();
        var (tableService, queueService, blobService) = Clients(options, requests);
        var tables = Names.Select(name => tableService.GetTableClient(options.Prefix + name)).ToList();
        var queues = new StorageQueues(queueService, options.Prefix);
        var ranks = blobService?.GetBlobContainerClient(options.Prefix + BlobRankLists.Container);
        return new StorageErrors(tableService.Uri).TranslateAsync(
            async () =>
            {
                // Written last: if this row exists, everything does.
                var stored = await tables[0].GetEntityIfExistsAsync<TableEntity>(Store, Store, cancellationToken: cancellationToken);
                var row = stored.HasValue ? stored.Value! : await CreateAsync(tables, queues, shards, cancellationToken);
                return new AzureStorage(tables, queues, ranks, row.GetInt32(ShardCount)!.Value, requests);
            },
            cancellationToken);
    }

    private static async Task<TableEntity> CreateAsync(
        IReadOnlyList<TableClient> tables, StorageQueues queues, int shards, CancellationToken cancellationToken)
    {
        await Task.WhenAll(
            [queues.CreateAsync(cancellationToken), .. tables.Select(table => table.CreateIfNotExistsAsync(cancellationToken))]);
        var row = new TableEntity(Store, Store) { [ShardCount] = shards };
        try
        {
            await tables[0].AddEntityAsync(row, cancellationToken);
            return row;
        }
        catch (RequestFailedException e) when (e.ErrorCode == TableErrorCode.EntityAlreadyExists)
        {
            return (await tables[0].GetEntityAsync<TableEntity>(Store, Store, cancellationToken: cancellationToken)).Value;
        }
    }

    private static (TableServiceClient Tables, QueueServiceClient Queues, BlobServiceClient? Blobs) Clients(
        AzureStorageOptions options, WireCounter requests)
    {
        var tables = new TableClientOptions();
        var queues = new QueueClientOptions { MessageEncoding = QueueMessageEncoding.None };
        var blobs = new BlobClientOptions();
        foreach (ClientOptions client in new ClientOptions[] { tables, queues, blobs })
        {
            requests.Watch(client);
            options.Clients?.Invoke(client);
        }

        if (options.ConnectionString is { } connection)
        {
            var (byTable, byQueue) = ByConnectionString(connection, options.Setting, tables, queues);
            return (byTable, byQueue, BlobsOf(connection, blobs));
        }

        var (tableService, queueService) = (Encrypted(options.TableService), Encrypted(options.QueueService));
        var identity = new DefaultAzureCredential(new DefaultAzureCredentialOptions { ManagedIdentityClientId = options.ClientId });
        return (
            new TableServiceClient(tableService, identity, tables),
            new QueueServiceClient(queueService, identity, queues),
            options.BlobService is { } blobService ? new BlobServiceClient(Encrypted(blobService), identity, blobs) : null);
    }

    /// <summary>A connection string may be for tables and queues alone: there are no rank lists then.</summary>
    private static BlobServiceClient? BlobsOf(string connection, BlobClientOptions options)
    {
        try
        {
            return new BlobServiceClient(connection, options) is { Uri: not null } client ? client : null;
        }
        catch (Exception e) when (e is FormatException or InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }

    private static (TableServiceClient Tables, QueueServiceClient Queues) ByConnectionString(
        string connection, string setting, TableClientOptions tables, QueueClientOptions queues)
    {
        try
        {
            var queueService = new QueueServiceClient(connection, queues);
            // With a shared access signature but no QueueEndpoint, the client has no address and fails at the first request only.
            return queueService.Uri is not null
                ? (new TableServiceClient(connection, tables), queueService)
                : throw new FormatException("no QueueEndpoint");
        }
        catch (Exception e) when (e is FormatException or InvalidOperationException or ArgumentException)
        {
            // Neither the string nor the client's message is repeated: both may hold the account's key.
            throw new SettingException(
                $"{setting}: not a connection string for tables and queues; copy all of it from 'Access keys' in the Azure portal, "
                    + "or use UseDevelopmentStorage=true for Azurite",
                e);
        }
    }

    /// <summary>The table client would accept http and fail at the first request only.</summary>
    private static Uri Encrypted(Uri? service) => service is { Scheme: "https" }
        ? service
        : throw new SettingException($"{service}: an identity signs in over https only; use an https address, or a connection string");
}
