using LinkWatch.Metering;
using LinkWatch.Storage;
using LinkWatch.Web;
using Microsoft.Extensions.Logging;

namespace LinkWatch.Functions;

/// <summary>Whether storage answers in time and has all its tables, and what is stuck in the queues.</summary>
public sealed class StorageHealth(
    Stores stores, QueueHealth queues, ClockWatch clock, TimeProvider time, ILogger<StorageHealth> log) : IHealth
{
    /// <summary>Storage's clients wait and retry for minutes, and a probe gives up sooner.</summary>
    public static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(5);

    private const string Part = "storage";

    private DateTimeOffset? answeredAt;

    public async Task<HealthReport> ReportAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var parts = new Dictionary<string, PartHealth>(StringComparer.Ordinal);
        var standing = await AskAsync(parts, now, cancellationToken);
        if (clock.Recent is { } fault) parts["clock"] = new PartHealth(null, fault.Text);
        return new HealthReport(parts.Values.All(each => each.Error is null), parts) { Queues = standing };
    }

    private async Task<QueueStanding?> AskAsync(
        Dictionary<string, PartHealth> parts, DateTimeOffset now, CancellationToken cancellationToken)
    {
        try
        {
            using var limit = new CancellationTokenSource(MaxWait, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
            await ReadTablesAsync(either.Token);
            var (standing, stuck) = await queues.ReadAsync(either.Token);
            parts[Part] = new PartHealth(now, null);
            answeredAt = now;
            foreach (var (name, part) in stuck) parts[name] = part;
            return standing;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            // The caller has no key, so the details go to the log only.
            log.LogError(e, "Storage doesn't answer");
            parts[Part] = new PartHealth(answeredAt, "storage doesn't answer; see the log");
            return null;
        }
    }

    /// <summary>The tables of which <see cref="QueueHealth"/> reads nothing.</summary>
    private Task ReadTablesAsync(CancellationToken cancellationToken) => Task.WhenAll(
        stores.Pages.FindSliceAsync(shard: 0, Part, cancellationToken),
        stores.Sites.FindSiteAsync(Part, cancellationToken),
        stores.SharedReplacements.ListAsync(after: null, 1, cancellationToken));
}
