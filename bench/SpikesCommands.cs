using System.CommandLine;

namespace LinkWatch.Bench;

/// <summary>The command about spikes in daily counts.</summary>
internal static class SpikesCommands
{
    public static IEnumerable<Command> All => [Spikes()];

    private static Command Spikes()
    {
        var series = new Option<int>("--series")
        {
            DefaultValueFactory = _ => 200,
            Description = "Series of each kind with attacks, and the same number without."
        };
        var seed = new Option<int>("--seed") { DefaultValueFactory = _ => 1000, Description = "The same seed gives the same series." };
        var command = new Command(
            "spikes", "The spike detector compared with common rules, on generated daily counts with known attacks.") { series, seed };
        command.SetAction(parsed => SpikesBench.Run(parsed.GetValue(series), parsed.GetValue(seed)));
        return command;
    }
}
