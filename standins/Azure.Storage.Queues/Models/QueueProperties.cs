namespace Azure.Storage.Queues.Models;

/// <summary>What the service knows of a queue.</summary>
public class QueueProperties
{
    internal QueueProperties()
    {
    }

    /// <summary>Hidden messages included; never less than there are.</summary>
    public int ApproximateMessagesCount { get; init; }
}
