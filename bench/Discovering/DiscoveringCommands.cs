using System.CommandLine;

namespace LinkWatch.Bench.Discovering;

/// <summary>The commands about discovery.</summary>
internal static class DiscoveringCommands
{
    public static IEnumerable<Command> All => [LogsCommand()];

    private static Command LogsCommand()
    {
        var megabytes = new Option<int>("--megabytes") { DefaultValueFactory = _ => 1000, Description = "Size of the log." };
        var command = new Command("logs", "Reads a generated access log in the combined format, plain and gzip.") { megabytes };
        command.SetAction((parsed, cancellationToken) => LogsBench.RunAsync(parsed.GetValue(megabytes), cancellationToken));
        return command;
    }
}
