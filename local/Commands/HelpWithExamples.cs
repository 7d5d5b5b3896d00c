using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace LinkWatch.Local.Commands;

/// <summary>The library's help page, and what is typed most often below it.</summary>
internal sealed class HelpWithExamples(HelpAction page) : SynchronousCommandLineAction
{
    private static readonly Dictionary<string, string[]> Examples = new(StringComparer.Ordinal)
    {
        [""] =
        [
            "demo",
            "site set shop --domain shop.example --owner me@shop.example",
            "import links.csv --site shop",
            "run",
            "status",
            "check https://blog.example/teas --target https://shop.example/tea",
        ],
        ["site set"] =
        [
            "site set shop --domain shop.example --owner me@shop.example",
            "site set shop --channel smtp --alerts immediate",
            "site set shop --time-zone Europe/Vienna --quiet 22:00-07:00",
        ],
        ["keys"] = ["keys make --site shop --name reports --read-only", "keys list --site shop"],
        ["import"] =
        [
            "import links.csv --site shop --dry-run",
            "import export.csv --site shop --column target=\"Link to\"",
            "import links.csv --site shop --bad bad.csv",
        ],
        ["run"] = ["run", "run --all", "run --confirm fast --site shop"],
        ["recheck"] = ["recheck https://blog.example/teas", "recheck --status lost --site shop"],
        ["profile"] = ["profile --site shop", "profile --site shop --rows there,anchor=brand"],
        ["disavow"] = ["disavow import disavow.txt --site shop", "disavow export --site shop --add spam.txt -o disavow.txt"],
        ["disavow export"] =
        [
            "disavow export --site shop --add spam.txt -o disavow.txt",
            "disavow export --site shop --links acquired=paid -o disavow.txt",
        ],
        ["disavow diff"] = ["disavow diff old.txt new.txt", "disavow diff new.txt --site shop"],
        ["discover"] = ["discover access.log.*.gz --site shop --dry-run", "discover backlinks.csv --site shop"],
        ["reclaim"] = ["reclaim access.log --site shop", "reclaim access.log --site shop --format nginx"],
        ["ranks"] = ["ranks import cc-main-domain-ranks.txt.gz --kind commoncrawl", "ranks show blog.example"],
        ["backup"] = ["backup linkwatch-backup.tgz", "restore linkwatch-backup.tgz --data ./restored"],
        ["check"] = ["check https://blog.example/teas --target https://shop.example/tea", "check links.csv --json"],
    };

    /// <param name="command">The command's name below the root; empty for the root.</param>
    public static IReadOnlyList<string> Of(string command) => Examples.GetValueOrDefault(command) ?? [];

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var code = page.Invoke(parseResult);
        if (Of(CommandLine.PathOf(parseResult).TrimStart()) is not { Count: > 0 } examples) return code;
        var output = parseResult.InvocationConfiguration.Output;
        output.WriteLine("Examples:");
        foreach (var example in examples) output.WriteLine("  linkwatch " + example);
        output.WriteLine();
        return code;
    }
}
