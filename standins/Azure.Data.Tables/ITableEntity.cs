namespace Azure.Data.Tables;

/// <summary>A row of a table.</summary>
public interface ITableEntity
{
    string PartitionKey { get; set; }

    string RowKey { get; set; }

    /// <summary>Kept by the service.</summary>
    DateTimeOffset? Timestamp { get; set; }

    ETag ETag { get; set; }
}
