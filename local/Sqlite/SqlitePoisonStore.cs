using System.Text.Json.Serialization;
using LinkWatch.Storage;

namespace LinkWatch.Local.Sqlite;

/// <summary>Poison messages in the file.</summary>
public sealed class SqlitePoisonStore(SqliteFile file) : IPoisonStore
{
    private readonly SqliteRows<PoisonRow> rows = new(file);

    public Task KeepAsync(PoisonMessage message, CancellationToken cancellationToken) =>
        rows.CommitAsync(Partitions.Poison, [RowWrite.Put(new PoisonRow(message))], cancellationToken);

    public async Task<IReadOnlyList<PoisonMessage>> ListAsync(int most, CancellationToken cancellationToken) =>
        [.. (await rows.ListAllAsync<PoisonRow>(Partitions.Poison, most, cancellationToken)).Select(stored => stored.Row.Message)];

    public async Task<bool> RemoveAsync(PoisonMessage message, CancellationToken cancellationToken) =>
        await rows.CommitAsync(Partitions.Poison, [RowWrite.Delete(new PoisonRow(message).RowKey)], cancellationToken) is not null;

    private sealed record PoisonRow(PoisonMessage Message) : IRow
    {
        [JsonIgnore]
        public string RowKey => Keys.Poison(Message.Queue, Message.Id);
    }
}
