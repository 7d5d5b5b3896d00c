using System.CommandLine;

namespace LinkWatch.Bench;

/// <summary>The commands about spikes in daily counts.</summary>
internal static class SpikesCommands
{
    public static IEnumerable<Command> All => [Spikes(), Memory()];

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

    private static Command Memory()
    {
        var links = new Option<int>("--links") { DefaultValueFactory = _ => 1_000_000, Description = "Links of the largest site." };
        var command = new Command("spikes-memory", "What judging a day for spikes holds, of sites of three sizes.") { links };
        command.SetAction(parsed => SpikesMemory.Run(parsed.GetValue(links)));
        return command;
    }
}
