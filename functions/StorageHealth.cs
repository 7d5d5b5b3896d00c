using LinkWatch.Links;
using LinkWatch.Metering;
using LinkWatch.Storage;
using LinkWatch.Web;
using Microsoft.Extensions.Logging;

namespace LinkWatch.Functions;

/// <summary>
/// Whether storage answers. Asked without a key, so an answer stands for a while: probing costs whoever runs this next to nothing.
/// </summary>
public sealed class StorageHealth(ISiteStore sites, ClockWatch clock, TimeProvider time, ILogger<StorageHealth> log) : IHealth
{
    private const string Part = "storage";
    private static readonly TimeSpan StandsFor = TimeSpan.FromSeconds(15);

    private volatile Known? known;

    public async Task<HealthReport> ReportAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (known is { } last && now - last.At < StandsFor && !last.At.IsAhead(now)) return last.Report;
        var part = await AskAsync(now, cancellationToken);
        var parts = new Dictionary<string, PartHealth>(StringComparer.Ordinal) { [Part] = part };
        if (clock.Recent is { } fault) parts["clock"] = new PartHealth(null, fault.Text);
        var report = new HealthReport(parts.Values.All(each => each.Error is null), parts);
        known = new Known(now, report);
        return report;
    }

    private async Task<PartHealth> AskAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        try
        {
            await sites.FindSiteAsync(Part, cancellationToken);
            return new PartHealth(now, null);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            // Whoever asks has no key: what exactly is wrong is for the log.
            log.LogError(e, "Storage does not answer");
            return new PartHealth(known?.Report.Parts[Part].Succeeded, "storage does not answer; the log says why");
        }
    }

    private sealed record Known(DateTimeOffset At, HealthReport Report);
}
