namespace LinkWatch.Web.Dashboard.Serving;

/// <summary>What the host's storage has taken since this process opened it.</summary>
/// <param name="Since">When that was.</param>
public sealed record StorageUse(DateTimeOffset Since)
{
    /// <summary>The size of the file; null if the rows are in a storage account.</summary>
    public long? FileBytes { get; init; }

    /// <summary>The file's size when it was opened.</summary>
    public long BytesAtStart { get; init; }

    /// <summary>Requests of this process to the account's tables and queues, each of which is billed.</summary>
    public long TableRequests { get; init; }

    public long QueueRequests { get; init; }

    /// <summary>Whether the process itself is billed by what it does.</summary>
    public bool IsServerless { get; init; }
}
