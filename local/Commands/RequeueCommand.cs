using System.CommandLine;
using LinkWatch.Alerting.Delivery;
using LinkWatch.Links;
using LinkWatch.Sweeping;

namespace LinkWatch.Local.Commands;

/// <summary><c>requeue</c>: retries messages and deliveries that failed for good, after the cause was fixed.</summary>
internal static class RequeueCommand
{
    public static Command Create(CommandContext context)
    {
        var command = new Command("requeue", "Puts messages and alerts that failed for good back on their queues.")
        {
            CommonOptions.Data, CommonOptions.Storage, CommonOptions.Json
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var pipeline = await context.OpenAsync(parsed, cancellationToken);
            var messages = await pipeline.Get<PoisonMessages>().RequeueAsync(cancellationToken);
            var deliveries = await pipeline.Get<UndeliveredAlerts>().RequeueAsync(cancellationToken);
            await context.Io.Out.WriteLineAsync(
                parsed.GetValue(CommonOptions.Json)
                    ? Json.Write(new Dictionary<string, int>(messages) { ["deliveries"] = deliveries })
                    : Words(messages, deliveries));
            return CommandLine.Done;
        });
        return command;
    }

    private static string Words(IReadOnlyDictionary<string, int> messages, int deliveries)
    {
        var parts = messages.Where(queue => queue.Value > 0).Select(queue => $"{queue.Value} on {queue.Key}").ToList();
        if (deliveries > 0) parts.Add($"{Counted.Of(deliveries, "delivery", "deliveries")} that failed for good");
        return parts.Count == 0 ? "No messages to put back." : $"Put back {string.Join(", ", parts)}.";
    }
}
