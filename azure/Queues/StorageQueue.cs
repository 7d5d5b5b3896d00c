using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using LinkWatch.Storage;

namespace LinkWatch.Azure.Queues;

/// <summary>A storage queue. Times are whole seconds there: they are rounded up.</summary>
/// <param name="queue">Its client, which encodes nothing.</param>
/// <param name="name">What the pipeline calls it.</param>
public sealed class StorageQueue(QueueClient queue, string name) : IMessageQueue
{
    /// <summary>The service would drop messages after seven days by itself.</summary>
    private static readonly TimeSpan Never = TimeSpan.FromSeconds(-1);

    private readonly StorageErrors faults = new(queue.Uri);

    public string Name => name;

    public Task SendAsync(string text, TimeSpan delay, CancellationToken cancellationToken) => faults.TranslateAsync(
        () => queue.SendMessageAsync(text, delay > TimeSpan.Zero ? WholeSeconds(delay) : null, Never, cancellationToken),
        cancellationToken);

    public Task<IReadOnlyList<ReceivedMessage>> ReceiveAsync(int max, TimeSpan lease, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(max);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(max, 32);
        return faults.TranslateAsync<IReadOnlyList<ReceivedMessage>>(
            async () => [.. (await queue.ReceiveMessagesAsync(max, WholeSeconds(lease), cancellationToken)).Value.Select(Received)],
            cancellationToken);
    }

    public Task<bool> DeleteAsync(ReceivedMessage message, CancellationToken cancellationToken) =>
        HeldAsync(() => queue.DeleteMessageAsync(message.Id, message.Receipt, cancellationToken), cancellationToken);

    public Task<bool> ReleaseAsync(ReceivedMessage message, TimeSpan delay, CancellationToken cancellationToken) =>
        HeldAsync(() => queue.UpdateMessageAsync(
            message.Id, message.Receipt, visibilityTimeout: WholeSeconds(delay), cancellationToken: cancellationToken), cancellationToken);

    public Task<long> CountAsync(CancellationToken cancellationToken) => faults.TranslateAsync<long>(
        async () => (await queue.GetPropertiesAsync(cancellationToken)).Value.ApproximateMessagesCount, cancellationToken);

    private Task<bool> HeldAsync<T>(Func<Task<T>> call, CancellationToken cancellationToken) => faults.TranslateAsync(
        async () =>
        {
            try
            {
                await call();
                return true;
            }
            catch (RequestFailedException e)
                when (e.ErrorCode == QueueErrorCode.MessageNotFound || e.ErrorCode == QueueErrorCode.PopReceiptMismatch)
            {
                return false;
            }
        },
        cancellationToken);

    private static TimeSpan WholeSeconds(TimeSpan time) => TimeSpan.FromSeconds(Math.Ceiling(time.TotalSeconds));

    private static ReceivedMessage Received(QueueMessage message) =>
        new(message.MessageId, message.PopReceipt, message.MessageText, (int)message.DequeueCount, message.InsertedOn
            ?? DateTimeOffset.UnixEpoch);
}
