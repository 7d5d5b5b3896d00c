using System.CommandLine;
using LinkWatch.Links;
using LinkWatch.Sweeping;

namespace LinkWatch.Local.Commands;

/// <summary><c>requeue</c>: retries messages that failed for good, after the cause was fixed.</summary>
internal static class RequeueCommand
{
    public static Command Create(CommandContext context)
    {
        var command = new Command("requeue", "Puts messages that failed for good back on their queues.")
        {
            CommonOptions.Data, CommonOptions.Storage, CommonOptions.Json
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var pipeline = await context.OpenAsync(parsed, cancellationToken);
            var counts = await pipeline.Get<PoisonMessages>().RequeueAsync(cancellationToken);
            await context.Io.Out.WriteLineAsync(parsed.GetValue(CommonOptions.Json) ? Json.Write(counts) : Words(counts));
            return CommandLine.Done;
        });
        return command;
    }

    private static string Words(IReadOnlyDictionary<string, int> counts) => counts.Values.Sum() == 0
        ? "No messages to put back."
        : $"Put back {string.Join(", ", counts.Where(queue => queue.Value > 0).Select(queue => $"{queue.Value} on {queue.Key}"))}.";
}
