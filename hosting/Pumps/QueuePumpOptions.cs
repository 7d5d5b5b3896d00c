namespace LinkWatch.Hosting.Pumps;

/// <summary>How a queue is processed.</summary>
public sealed record QueuePumpOptions
{
    /// <summary>Messages handled in parallel.</summary>
    public int MaxAtOnce { get; init; } = 8;

    /// <summary>How long a message is hidden from others. Must be longer than handling takes: a lease is not renewed.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>How long a failed message waits for its next attempt.</summary>
    public TimeSpan RetryAfter { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Attempts before a message goes to the poison queue.</summary>
    public int MaxAttempts { get; init; } = 5;

    /// <summary>The first wait after finding the queue empty; it doubles each time, up to <see cref="LongestIdle"/>.</summary>
    public TimeSpan ShortestIdle { get; init; } = TimeSpan.FromMilliseconds(250);

    public TimeSpan LongestIdle { get; init; } = TimeSpan.FromSeconds(2);
}
