using LinkWatch.Links;

namespace LinkWatch.Web;

/// <summary>Anybody may ask for the health, and a report reads thousands of rows: one is given for a while.</summary>
public sealed class CachedHealth(IHealth health, TimeProvider time) : IHealth
{
    public static readonly TimeSpan StandsFor = TimeSpan.FromSeconds(15);

    private volatile Known? known;

    public async Task<HealthReport> ReportAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (known is { } last && now - last.At < StandsFor && !last.At.IsAhead(now)) return last.Report;
        var report = await health.ReportAsync(cancellationToken);
        known = new Known(now, report);
        return report;
    }

    private sealed record Known(DateTimeOffset At, HealthReport Report);
}
