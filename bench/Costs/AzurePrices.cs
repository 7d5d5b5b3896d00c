namespace LinkWatch.Bench.Costs;

/// <summary>Prices in US dollars, pay as you go, without what is free each month.</summary>
internal static class AzurePrices
{
    public const double GigabyteSecond = 0.000026;
    public const double Execution = 0.40 / 1_000_000;
    public const double TableOperation = 0.00036 / 10_000;
    public const double QueueOperation = 0.004 / 10_000;

    /// <summary>Leases and logs of the host: as a queue's.</summary>
    public const double BlobOperation = 0.004 / 10_000;

    /// <summary>The instance that the templates choose.</summary>
    public const double InstanceGigabytes = 0.5;

    /// <summary>What an execution is billed at least.</summary>
    public const double MinSeconds = 1;

    public static IReadOnlyList<Price> All { get; } =
    [
        new("Functions, Flex Consumption, on demand", "GB-second", GigabyteSecond,
            "https://azure.microsoft.com/pricing/details/functions/"),
        new(
            "Functions, Flex Consumption",
            "million executions",
            Execution * 1_000_000,
            "https://azure.microsoft.com/pricing/details/functions/"),
        new("Table Storage", "10,000 operations", TableOperation * 10_000, "https://azure.microsoft.com/pricing/details/storage/tables/"),
        new("Queue Storage", "10,000 operations", QueueOperation * 10_000, "https://azure.microsoft.com/pricing/details/storage/queues/"),
        new(
            "Blob Storage (the host's leases)",
            "10,000 operations",
            BlobOperation * 10_000,
            "https://azure.microsoft.com/pricing/details/storage/blobs/"),
    ];
}

/// <param name="What">The service.</param>
/// <param name="Unit">What is billed.</param>
/// <param name="Dollars">For one unit.</param>
/// <param name="Source">Where Azure says so; taken from secondary sources in 2026.</param>
internal sealed record Price(string What, string Unit, double Dollars, string Source);
