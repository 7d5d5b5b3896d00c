using System.CommandLine;

namespace LinkWatch.Bench.Profiling;

/// <summary>The commands about what a site's links are like.</summary>
internal static class ProfilingCommands
{
    public static IEnumerable<Command> All => [ProfileCommand()];

    private static Command ProfileCommand()
    {
        var links = new Option<int>("--links") { DefaultValueFactory = _ => 1_000_000, Description = "Links of the largest site." };
        var perDomain = new Option<int>("--per-domain") { DefaultValueFactory = _ => 4, Description = "Links of a referring domain." };
        var command = new Command("profile", "The time and memory of the profiles of sites of three sizes.") { links, perDomain };
        command.SetAction(parsed => ProfileMemory.Run(parsed.GetValue(links), parsed.GetValue(perDomain)));
        return command;
    }
}
