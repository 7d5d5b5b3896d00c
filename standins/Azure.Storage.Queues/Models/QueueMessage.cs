namespace Azure.Storage.Queues.Models;

/// <summary>A message that was received: hidden from others until <see cref="NextVisibleOn"/>.</summary>
public class QueueMessage
{
    internal QueueMessage()
    {
    }

    public required string MessageId { get; init; }

    /// <summary>Proves that the message was received, until it is received again.</summary>
    public required string PopReceipt { get; init; }

    public BinaryData Body { get; init; } = BinaryData.FromString("");

    public string MessageText => Body.ToString();

    public DateTimeOffset? NextVisibleOn { get; init; }

    public DateTimeOffset? InsertedOn { get; init; }

    public DateTimeOffset? ExpiresOn { get; init; }

    /// <summary>1 at the first time.</summary>
    public long DequeueCount { get; init; }
}
