using System.CommandLine;
using LinkWatch.Bench.Emulating;
using LinkWatch.Links;

namespace LinkWatch.Bench.Costs;

/// <summary>The commands about cloud costs.</summary>
internal static class CostCommands
{
    /// <summary>Relative to the repository's root: the latest figures, and the document generated from them.</summary>
    public const string Measured = "bench/Costs/measured.json";
    public const string Document = "docs/cost.md";

    public static IEnumerable<Command> All => [AzureCostCommand(), PlanCommand()];

    private static Command AzureCostCommand()
    {
        var checks = new Option<int>("--checks-per-day") { DefaultValueFactory = _ => 100_000, Description = "Checks per day." };
        var hours = new Option<double>("--hours") { DefaultValueFactory = _ => 0.5, Description = "How much of the day is counted." };
        var ticks = new Option<int>("--timed-ticks") { DefaultValueFactory = _ => 2, Description = "Ticks with realistic response times." };
        var write = new Option<bool>("--write") { Description = "Rewrites the document." };
        var command = new Command(
            "azure-cost", "The cost of checks on Azure: the real steps on Azurite, counted on the wire.") { checks, hours, ticks, write };
        command.SetAction((parsed, stop) => CostAsync(
            new CostOptions(parsed.GetValue(checks), parsed.GetValue(hours), parsed.GetValue(ticks)), parsed.GetValue(write), stop));
        return command;
    }

    private static Command PlanCommand()
    {
        var links = new Option<int>("--links") { DefaultValueFactory = _ => 1_000_000, Description = "Pages, with one link each." };
        var command = new Command("plan", "The time and memory that ticks need to plan a day of many links.") { links };
        command.SetAction((parsed, stop) => PlanBench.RunAsync(parsed.GetValue(links), stop));
        return command;
    }

    private static async Task<int> CostAsync(CostOptions options, bool isWritten, CancellationToken cancellationToken)
    {
        var root = Root();
        await using var azurite = await AzuriteProcess.StartAsync(
            Path.Combine(root, "tests", ".azurite"), Console.WriteLine, cancellationToken);
        var figures = await new AzureCost(options, Console.WriteLine).RunAsync(azurite, cancellationToken);
        var document = CostDocument.Of(figures);
        Console.WriteLine(document);
        if (!isWritten) return 0;
        await File.WriteAllTextAsync(Path.Combine(root, Measured), Json.Write(figures) + "\n", cancellationToken);
        await File.WriteAllTextAsync(Path.Combine(root, Document), document, cancellationToken);
        return 0;
    }

    private static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "LinkWatch.sln"))) return folder.FullName;
        }

        throw new InvalidOperationException("LinkWatch.sln was not found above the bench");
    }
}
