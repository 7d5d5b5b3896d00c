using System.CommandLine;

namespace LinkWatch.Bench.Profiling;

/// <summary>The commands about what a site's links are like.</summary>
internal static class ProfilingCommands
{
    public static IEnumerable<Command> All => [ProfileCommand(), MonthCommand()];

    private static Command ProfileCommand()
    {
        var links = new Option<int>("--links") { DefaultValueFactory = _ => 1_000_000, Description = "Links of the largest site." };
        var perDomain = new Option<int>("--per-domain") { DefaultValueFactory = _ => 4, Description = "Links of a referring domain." };
        var stored = new Option<bool>("--stored") { Description = "Measures linkwatch profile on a SQLite file." };
        var command = new Command("profile", "The time and memory of the profiles of sites of three sizes.") { links, perDomain, stored };
        command.SetAction((parsed, cancellationToken) => parsed.GetValue(stored)
            ? StoredRuns.ProfilesAsync(parsed.GetValue(links), parsed.GetValue(perDomain), cancellationToken)
            : Task.FromResult(ProfileMemory.Run(parsed.GetValue(links), parsed.GetValue(perDomain))));
        return command;
    }

    private static Command MonthCommand()
    {
        var changes = new Option<int>("--changes") { DefaultValueFactory = _ => 100_000, Description = "Changes of the largest month." };
        var command = new Command("month", "The time and memory of linkwatch report on months of three sizes.") { changes };
        command.SetAction((parsed, cancellationToken) => StoredRuns.MonthsAsync(parsed.GetValue(changes), cancellationToken));
        return command;
    }
}
