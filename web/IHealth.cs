namespace LinkWatch.Web;

/// <summary>The health of the host.</summary>
public interface IHealth
{
    Task<HealthReport> ReportAsync(CancellationToken cancellationToken);
}

/// <param name="Healthy">Whether the last attempt of every part succeeded.</param>
/// <param name="Parts">The parts by name.</param>
public sealed record HealthReport(bool Healthy, IReadOnlyDictionary<string, PartHealth> Parts);

/// <param name="Succeeded">When it last succeeded; null if never.</param>
/// <param name="Error">Why its last attempt failed; null if it succeeded.</param>
public sealed record PartHealth(DateTimeOffset? Succeeded, string? Error);
