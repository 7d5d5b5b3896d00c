namespace LinkWatch.Alerting;

/// <summary>When alerts are sealed and how deliveries are tried again.</summary>
public sealed record AlertOptions
{
    /// <summary>For how long changes join an open alert, from the first on.</summary>
    public TimeSpan GatherFor { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>A delivery that was begun is not begun again by another within this time.</summary>
    public TimeSpan DeliveryLease { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>The first pause after a failed attempt; it doubles with each.</summary>
    public TimeSpan FirstRetry { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>No pause between two attempts is longer, whatever a provider asks for: a stored one was set by a wrong clock.</summary>
    public TimeSpan MaxPause { get; init; } = TimeSpan.FromDays(2);

    /// <summary>Attempts until a delivery has failed for good.</summary>
    public int MaxAttempts { get; init; } = 8;
}
