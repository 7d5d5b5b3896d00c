namespace LinkWatch.Bench.Costs;

/// <summary>Prices in US dollars, pay as you go, without the monthly free grant.</summary>
internal static class AzurePrices
{
    public const double GigabyteSecond = 0.000026;
    public const double Execution = 0.40 / 1_000_000;
    public const double TableOperation = 0.00036 / 10_000;
    public const double QueueOperation = 0.004 / 10_000;

    /// <summary>For the host's leases and logs; the same price as for queues.</summary>
    public const double BlobOperation = 0.004 / 10_000;

    /// <summary>The instance size in the templates.</summary>
    public const double InstanceGigabytes = 0.5;

    /// <summary>The minimum that an execution is billed for.</summary>
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
/// <param name="Unit">The unit that is billed.</param>
/// <param name="Dollars">Dollars per unit.</param>
/// <param name="Source">Azure's price page. The price was taken from secondary sources in 2026.</param>
internal sealed record Price(string What, string Unit, double Dollars, string Source);
