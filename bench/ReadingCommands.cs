using System.CommandLine;

namespace LinkWatch.Bench;

/// <summary>The commands about reading pages: the readers' speed, and whether they agree.</summary>
internal static class ReadingCommands
{
    public static IEnumerable<Command> All => [Scanner(), Reading(), ScannerFuzzing(), VerdictFuzzing(), AnswerFuzzing()];

    private static Command Scanner()
    {
        var (folder, pages, seed) = (Folder(), Pages(1_000), Seed());
        var command = new Command(
            "scanner", "The scanner on saved pages: speed, memory, abstentions, and agreement with AngleSharp.") { folder, pages, seed };
        command.SetAction(parsed =>
            ScannerBench.Run(parsed.GetRequiredValue(folder).FullName, parsed.GetValue(pages), parsed.GetValue(seed)));
        return command;
    }

    private static Command Reading()
    {
        var (folder, pages) = (Folder(), Pages(300));
        var command = new Command("reading", "CPU to read and judge a page, compared with the bare parsers.") { folder, pages };
        command.SetAction(parsed => ReadingBench.Run(parsed.GetRequiredValue(folder).FullName, parsed.GetValue(pages)));
        return command;
    }

    private static Command ScannerFuzzing()
    {
        var (pages, seed, only, seeds) = (Pages(200_000), Seed(), Only(), SeedFolder());
        var command = new Command(
            "scanner-fuzz", "Compares the scanner with AngleSharp on broken pages, and shrinks pages that differ.")
            { pages, seed, only, seeds };
        command.SetAction(parsed =>
            ScannerFuzz.Run(parsed.GetValue(pages), parsed.GetValue(seed), parsed.GetValue(only), parsed.GetValue(seeds)?.FullName));
        return command;
    }

    private static Command VerdictFuzzing()
    {
        var (pages, seed, only, seeds) = (Pages(200_000), Seed(), Only(), SeedFolder());
        var command = new Command(
            "verdict-fuzz", "Visits broken, cut and garbled pages, and checks all readers and the verdict.") { pages, seed, only, seeds };
        command.SetAction(parsed =>
            VerdictFuzz.RunAsync(parsed.GetValue(pages), parsed.GetValue(seed), parsed.GetValue(only), parsed.GetValue(seeds)?.FullName));
        return command;
    }

    private static Command AnswerFuzzing()
    {
        var answers = new Option<int>("--answers") { DefaultValueFactory = _ => 50_000, Description = "How many answers." };
        var (seed, only) = (Seed(), Only());
        var command = new Command(
            "answer-fuzz", "Visits pages whose HTTP answers are broken: the tolerant exchange, and the verdict.") { answers, seed, only };
        command.SetAction(parsed => AnswerFuzz.RunAsync(parsed.GetValue(answers), parsed.GetValue(seed), parsed.GetValue(only)));
        return command;
    }

    private static Argument<DirectoryInfo> Folder() =>
        new Argument<DirectoryInfo>("FOLDER")
        {
            DefaultValueFactory = _ => new DirectoryInfo("/usr/share/doc"),
            Description = "The folder with saved pages."
        }.AcceptExistingOnly();

    private static Option<int> Pages(int pages) =>
        new("--pages") { DefaultValueFactory = _ => pages, Description = "At most this many pages." };

    private static Option<int> Seed() =>
        new("--seed") { DefaultValueFactory = _ => 1, Description = "The same seed gives the same pages." };

    private static Option<int?> Only() => new("--only") { Description = "Only the page with this number." };

    private static Option<DirectoryInfo> SeedFolder() =>
        new Option<DirectoryInfo>("--folder") { Description = "More pages to break, besides the built-in ones." }.AcceptExistingOnly();
}
