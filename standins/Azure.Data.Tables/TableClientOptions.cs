using Azure.Core;

namespace Azure.Data.Tables;

/// <summary>Retries, transport, diagnostics and policies of the clients of tables.</summary>
public class TableClientOptions : ClientOptions
{
    public TableClientOptions(ServiceVersion serviceVersion = ServiceVersion.V2020_12_06) =>
        Version = serviceVersion == ServiceVersion.V2019_02_02 ? "2019-02-02" : "2020-12-06";

    /// <summary>The versions of the service that the client speaks.</summary>
    public enum ServiceVersion
    {
        V2019_02_02 = 1,
        V2020_12_06 = 2,
    }

    internal string Version { get; }
}
