using System.Text.Json.Serialization;

namespace LinkWatch.Storage;

/// <summary>Messages that failed for good, kept until someone puts them back.</summary>
public interface IPoisonStore
{
    /// <summary>Keeps a message; keeping it twice is once.</summary>
    Task KeepAsync(PoisonMessage message, CancellationToken cancellationToken);

    Task<IReadOnlyList<PoisonMessage>> ListAsync(int max, CancellationToken cancellationToken);

    Task<bool> RemoveAsync(PoisonMessage message, CancellationToken cancellationToken);
}

/// <param name="Queue">The queue it belongs to (not its poison queue).</param>
/// <param name="Id">The message's id.</param>
/// <param name="Text">What was sent.</param>
/// <param name="FailedAt">When it was given up.</param>
public sealed record PoisonMessage(string Queue, string Id, string Text, DateTimeOffset FailedAt);

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
