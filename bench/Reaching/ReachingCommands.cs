using System.CommandLine;

namespace LinkWatch.Bench.Reaching;

/// <summary>The command about how far a lost link reaches through the code.</summary>
internal static class ReachingCommands
{
    public static IEnumerable<Command> All => [ReachCommand()];

    private static Command ReachCommand()
    {
        var list = new Option<bool>("--list") { Description = "Name the files." };
        var command = new Command("reach", "The files that a lost link enters from timer to mail. Build the tests first.") { list };
        command.SetAction(parsed => Reach.RunAsync(parsed.GetValue(list)));
        return command;
    }
}
