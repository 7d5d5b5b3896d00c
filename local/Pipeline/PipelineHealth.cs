using System.Collections.Concurrent;
using LinkWatch.Alerting;
using LinkWatch.Alerting.Channels;
using LinkWatch.Alerting.Delivery;
using LinkWatch.Checking;
using LinkWatch.Metering;
using LinkWatch.Storage;
using LinkWatch.Web;
using Microsoft.Extensions.Logging;

namespace LinkWatch.Local.Pipeline;

/// <summary>When each part of the pipeline last succeeded, and why its last attempt failed.</summary>
public sealed class PipelineHealth(
    ConnectivityGuard outage, ClockWatch clock, QueueHealth queues, ISiteStore sites, IEnumerable<IAlertChannel> channels,
    TimeProvider time, ILogger<PipelineHealth> log) : IHealth
{
    private readonly ConcurrentDictionary<string, PartHealth> parts = new();

    /// <summary>
    /// Lists our own network among the parts while it seems to be down, and the clock for an hour after it was found wrong.
    /// </summary>
    public IReadOnlyDictionary<string, PartHealth> Parts
    {
        get
        {
            var all = new Dictionary<string, PartHealth>(parts, StringComparer.Ordinal);
            if (outage.Since is { } since)
                all["network"] = new(since, "nearly all hosts fail at once; our own network seems to be down, so nothing is judged");
            if (clock.Recent is { } fault) all["clock"] = new(null, fault.Text);
            return all;
        }
    }

    public bool IsHealthy => Parts.Values.All(part => part.Error is null);

    public async Task<HealthReport> ReportAsync(CancellationToken cancellationToken)
    {
        var all = new Dictionary<string, PartHealth>(Parts, StringComparer.Ordinal);
        QueueStanding? standing = null;
        try
        {
            (standing, var stuck) = await queues.ReadAsync(cancellationToken);
            foreach (var (name, part) in stuck) all[name] = part;
            if (await OutboxAsync(cancellationToken) is { } outbox) all["outbox"] = outbox;
        }
        catch (StorageException e)
        {
            log.LogWarning("Storage doesn't answer: {Problem}", e.Message);
            all["storage"] = new(null, "storage doesn't answer; see the log");
        }

        return new HealthReport(all.Values.All(part => part.Error is null), all) { Queues = standing };
    }

    public void Succeeded(string part) => parts[part] = new PartHealth(time.GetUtcNow(), null);

    public void Failed(string part, string error) => parts[part] = new PartHealth(parts.GetValueOrDefault(part)?.Succeeded, error);

    /// <summary>Whether the outbox folder can be written; null if no site's alerts go there.</summary>
    private async Task<PartHealth?> OutboxAsync(CancellationToken cancellationToken)
    {
        if (channels.OfType<OutboxChannel>().FirstOrDefault() is not { } outbox) return null;
        var isUsed = (await sites.ListSitesAsync(cancellationToken)).Any(site => AlertSealer.ChannelsOf(site.Row).Contains(outbox.Name));
        if (!isUsed) return null;
        return outbox.CanWrite() ? new(time.GetUtcNow(), null) : new(null, "the outbox folder can't be written, so alerts wait");
    }
}
