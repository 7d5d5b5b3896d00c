namespace LinkWatch.Web;

/// <summary>The health of the host.</summary>
public interface IHealth
{
    Task<HealthReport> ReportAsync(CancellationToken cancellationToken);
}

/// <param name="Healthy">Whether the last attempt of every part succeeded.</param>
/// <param name="Parts">The parts by name.</param>
public sealed record HealthReport(bool Healthy, IReadOnlyDictionary<string, PartHealth> Parts)
{
    /// <summary>What waits in the queues; null if they couldn't be read.</summary>
    public QueueStanding? Queues { get; init; }
}

/// <param name="Poison">Messages that failed for good.</param>
/// <param name="Undelivered">Alerts that are due and not delivered on every channel.</param>
/// <param name="OldestUndelivered">Since when the oldest of them is due; null if there is none.</param>
/// <param name="FailedDeliveries">Deliveries that failed for good.</param>
public sealed record QueueStanding(long Poison, int Undelivered, DateTimeOffset? OldestUndelivered, int FailedDeliveries);

/// <param name="Succeeded">When it last succeeded; null if never.</param>
/// <param name="Error">Why its last attempt failed; null if it succeeded.</param>
public sealed record PartHealth(DateTimeOffset? Succeeded, string? Error);
