using Azure;
using Azure.Core;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;
using Azure.Identity;
using Azure.Storage.Queues;
using LinkWatch.Azure.Queues;
using LinkWatch.Azure.Tables;
using LinkWatch.Hosting.Settings;
using LinkWatch.Storage;

namespace LinkWatch.Azure;

/// <summary>The ports of storage in one account, its tables and queues made. Its clients are safe to share and need no closing.</summary>
public sealed class AzureStorage
{
    private const string Store = "store";
    private const string ShardsOf = "Shards";

    private static readonly string[] Names = ["pages", "sites", "replacements", "due", "poison"];

    private AzureStorage(IReadOnlyList<TableClient> tables, StorageQueues queues, int shards)
    {
        var rows = tables.Select(table => new TableRows(table)).ToList();
        Pages = new PageStore(rows[0], shards);
        Sites = new SiteStore(rows[1], rows[3]);
        SharedReplacements = new SharedReplacementStore(rows[2]);
        Poison = new PoisonStore(rows[4]);
        Queues = queues;
    }

    public IPageStore Pages { get; }

    public ISiteStore Sites { get; }

    public ISharedReplacementStore SharedReplacements { get; }

    public IPoisonStore Poison { get; }

    public IMessageQueues Queues { get; }

    public Stores Stores => new(Pages, Sites, SharedReplacements, Poison, _ => Queues);

    /// <summary>Opens the account; one read where all is there, else tables and queues are made first.</summary>
    /// <param name="options">Which account.</param>
    /// <param name="shards">For a new store: how many shards it gets.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="SettingException">The connection string is none.</exception>
    /// <exception cref="StorageException">The account cannot be used.</exception>
    public static Task<AzureStorage> OpenAsync(AzureStorageOptions options, int shards, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(shards, 1);
        var (tableService, queueService) = Clients(options);
        var tables = Names.Select(name => tableService.GetTableClient(options.Prefix + name)).ToList();
        var queues = new StorageQueues(queueService, options.Prefix);
        return new StorageErrors(tableService.Uri).TranslateAsync(
            async () =>
            {
                // Written last: where this row is, everything is.
                var stored = await tables[0].GetEntityIfExistsAsync<TableEntity>(Store, Store, cancellationToken: cancellationToken);
                var made = stored.HasValue ? stored.Value! : await CreateAsync(tables, queues, shards, cancellationToken);
                return new AzureStorage(tables, queues, made.GetInt32(ShardsOf)!.Value);
            },
            cancellationToken);
    }

    private static async Task<TableEntity> CreateAsync(
        IReadOnlyList<TableClient> tables, StorageQueues queues, int shards, CancellationToken cancellationToken)
    {
        await Task.WhenAll(
            [queues.CreateAsync(cancellationToken), .. tables.Select(table => table.CreateIfNotExistsAsync(cancellationToken))]);
        var row = new TableEntity(Store, Store) { [ShardsOf] = shards };
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

    private static (TableServiceClient Tables, QueueServiceClient Queues) Clients(AzureStorageOptions options)
    {
        var tables = new TableClientOptions();
        var queues = new QueueClientOptions { MessageEncoding = QueueMessageEncoding.None };
        foreach (ClientOptions client in new ClientOptions[] { tables, queues }) options.Clients?.Invoke(client);
        try
        {
            if (options.ConnectionString is { } connection)
                return (new TableServiceClient(connection, tables), new QueueServiceClient(connection, queues));
            var identity = new DefaultAzureCredential(new DefaultAzureCredentialOptions { ManagedIdentityClientId = options.ClientId });
            return (new TableServiceClient(options.TableService!, identity, tables), new QueueServiceClient(
                options.QueueService!, identity, queues));
        }
        catch (Exception e) when (e is FormatException or InvalidOperationException or ArgumentException)
        {
            // Its text is not told: it holds the account's key.
            throw new SettingException(
                "the storage's connection string is none; copy it from the portal, or write UseDevelopmentStorage=true", e);
        }
    }
}
