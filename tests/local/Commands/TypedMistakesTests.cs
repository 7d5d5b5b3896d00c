using LinkWatch.Tests.Support;

namespace LinkWatch.Tests.Local.Commands;

/// <summary>What is typed wrongly, in every command: one line in the words of the help, exit code 2, and nothing is changed.</summary>
public sealed class TypedMistakesTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("linkwatch-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    public static TheoryData<string, string> Mistakes => new()
    {
        // Something is missing.
        { "import", "import needs FILE and --site ID (see linkwatch import --help)" },
        { "import links.csv", "import needs --site ID (see linkwatch import --help)" },
        { "import --site shop", "import needs FILE (see linkwatch import --help)" },
        { "import links.csv --site", "--site: ID is missing after it (see linkwatch import --help)" },
        { "export", "export needs --site ID" },
        { "report", "report needs --site ID" },
        { "letters", "letters needs --site ID" },
        { "letters draft", "draft needs PAGE and --site ID (see linkwatch letters draft --help)" },
        { "site", "site needs one of set, list, remove (see linkwatch site --help)" },
        { "keys", "keys needs one of list, make, revoke" },
        { "inbox", "inbox needs one of list, add, dismiss, track, retry, fetch" },
        { "disavow", "disavow needs one of import, export, diff" },
        { "ranks", "ranks needs one of import, list, show, remove" },
        { "site set", "set needs ID (see linkwatch site set --help)" },
        { "site set shop --cadence", "--cadence: CADENCE is missing after it" },
        { "inbox add --site shop", "add needs PAGE (see linkwatch inbox add --help)" },
        { "robots https://a.example/", "robots needs --file FILE and --agent NAME" },
        { "simulate", "simulate needs --days N, --links N and --seed N" },
        { "check", "check needs SOURCE|FILE" },
        { "check https://blog.example/ --target", "--target: URL is missing after it" },
        { "backup", "backup needs FILE" },
        { "completion", "completion needs SHELL" },
        { "serve --port", "--port: PORT is missing after it" },
        { "run --confirm", "--confirm: fast is missing after it" },

        // Something is not known.
        { "completion tcsh", "SHELL: 'tcsh' is not one of bash, fish, pwsh, zsh (see linkwatch completion --help)" },
        { "report --site shop --paper legal", "--paper: 'legal' is not one of a4, letter (see linkwatch report --help)" },
        { "help nonsense", "unknown argument 'nonsense' (see linkwatch --help)" },
        { "help site lst", "unknown argument 'lst'; did you mean 'list'? (see linkwatch site --help)" },
        { "inbox list --site shop --state new", "--state: 'new' is not one of waiting, visiting, found, tracked," },
        { "review --site shop --flag spam", "--flag: 'spam' is not one of paid-followed," },
        { "reclaim log --site shop --format caddy", "--format: 'caddy' is none of table, nginx, apache, iis, netlify, csv, json" },
        { "export --site shpo", "there is no site 'shpo' in " },
        { "export --site shpo", "; did you mean 'shop'?" },
        { "site remove other", "there is no site 'other' in " },
        { "profile --site shop --rows new-in=yesterday", "--rows: 'new-in=yesterday' is not a filter; new-in takes a day" },

        // Something does not go together.
        { "import links.csv --site shop --site other", "--site takes one ID, and got 'shop', 'other' (see linkwatch import --help)" },
        { "import links.csv other.csv --site shop", "unknown argument 'other.csv' (see linkwatch import --help)" },
        { "--data x status", "--data goes behind the command: linkwatch status --data …" },
        { "status --json=maybe", "unknown argument 'maybe'" },
        { "report --site shop --json --html x.html", "take either --json, or --html and --pdf" },

        // Numbers, days, addresses, files.
        { "simulate --days ten --links 3 --seed 1", "--days: 'ten' is not a whole number from 1 to 1000" },
        { "simulate --days 1 --links 3 --seed x", "--seed: 'x' is not a whole number" },
        { "simulate --days 1 --links 3 --seed 1 --profile links.csv", "not a profile at $, line 1; its fields are web, faults, answers," },
        { "history --site shop --most 0", "--most: '0' is not a whole number of 1 or more" },
        { "report --site shop --month 2026-13", "--month: '2026-13' is not a month; write it as 2026-11" },
        { "recheck blog.example/teas", "LINK: 'blog.example/teas' is no http(s) address; write it as https://example.com/page" },
        { "import @links.csv --site shop", "there is no file '@links.csv'" },
        { "import page.html --site shop", "this is a web page" },
        { "discover page.html --site shop", "this is a web page" },
        { "ranks import page.html", "say whose list it is with --kind, one of commoncrawl, tranco, majestic, openpagerank" },
        { "spikes links.csv", "row 2: there is no count: write a date and a count, such as 2026-03-01,7" },
        { "backup nowhere/x.tgz", "there is no folder " },
        { "restore links.csv --data restored", "links.csv is damaged, or no backup of LinkWatch" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task A_mistake_gets_one_line_in_the_words_of_the_help(string typed, string says)
    {
        await File.WriteAllTextAsync(At("links.csv"), "https://a.example/,https://shop.example/\nhttps://a.example/b\n", Cancel);
        await File.WriteAllTextAsync(At("page.html"), "<title>Sign in</title>", Cancel);
        await File.WriteAllTextAsync(At("log"), "", Cancel);
        var (made, _, problem) = await RunAsync("site", "set", "shop", "--domain", "shop.example");
        Assert.Equal((0, ""), (made, problem));

        var (code, output, error) = await RunAsync(typed.Split(' '));

        Assert.Equal((2, ""), (code, output));
        var line = Assert.Single(error.TrimEnd('\n').Split('\n'));
        Assert.StartsWith("linkwatch: ", line, StringComparison.Ordinal);
        Assert.Contains(says, line, StringComparison.Ordinal);
        Assert.DoesNotContain('\t', line);
        Assert.DoesNotContain("System.", line, StringComparison.Ordinal);
    }

    /// <summary>What was not found isn't a mistake of typing: exit code 1.</summary>
    [Theory]
    [InlineData("history --site shop --source https://other.example/", "No link on https://other.example/ has been read.")]
    [InlineData("recheck --host other.example", "no tracked link matches")]
    [InlineData("keys revoke abc --site shop", "site shop has no key 'abc'")]
    [InlineData("mute https://other.example/ --site shop", "site shop has no such link on https://other.example/")]
    public async Task What_is_not_there_is_said_too(string typed, string says)
    {
        await RunAsync("site", "set", "shop", "--domain", "shop.example");

        var (code, output, error) = await RunAsync(typed.Split(' '));

        Assert.Equal(1, code);
        Assert.Contains(says, output + error, StringComparison.Ordinal);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string At(string name) => Path.Combine(folder, name);

    private Task<(int Code, string Output, string Error)> RunAsync(params string[] typed) => TypedCommand.RunAsync(
        [.. typed.Select(word => word is "links.csv" or "page.html" or "log" or "nowhere/x.tgz" or "restored" ? At(word) : word)],
        asked => asked == "LINKWATCH_DATA" ? At("data") : null);
}
