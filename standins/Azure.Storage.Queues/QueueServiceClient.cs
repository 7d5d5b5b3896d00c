using Azure.Core;

namespace Azure.Storage.Queues;

/// <summary>
/// Stands in for the client of package Azure.Storage.Queues 12.28.1 where a registry lacks it: the same names for what LinkWatch
/// uses, and the same requests, on the same pipeline.
/// </summary>
public class QueueServiceClient
{
    private readonly QueueTransport transport;

    /// <exception cref="FormatException">The connection string lacks what is needed.</exception>
    public QueueServiceClient(string connectionString)
        : this(connectionString, new QueueClientOptions())
    {
    }

    /// <exception cref="FormatException">The connection string lacks what is needed.</exception>
    public QueueServiceClient(string connectionString, QueueClientOptions? options) =>
        transport = QueueTransport.Of(ConnectionString.Parse(connectionString), options ?? new QueueClientOptions());

    /// <param name="serviceUri">Such as <c>https://name.queue.core.windows.net/</c>; tokens are sent over https only.</param>
    /// <param name="credential">Gives tokens for storage.</param>
    /// <param name="options">Null for the defaults.</param>
    public QueueServiceClient(Uri serviceUri, TokenCredential credential, QueueClientOptions? options = null) =>
        transport = QueueTransport.Of(serviceUri, credential, options ?? new QueueClientOptions());

#pragma warning disable CS8618 // For mocks, which override what they use.
    protected QueueServiceClient()
    {
    }
#pragma warning restore CS8618

    public virtual Uri Uri => transport.Endpoint;

    public virtual QueueClient GetQueueClient(string queueName) => new(queueName, transport);
}
