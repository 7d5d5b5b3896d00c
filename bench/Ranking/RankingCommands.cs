using System.CommandLine;

namespace LinkWatch.Bench.Ranking;

/// <summary>The commands about rank lists.</summary>
internal static class RankingCommands
{
    public static IEnumerable<Command> All => [RanksCommand()];

    private static Command RanksCommand()
    {
        var domains = new Option<int>("--domains") { DefaultValueFactory = _ => 10_000_000, Description = "Domains of the list." };
        var lookUps = new Option<int>("--look-ups") { DefaultValueFactory = _ => 100_000, Description = "Domains to look up." };
        var command = new Command("ranks", "Reads, imports and looks up in a generated rank list of Common Crawl's form.")
        {
            domains, lookUps
        };
        command.SetAction((parsed, cancellationToken) =>
            RanksBench.RunAsync(parsed.GetValue(domains), parsed.GetValue(lookUps), cancellationToken));
        return command;
    }
}
