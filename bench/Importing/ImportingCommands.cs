using System.CommandLine;

namespace LinkWatch.Bench.Importing;

/// <summary>The commands about imports.</summary>
internal static class ImportingCommands
{
    public static IEnumerable<Command> All => [ImportRatioCommand()];

    private static Command ImportRatioCommand()
    {
        var links = new Option<int>("--links") { DefaultValueFactory = _ => 100_000, Description = "Links to import." };
        var rounds = new Option<int>("--rounds") { DefaultValueFactory = _ => 3, Description = "Rounds for each of the two." };
        var command = new Command(
            "import-ratio", "The time of linkwatch import, compared with a prepared statement that inserts the file's rows.")
        {
            links, rounds
        };
        command.SetAction(parsed => ImportRatio.RunAsync(parsed.GetValue(links), parsed.GetValue(rounds)));
        return command;
    }
}
