using Azure.Core;

namespace Azure.Storage.Queues;

/// <summary>Encoding, retries, transport, diagnostics and policies of the clients of queues.</summary>
public class QueueClientOptions(QueueClientOptions.ServiceVersion version = QueueClientOptions.ServiceVersion.V2021_12_02) : ClientOptions
{
    /// <summary>The versions of the service that the client speaks.</summary>
    public enum ServiceVersion
    {
        V2020_12_06 = 9,
        V2021_12_02 = 15,
    }

    public ServiceVersion Version { get; } = version;

    public QueueMessageEncoding MessageEncoding { get; set; }

    internal string VersionHeader => Version == ServiceVersion.V2020_12_06 ? "2020-12-06" : "2021-12-02";
}
