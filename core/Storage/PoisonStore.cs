using System.Text.Json.Serialization;

namespace LinkWatch.Storage;

/// <summary>Poison messages: one partition.</summary>
public sealed class PoisonStore(IRowTable table) : IPoisonStore
{
    private readonly Rows<PoisonRow> rows = new(table);

    public Task KeepAsync(PoisonMessage message, CancellationToken cancellationToken) =>
        rows.CommitAsync(Partitions.Poison, [RowWrite.Put(new PoisonRow(message))], cancellationToken);

    public async Task<IReadOnlyList<PoisonMessage>> ListAsync(int max, CancellationToken cancellationToken) =>
        [.. (await rows.ListAllAsync<PoisonRow>(Partitions.Poison, max, cancellationToken)).Select(stored => stored.Row.Message)];

    public async Task<bool> RemoveAsync(PoisonMessage message, CancellationToken cancellationToken) =>
        await rows.CommitAsync(Partitions.Poison, [RowWrite.Delete(new PoisonRow(message).RowKey)], cancellationToken) is not null;

    private sealed record PoisonRow(PoisonMessage Message) : IRow
    {
        [JsonIgnore]
        public string RowKey => Keys.Poison(Message.Queue, Message.Id);
    }
}
