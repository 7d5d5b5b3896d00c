using System.Globalization;
using LinkWatch.Alerting.Delivery;
using LinkWatch.Links;
using LinkWatch.Sweeping;

namespace LinkWatch.Web;

/// <summary>What is stuck, for both hosts: messages that failed for good, and alerts that reach nobody.</summary>
public sealed class QueueHealth(PoisonMessages poison, UndeliveredAlerts alerts, TimeProvider time)
{
    /// <summary>The queues, and a part for the messages and one for the alerts.</summary>
    public async Task<(QueueStanding Queues, IReadOnlyDictionary<string, PartHealth> Parts)> ReadAsync(CancellationToken cancellationToken)
    {
        var messages = await poison.CountAsync(cancellationToken);
        var count = await alerts.CountAsync(cancellationToken);
        var parts = new Dictionary<string, PartHealth>(StringComparer.Ordinal)
        {
            ["messages"] = Part(Failed(messages, "message")),
            ["alerts"] = Part(ProblemOf(count)),
        };
        return (new QueueStanding(messages, count.Waiting, count.Oldest, count.Failed), parts);
    }

    private PartHealth Part(string? problem) => new(problem is null ? time.GetUtcNow() : null, problem);

    private static string? Failed(long count, string one, string? many = null) => count == 0
        ? null
        : $"{Counted.Of(count, one, many)} failed for good; linkwatch requeue puts {(count == 1 ? "it" : "them")} back";

    private static string? ProblemOf(UndeliveredCount count)
    {
        var oldest = count.Oldest?.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        var overdue = count.Overdue > 0
            ? $"{Counted.Of(count.Overdue, "alert")} could not be delivered yet, the oldest due since {oldest} UTC"
            : null;
        var failed = Failed(count.Failed, "delivery", "deliveries");
        return (overdue, failed) is (null, null) ? null : string.Join("; ", new[] { overdue, failed }.OfType<string>());
    }
}
