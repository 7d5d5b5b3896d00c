using Azure.Storage.Queues;
using LinkWatch.Storage;

namespace LinkWatch.Azure.Queues;

/// <summary>The pipeline's queues in a storage account. Poison queues are named as the Functions host names them.</summary>
/// <param name="service">The account's queue service.</param>
/// <param name="prefix">The prefix of the queues' names.</param>
public sealed class StorageQueues(QueueServiceClient service, string prefix = "") : IMessageQueues
{
    private static readonly string[] Names = ["checks", "alerts", "checks-poison", "alerts-poison"];

    public IMessageQueue Checks => Named("checks");

    public IMessageQueue Alerts => Named("alerts");

    public IMessageQueue PoisonOf(IMessageQueue queue) => Named(queue.Name + "-poison");

    internal Task CreateAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(Names.Select(name =>
            service.GetQueueClient(prefix + name).CreateIfNotExistsAsync(cancellationToken: cancellationToken)));

    private StorageQueue Named(string name) => new(service.GetQueueClient(prefix + name), name);
}
