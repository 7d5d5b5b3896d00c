namespace Azure.Storage.Queues.Models;

/// <summary>A message that was looked at, and stays where it is.</summary>
public class PeekedMessage
{
    internal PeekedMessage()
    {
    }

    public required string MessageId { get; init; }

    public BinaryData Body { get; init; } = BinaryData.FromString("");

    public string MessageText => Body.ToString();

    public DateTimeOffset? InsertedOn { get; init; }

    public DateTimeOffset? ExpiresOn { get; init; }

    public long DequeueCount { get; init; }
}
