using System.CommandLine;

namespace LinkWatch.Bench.Simulating;

/// <summary>The commands about simulated runs.</summary>
internal static class SimulatingCommands
{
    public static IEnumerable<Command> All => [Seeds()];

    private static Command Seeds()
    {
        var profile = new Option<string>("--profile") { DefaultValueFactory = _ => "harsh", Description = "As for linkwatch simulate." };
        var seeds = new Option<int>("--seeds") { DefaultValueFactory = _ => 20, Description = "Runs, with seeds from 1." };
        var days = new Option<int>("--days") { DefaultValueFactory = _ => 60, Description = "Days of each run." };
        var links = new Option<int>("--links") { DefaultValueFactory = _ => 200, Description = "Links of each run." };
        var command = new Command(
            "simulate-seeds",
            "Runs the simulator with many seeds: all mistakes, and the hours until a change is stored.") { profile, seeds, days, links };
        command.SetAction((parsed, cancellationToken) =>
            SeedRuns.RunAsync(
                parsed.GetValue(profile)!, parsed.GetValue(seeds), parsed.GetValue(days), parsed.GetValue(links), cancellationToken));
        return command;
    }
}
