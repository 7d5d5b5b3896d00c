using System.CommandLine;

namespace LinkWatch.Bench.Listing;

/// <summary>The commands about what owners look at.</summary>
internal static class ListingCommands
{
    public static IEnumerable<Command> All =>
    [
        Compare("list-ratio", "The time of a page of a site's lists, compared with a site of a hundred links.", ListRatio.RunAsync),
        Compare(
            "dashboard-ratio", "The time of a page of the dashboard, compared with a site of a hundred links.", DashboardRatio.RunAsync),
    ];

    private static Command Compare(string name, string about, Func<int, int, string?, CancellationToken, Task<int>> run)
    {
        var links = new Option<int>("--links") { DefaultValueFactory = _ => 100_000, Description = "Links of the large site." };
        var rounds = new Option<int>("--rounds") { DefaultValueFactory = _ => 100, Description = "Rounds for each question." };
        var azurite = new Option<string?>("--azurite")
        {
            Description = "Measures on Azurite, installed in this folder, instead of SQLite.",
            HelpName = "FOLDER",
        };
        var command = new Command(name, about) { links, rounds, azurite };
        command.SetAction((parsed, cancellationToken) => run(
            parsed.GetValue(links), parsed.GetValue(rounds), parsed.GetValue(azurite), cancellationToken));
        return command;
    }
}
