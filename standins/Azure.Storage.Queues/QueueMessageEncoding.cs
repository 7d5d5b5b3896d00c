namespace Azure.Storage.Queues;

/// <summary>How a message's text stands in the queue.</summary>
public enum QueueMessageEncoding
{
    None = 0,
    Base64 = 1,
}
