namespace Microsoft.Azure.Functions.Worker;

/// <summary>Stand-in: calls a function with each message of a storage queue.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class QueueTriggerAttribute(string queueName) : Attribute
{
    public string QueueName { get; } = queueName;

    /// <summary>The settings' prefix that says where the queue is.</summary>
    public string? Connection { get; set; }
}
