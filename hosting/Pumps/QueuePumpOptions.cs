namespace LinkWatch.Hosting.Pumps;

/// <summary>How a queue is worked off.</summary>
public sealed record QueuePumpOptions
{
    /// <summary>Messages handled side by side.</summary>
    public int MaxAtOnce { get; init; } = 8;

    /// <summary>How long a message is hidden from others. Longer than its handling can take: a lease is not renewed.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>How long a message that failed waits for its next attempt.</summary>
    public TimeSpan RetryAfter { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Attempts until a message is given up.</summary>
    public int MaxAttempts { get; init; } = 5;

    /// <summary>The first wait after finding the queue empty; it doubles with each …</summary>
    public TimeSpan ShortestIdle { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>… up to this.</summary>
    public TimeSpan LongestIdle { get; init; } = TimeSpan.FromSeconds(2);
}
