using System.CommandLine;

namespace LinkWatch.Bench.Checking;

/// <summary>The commands about complete checks.</summary>
internal static class CheckingCommands
{
    public static IEnumerable<Command> All => [CheckRatioCommand(), RunRatioCommand(), HostileMemoryCommand(), ServePages(), FetchOnly()];

    private static Command CheckRatioCommand() =>
        Comparison("check-ratio", "The rate of linkwatch check, compared with a loop that only fetches.", CheckRatio.RunAsync);

    private static Command RunRatioCommand() =>
        Comparison("run-ratio", "The rate of linkwatch run, compared with linkwatch check.", RunRatio.RunAsync);

    private static Command Comparison(string name, string description, Func<int, int, int, IReadOnlyList<string>, Task<int>> run)
    {
        var rows = new Option<int>("--rows")
        {
            DefaultValueFactory = _ => 20_000,
            Description = "Rows to check; if there are fewer pages, they repeat."
        };
        var rounds = new Option<int>("--rounds") { DefaultValueFactory = _ => 3, Description = "Rounds for each of the two." };
        var parallel = new Option<int>("--parallel") { DefaultValueFactory = _ => 16, Description = "Requests in parallel, for both." };
        var folders = new Argument<string[]>("FOLDER") { Description = "Folders with saved pages.", Arity = ArgumentArity.OneOrMore };
        var command = new Command(name, description) { rows, rounds, parallel, folders };
        command.SetAction(parsed => run(
            parsed.GetValue(rows), parsed.GetValue(rounds), parsed.GetValue(parallel), parsed.GetRequiredValue(folders)));
        return command;
    }

    private static Command HostileMemoryCommand()
    {
        var pages = new Option<int>("--pages") { DefaultValueFactory = _ => 100, Description = "Pages to check." };
        var parallel = new Option<int>("--parallel") { DefaultValueFactory = _ => 100, Description = "Pages at once." };
        var kind = new Option<string?>("--kind") { Description = "Only pages of this kind." };
        var command = new Command("hostile-memory", "The memory of linkwatch check on hostile pages of 5 MiB.") { pages, parallel, kind };
        command.SetAction(parsed =>
            HostileMemory.RunAsync(parsed.GetValue(pages), parsed.GetValue(parallel), parsed.GetValue(kind)));
        return command;
    }

    private static Command ServePages()
    {
        var list = new Argument<string>("LIST");
        var hosts = new Option<int>("--hosts") { DefaultValueFactory = _ => 1, Description = "How many ports it listens on." };
        var command = new Command("serve-pages", "Serves the files of a list on loopback (check-ratio starts it).") { list, hosts };
        command.SetAction(parsed => PageServer.RunAsync(parsed.GetRequiredValue(list), parsed.GetValue(hosts)));
        return command;
    }

    private static Command FetchOnly()
    {
        var rows = new Argument<string>("ROWS");
        var parallel = new Argument<int>("PARALLEL");
        var command = new Command("fetch-only", "Fetches the pages of a list (check-ratio starts it).") { rows, parallel };
        command.SetAction(parsed => BareLoop.RunAsync(parsed.GetRequiredValue(rows), parsed.GetValue(parallel)));
        return command;
    }
}
