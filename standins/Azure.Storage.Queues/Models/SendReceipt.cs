namespace Azure.Storage.Queues.Models;

/// <summary>A message that was sent.</summary>
public class SendReceipt
{
    internal SendReceipt()
    {
    }

    public required string MessageId { get; init; }

    public required string PopReceipt { get; init; }

    public DateTimeOffset InsertionTime { get; init; }

    public DateTimeOffset ExpirationTime { get; init; }

    public DateTimeOffset TimeNextVisible { get; init; }
}
