namespace LinkWatch.Web;

/// <summary>How the host that answers is doing.</summary>
public interface IHealth
{
    Task<HealthReport> ReportAsync(CancellationToken cancellationToken);
}

/// <param name="Healthy">Whether every part did its work the last time.</param>
/// <param name="Parts">The parts by name.</param>
public sealed record HealthReport(bool Healthy, IReadOnlyDictionary<string, PartHealth> Parts);

/// <param name="Succeeded">When it last succeeded; null where it never did.</param>
/// <param name="Error">What its last attempt ran into; null where that succeeded.</param>
public sealed record PartHealth(DateTimeOffset? Succeeded, string? Error);
