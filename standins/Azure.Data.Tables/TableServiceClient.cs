using Azure.Core;

namespace Azure.Data.Tables;

/// <summary>
/// Stands in for the client of package Azure.Data.Tables 12.11.0 where a registry lacks it: the same names for what LinkWatch
/// uses, and the same requests, on the same pipeline.
/// </summary>
public class TableServiceClient
{
    private readonly TableTransport transport;

    /// <exception cref="FormatException">The connection string lacks what is needed.</exception>
    public TableServiceClient(string connectionString)
        : this(connectionString, null)
    {
    }

    /// <exception cref="FormatException">The connection string lacks what is needed.</exception>
    public TableServiceClient(string connectionString, TableClientOptions? options = null) =>
        transport = TableTransport.Of(ConnectionString.Parse(connectionString), options ?? new TableClientOptions());

    /// <param name="endpoint">Such as <c>https://name.table.core.windows.net/</c>; tokens are sent over https only.</param>
    /// <param name="tokenCredential">Gives tokens for storage.</param>
    /// <param name="options">Null for the defaults.</param>
    public TableServiceClient(Uri endpoint, TokenCredential tokenCredential, TableClientOptions? options = null) =>
        transport = TableTransport.Of(endpoint, tokenCredential, options ?? new TableClientOptions());

#pragma warning disable CS8618 // For mocks, which override what they use.
    protected TableServiceClient()
    {
    }
#pragma warning restore CS8618

    public virtual Uri Uri => transport.Endpoint;

    public virtual TableClient GetTableClient(string tableName) => new(tableName, transport);
}
