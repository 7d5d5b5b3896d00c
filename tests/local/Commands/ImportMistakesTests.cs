using System.Text;
using LinkWatch.Tests.Support;

namespace LinkWatch.Tests.Local.Commands;

/// <summary>What owners get wrong, typed as they would: one clear line, the exit code that is documented, and nothing half kept.</summary>
public sealed class ImportMistakesTests : IDisposable
{
    private const string Page = "https://blog.example/a";
    private const string Tea = "https://shop.example/tea";

    private readonly string folder = Directory.CreateTempSubdirectory("linkwatch-").FullName;

    private string Data => Path.Combine(folder, "data");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    /// <summary>Files of which nothing may be imported, and what the one line says.</summary>
    public static TheoryData<string, string, string> Refused => new()
    {
        { $"Source,Traget\n{Page},{Tea}", "", "the column “Traget” holds addresses" },
        { $"Source,Traget\n{Page},{Tea}", "", "--column target=\"Traget\"" },
        { $"url,link\n{Page},{Tea}", "", "the column “link” holds addresses" },
        { $"Page,Link to\n{Page},{Tea}", "", "--column target=\"Link to\"" },
        { $"Backlink,Ziel\n{Page},{Tea}", "", "the column “Ziel” holds addresses" },
        { $"Backlink;Ziel\n{Page};{Tea}", "", "the column “Ziel” holds addresses" },
        { $"source,destination\n{Page},shop.example/tea", "", "the column “destination” holds addresses" },
        { $"source,destination\n{Page},//shop.example/tea", "", "the column “destination” holds addresses" },
        { $"source,title,to\n{Page},Tea,{Tea}", "", "the column “to” holds addresses" },
        { $"source,to\n{Page},\nhttps://blog.example/b,{Tea}", "", "the column “to” holds addresses" },
        { $"Quelle,Ziel\n{Page},{Tea}", "", "call it “source”" },
        { $"Quelle,Ziel\n{Page},{Tea}", "", "--column source=\"Quelle\"" },
        { $"Quelle,Ziel\n{Page},{Tea}", "--column source=Quelle", "the column “Ziel” holds addresses" },
        { $"target\n{Tea}", "", "call it “source”" },
        { $"Ziel\n{Tea}", "", "call it “source”" },
        { $"anchor,rel\ntea,nofollow", "", "call it “source”" },
        { $"source,target\n{Tea},{Page}", "", "no target is on shop.example" },
        { $"{Tea},{Page}", "", "no target is on shop.example" },
        { $"source,target\n{Page},https://other.example/", "", "use --allow-foreign-target" },
        { $"source,target\n{Page},https://shop.example.org/", "", "no target is on shop.example" },
        { $"source,target,target\n{Page},{Tea},{Tea}", "", "two columns are called “target”" },
        { $"source,Source,target\n{Page},{Page},{Tea}", "", "two columns are called" },
        { $"source,target,rel\n{Page},{Tea},nofollwo", "", "rel “nofollwo” is not known: write nofollow, ugc or sponsored" },
        { $"source,target,rel\n{Page},{Tea},true", "", "rel “true” is not known" },
        { $"source,target,acquired\n{Page},{Tea},2024-04-03", "", "write natural, manual, self-created or paid" },
        { $"source,target,acquired\n{Page},{Tea},bought", "", "acquired “bought” is not known" },
        { $"source,target,match\n{Page},{Tea},prefix", "", "match “prefix” is not known: write page, exact or domain" },
        { $"source,target\nblog.example/a,{Tea}", "", "write “https://blog.example/a”" },
        { $"source,target\n{Page},shop.example/tea", "", "write “https://shop.example/tea”" },
        { $"source,target\nhttp//blog.example/a,{Tea}", "", "has no scheme" },
        { $"source,target\nftp://blog.example/a,{Tea}", "", "only http and https" },
        { $"source,target\nmailto:a@blog.example,{Tea}", "", "only http and https" },
        { $"source,target\n,{Tea}", "", "there is no source" },
        { $"source,target\nhttps:///,{Tea}", "", "is not an address that a browser would open" },
        { $"source,target\nhttp://localhost/a,{Tea}", "", "127.0.0.1 is not public (loopback)" },
        { $"source,target\nhttp://blog.localhost:8000/a,{Tea}", "", "cannot be visited" },
        { $"source,target\nhttp://192.168.1.10/a,{Tea}", "", "192.168.1.10 is not public (private)" },
        { $"source,target\nhttp://[::1]/a,{Tea}", "", "is not public" },
        { $"source,target\nhttp://0x7f.1/a,{Tea}", "", "127.0.0.1 is not public" },
        { $"source,target\nhttp://10.1.2.3/a,{Tea}", "--allow-address 192.168.0.0/16", "10.1.2.3 is not public" },
        { $"source,target,tags\n{Page},{Tea},a,b", "", "there are 4 cells for 3 columns" },
        { $"source,target\nhttps://blog.example/a,b,{Tea}", "", "there are 3 cells for 2 columns" },
        { $"source,target\n{Page},\"{Tea}", "", "a quotation mark opens here and never closes" },
        { "", "", "the file is empty" },
        { "source,target\n", "", "there are no rows below the header" },
        { "<html><body>Sign in</body></html>", "", "this is a web page" },
        { $"source,target\n{Page},{Tea}", "--column target", "--column: 'target' is not FIELD=NAME" },
        { $"source,target\n{Page},{Tea}", "--column ziel=target", "FIELD is one of source, target" },
        { $"source,target\n{Page},{Tea}", "--column target=Ziel", "there is no column “Ziel” (found: “source”, “target”)" },
        { $"{Page},{Tea}", "--column target=Ziel", "the file has no header" },
        { $"source,target\n{Page},{Tea}", "--allow-address everywhere", "--allow-address" },
        { $"source,target\n{Page},{Tea}", "--interval often", "--interval" },
        { $"source,target\n{Page},{Tea}", "--site spoh", "there is no site 'spoh'" },
        { $"source,target\n{Page},{Tea}", "--sites shop", "unknown argument '--sites'" },
        { $"source,target\nhttp://10.0.0.1/,{Tea}", "--bad links.csv", "--bad: 'links.csv' is there already" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task A_mistake_that_spoils_a_file_gets_one_line_and_imports_nothing(string file, string options, string says)
    {
        var (code, output, error) = await ImportAsync(file, options);

        Assert.Equal((2, ""), (code, output));
        Assert.Contains(says.Replace("links.csv", Links), Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries)));
        Assert.Empty(await ExportedAsync());
    }

    /// <summary>Files of which the rest is imported: the exit code, and what is said on standard error.</summary>
    public static TheoryData<string, string, int, string> Noticed => new()
    {
        { $"source,target,acqiured\n{Page},{Tea},paid", "", 0, "if it is “acquired”, rename it or use --column acquired=\"acqiured\"" },
        { $"source,target,mathc\n{Page},{Tea},domain", "", 0, "if it is “match”" },
        { $"source,target\n{Page},{Tea}\nhttps://b.example/,https://other.example/", "", 0,
            "1 target is not on shop.example, first in row 3: “https://other.example/”" },
        { $"source,target\n{Page},{Tea}\n{Tea},https://shop.example/x", "", 0, "1 source is on the site itself, first in row 3" },
        { $"source,target,rel\n{Page},{Tea},nofollow\nhttps://b.example/,{Tea},nofolow", "", 1, "row 3: rel “nofolow” is not known" },
        { $"source,target\n{Page},{Tea}\nhttp://127.0.0.1/,{Tea}", "", 1, "row 3: the source “http://127.0.0.1/” cannot be visited" },
        { $"source,target,tags\n{Page},{Tea},x\nhttps://b.example/,{Tea},x,y", "", 1, "row 3: there are 4 cells for 3 columns" },
    };

    [Theory]
    [MemberData(nameof(Noticed))]
    public async Task A_mistake_in_part_of_a_file_is_reported_in_one_line(string file, string options, int exit, string says)
    {
        var (code, output, error) = await ImportAsync(file, options);

        Assert.Equal(exit, code);
        Assert.Contains(says, Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries)));
        Assert.Contains("Imported ", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Page,Link to\nhttps://blog.example/a,https://shop.example/tea", "--column|target=Link to")]
    [InlineData("Quelle,Ziel\nhttps://blog.example/a,https://shop.example/tea", "--column|source=quelle|--column|TARGET=Ziel")]
    [InlineData("to,from\nhttps://shop.example/tea,https://blog.example/a", "--column|source=from|--column|target=to")]
    public async Task A_column_is_what_its_owner_says(string file, string options)
    {
        var (code, output, error) = await ImportAsync(file, options, '|');

        Assert.Equal((0, ""), (code, error));
        Assert.Contains("Imported 1 new link into site shop", output, StringComparison.Ordinal);
        Assert.Equal([$"{Page},{Tea},page"], await ExportedAsync());
    }

    [Fact]
    public async Task A_column_of_addresses_that_is_only_a_note_is_kept_as_one()
    {
        var (code, output, _) = await ImportAsync($"source,screenshot\n{Page},https://pics.example/1.png", "--column note=screenshot");

        Assert.Equal(0, code);
        Assert.Contains("Not known, kept as notes: “screenshot”.", output, StringComparison.Ordinal);
        Assert.Contains("Without a target: 1; there, any link to shop.example counts.", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("t\n", 0, "https://shop.example/tea,page")]
    [InlineData("\n", 0, "https://shop.example/tea,page")]
    [InlineData("note\n", 0, "https://shop.example/,domain")]
    [InlineData("what?\n", 2, null)]
    [InlineData("", 2, null)]
    public async Task At_a_terminal_an_unknown_column_of_addresses_is_asked_about(string answer, int exit, string? target)
    {
        var (code, _, error) = await ImportAsync($"source,Link to\n{Page},{Tea}", "", answer: answer);

        Assert.Equal(exit, code);
        Assert.StartsWith($"The column “Link to” holds addresses, such as “{Tea}”.", error, StringComparison.Ordinal);
        Assert.Equal(target is null ? [] : [$"{Page},{target}"], await ExportedAsync());
    }

    [Fact]
    public async Task All_invalid_rows_are_counted_and_can_be_written_corrected_and_imported()
    {
        var rows = string.Concat(Enumerable.Range(1, 30).Select(i => $"b{i}.example/,{Tea},=x{i}\n"));
        var bad = Path.Combine(folder, "bad.csv");

        var (code, _, error) = await ImportAsync($"source,target,anchor\n{Page},{Tea},\n{rows}", $"--bad {bad}");

        Assert.Equal(1, code);
        var lines = error.TrimEnd('\n').Split('\n');
        Assert.Equal(21, lines.Length);
        Assert.EndsWith($"and 10 more invalid rows; all of them are in {bad}", lines[20], StringComparison.Ordinal);
        var written = await File.ReadAllTextAsync(bad, Cancel);
        Assert.StartsWith("source,target,anchor,linkwatch problem", written, StringComparison.Ordinal);
        Assert.Contains("row 32: the source “b30.example/” has no scheme", written, StringComparison.Ordinal);

        var (again, output, problems) = await ImportAsync(written.Replace("\nb", "\nhttps://b"), "");

        Assert.Equal((0, ""), (again, problems));
        Assert.Contains("Imported 30 new links", output, StringComparison.Ordinal);
        Assert.DoesNotContain("problem", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_without_a_header_gets_one_in_the_file_of_its_invalid_rows()
    {
        var bad = Path.Combine(folder, "bad.csv");

        await ImportAsync($"{Page}\nb.example/\n", $"--bad {bad}");

        Assert.StartsWith("source,linkwatch problem", await File.ReadAllTextAsync(bad, Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dry_run_says_what_it_found_and_changes_nothing()
    {
        var (code, output, _) = await ImportAsync($"source,target,lang\n{Page},{Tea},en\n{Page},{Tea},en\nx.example,{Tea},en", "--dry-run");

        Assert.Equal(1, code);
        Assert.Contains("3 rows: 1 link, 1 duplicate, 1 invalid row.", output, StringComparison.Ordinal);
        Assert.Contains("Columns: source from “source”, target from “target”. ", output, StringComparison.Ordinal);
        Assert.Contains("Not known, kept as notes: “lang”.", output, StringComparison.Ordinal);
        Assert.EndsWith("Dry run: nothing was imported.\n", output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Empty(await ExportedAsync());
    }

    [Fact]
    public async Task Standard_input_is_a_file_too()
    {
        var (code, output, error) = await ImportAsync($"source,target\n{Page},{Tea}", "", fromInput: true);

        Assert.Equal((0, ""), (code, error));
        Assert.StartsWith("standard input: 1 row: 1 link.", output, StringComparison.Ordinal);
        Assert.Equal([$"{Page},{Tea},page"], await ExportedAsync());
    }

    private string Links => Path.Combine(folder, "links.csv");

    private async Task<(int Code, string Output, string Error)> ImportAsync(
        string file, string options, char separator = ' ', string? answer = null, bool fromInput = false)
    {
        await File.WriteAllTextAsync(Links, file, Cancel);
        var (made, _, problem) = await TypedCommand.RunAsync("site", "set", "shop", "--domain", "shop.example", "--data", Data);
        Assert.Equal((0, ""), (made, problem));
        var more = options.Replace("links.csv", Links).Split(separator, StringSplitOptions.RemoveEmptyEntries);
        var site = more.Contains("--site") || more.Contains("--sites") ? Array.Empty<string>() : ["--site", "shop"];
        var (code, output, error) = await TypedCommand.RunAsync(
            ["import", fromInput ? "-" : Links, .. site, .. more, "--data", Data], _ => null, answer: answer,
            input: fromInput ? Encoding.UTF8.GetBytes(file) : null);
        return (code, output.ReplaceLineEndings("\n").Replace("\n  ", " ", StringComparison.Ordinal), error);
    }

    /// <summary>Source, target and match of every tracked link.</summary>
    private async Task<List<string>> ExportedAsync()
    {
        var (_, output, _) = await TypedCommand.RunAsync("export", "--site", "shop", "--data", Data);
        return [.. output.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1)
            .Select(line => string.Join(',', line.Split(',').Take(3)))];
    }
}
