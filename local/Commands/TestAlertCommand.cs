using System.CommandLine;
using LinkWatch.Alerting.Delivery;
using LinkWatch.Alerting.Digests;
using LinkWatch.Links;

namespace LinkWatch.Local.Commands;

/// <summary><c>test-alert</c>: sends a test alert on each channel of a site.</summary>
internal static class TestAlertCommand
{
    public static Command Create(CommandContext context)
    {
        var command = new Command("test-alert", "Sends a test alert on each channel of a site, and reports the result.")
        {
            CommonOptions.Site, CommonOptions.Data, CommonOptions.Storage, CommonOptions.Json, CommonOptions.AllowAddress
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var pipeline = await context.OpenAsync(parsed, cancellationToken);
            var owner = await pipeline.SiteAsync(parsed.GetRequiredValue(CommonOptions.Site), cancellationToken);
            var isJson = parsed.GetValue(CommonOptions.Json);
            var isAccepted = true;
            await foreach (var test in pipeline.Get<TestAlert>().SendAsync(owner, cancellationToken))
            {
                isAccepted &= test.Outcome.Result == DeliveryResult.Accepted;
                await context.Io.Out.WriteLineAsync(
                    isJson ? Json.Write(new TestLine(owner.Id, test.Channel, test.Outcome.Result, test.Outcome.Note)) : Words(test));
            }

            return isAccepted ? CommandLine.Done : CommandLine.NotWell;
        });
        return command;
    }

    private static string Words(ChannelTest test)
    {
        var result = test.Outcome.Result switch
        {
            DeliveryResult.Accepted => "accepted",
            DeliveryResult.Retry => "not accepted now; a real alert would be retried",
            _ => "refused",
        };
        return $"{test.Channel}: {result}{(test.Outcome.Note is { } note ? $" ({PlainText.OneLine(note)})" : "")}";
    }

    private sealed record TestLine(string Site, string Channel, DeliveryResult Result, string? Note);
}
