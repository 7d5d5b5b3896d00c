using System.Text;
using System.Xml;
using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using LinkWatch.Storage;

namespace LinkWatch.Azure.Queues;

/// <summary>A storage queue. The service knows whole seconds only, so times are rounded up.</summary>
/// <param name="queue">Its client, without message encoding.</param>
/// <param name="name">The pipeline's name for it.</param>
public sealed class StorageQueue(QueueClient queue, string name) : IMessageQueue
{
    /// <summary>The service's limit: https://learn.microsoft.com/rest/api/storageservices/put-message.</summary>
    public const int MaxBytes = 64 * 1024;

    /// <summary>By default the service drops a message after seven days.</summary>
    private static readonly TimeSpan Never = TimeSpan.FromSeconds(-1);

    private readonly StorageErrors errors = new(queue.Uri);

    public string Name => name;

    /// <exception cref="ArgumentException">The text is too long, or holds characters that XML does not allow.</exception>
    public Task SendAsync(string text, TimeSpan delay, CancellationToken cancellationToken)
    {
        Check(text);
        return errors.TranslateAsync(
            async () =>
            {
                try
                {
                    return await queue.SendMessageAsync(
                        text, delay > TimeSpan.Zero ? WholeSeconds(delay) : null, Never, cancellationToken);
                }
                catch (RequestFailedException e) when (e.Status == 413)
                {
                    throw TooLarge(text, e);
                }
            },
            cancellationToken);
    }

    public Task<IReadOnlyList<ReceivedMessage>> ReceiveAsync(int max, TimeSpan lease, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(max);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(max, 32);
        return errors.TranslateAsync<IReadOnlyList<ReceivedMessage>>(
            async () => [.. (await queue.ReceiveMessagesAsync(max, WholeSeconds(lease), cancellationToken)).Value.Select(Received)],
            cancellationToken);
    }

    public Task<bool> DeleteAsync(ReceivedMessage message, CancellationToken cancellationToken) =>
        HeldAsync(() => queue.DeleteMessageAsync(message.Id, message.Receipt, cancellationToken), cancellationToken);

    public Task<bool> ReleaseAsync(ReceivedMessage message, TimeSpan delay, CancellationToken cancellationToken) =>
        HeldAsync(() => queue.UpdateMessageAsync(
            message.Id, message.Receipt, visibilityTimeout: WholeSeconds(delay), cancellationToken: cancellationToken), cancellationToken);

    public Task<bool> ReturnAsync(ReceivedMessage message, CancellationToken cancellationToken) =>
        ReleaseAsync(message, TimeSpan.Zero, cancellationToken);

    public Task<long> CountAsync(CancellationToken cancellationToken) => errors.TranslateAsync<long>(
        async () => (await queue.GetPropertiesAsync(cancellationToken)).Value.ApproximateMessagesCount, cancellationToken);

    private Task<bool> HeldAsync<T>(Func<Task<T>> call, CancellationToken cancellationToken) => errors.TranslateAsync(
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

    private void Check(string text)
    {
        if (Encoding.UTF8.GetByteCount(text) > MaxBytes) throw TooLarge(text, inner: null);
        try
        {
            XmlConvert.VerifyXmlChars(text);
        }
        catch (XmlException e)
        {
            // Half a surrogate pair would be replaced without a word, and other characters answered by a bare 400.
            throw new ArgumentException($"queue {name}: cannot carry this text: {e.Message}", nameof(text), e);
        }
    }

    private ArgumentException TooLarge(string text, Exception? inner) => new(
        $"queue {name}: a message of {Encoding.UTF8.GetByteCount(text)} bytes, at most {MaxBytes}", nameof(text), inner);

    private static TimeSpan WholeSeconds(TimeSpan time) => TimeSpan.FromSeconds(Math.Ceiling(time.TotalSeconds));

    private static ReceivedMessage Received(QueueMessage message) =>
        new(
            message.MessageId, message.PopReceipt, message.MessageText, (int)message.DequeueCount,
            message.InsertedOn ?? DateTimeOffset.UnixEpoch);
}
