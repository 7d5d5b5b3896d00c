using System.IO.Compression;
using System.Text;
using System.Text.Json;
using LinkWatch.Tests.Core.Ranking;
using LinkWatch.Tests.Support;

namespace LinkWatch.Tests.Local.Commands;

public sealed class RanksCommandTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("linkwatch-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Data => Path.Combine(folder, "data");

    private string Ranks => Path.Combine(Data, "ranks");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task The_real_program_imports_lists_shows_and_removes()
    {
        var list = await FileAsync("cc-main-2026-domain-ranks.txt.gz", RankLists.CommonCrawl);

        var imported = await LinkWatchProcess.RunAsync("ranks", "import", list, "--kind", "commoncrawl", "--data", Data);
        Assert.Equal(
            (0, "Imported 3 domains of Common Crawl, release cc-main-2026-domain-ranks.\n", ""),
            (imported.Code, imported.Output, imported.Error));
        Assert.Equal(["commoncrawl.ranks"], Directory.GetFiles(Ranks).Select(Path.GetFileName));

        var listed = await LinkWatchProcess.RunAsync("ranks", "list", "--data", Data);
        Assert.Contains("│ commoncrawl │ cc-main-2026-domain-ranks │ 3 ", listed.Output, StringComparison.Ordinal);

        var shown = await LinkWatchProcess.RunAsync("ranks", "show", "teapot.co.uk", "--data", Data);
        Assert.Equal((0, ""), (shown.Code, shown.Error));
        Assert.Contains("top 67 %", shown.Output, StringComparison.Ordinal);

        var removed = await LinkWatchProcess.RunAsync("ranks", "remove", "commoncrawl", "--data", Data);
        Assert.Equal((0, "Removed the list of Common Crawl.\n"), (removed.Code, removed.Output));
        Assert.Empty(Directory.GetFiles(Ranks));
    }

    [Fact]
    public async Task A_host_that_is_not_listed_is_looked_up_by_its_registered_domain()
    {
        await ImportAsync("top-1m.csv", RankLists.Tranco + "4,cup.example\n");

        var (code, output, _) = await RunAsync("ranks", "show", "https://blog.teapot.co.uk/tea", "Mountain-Leaf.com", "--json");

        Assert.Equal(0, code);
        Assert.Equal(
            [
                "{'domain':'blog.teapot.co.uk','list':'tranco','release':'top-1m','as':'teapot.co.uk','position':2,'domains':4,"
                    + "'percentile':50}",
                "{'domain':'mountain-leaf.com','list':'tranco','release':'top-1m','as':'mountain-leaf.com','position':1,'domains':4,"
                    + "'percentile':25}",
            ],
            output.Replace('"', '\'').Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task A_domain_that_is_in_no_list_is_said_to_be_not_in_the_list()
    {
        await ImportAsync("top-1m.csv", RankLists.Tranco);
        await ImportAsync("million.csv", RankLists.Majestic + "4,1,cup.example,example,1,1,cup.example,example,4,1,1,1\n");

        var half = await RunAsync("ranks", "show", "cup.example");
        var nowhere = await RunAsync("ranks", "show", "nowhere.example", "--json");

        Assert.Equal(0, half.Code);
        Assert.Contains("not in the list", half.Output, StringComparison.Ordinal);
        Assert.Contains("top 100 %", half.Output, StringComparison.Ordinal);
        Assert.Equal((1, ""), (nowhere.Code, nowhere.Error));
        Assert.DoesNotContain("position", nowhere.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_import_replaces_the_list_of_its_kind_and_a_failed_one_leaves_it()
    {
        await ImportAsync("top-1m.csv", RankLists.Tranco);
        await ImportAsync("newer.csv", "1,cup.example\n");
        var cut = await FileAsync("cut.csv.gz", RankLists.Tranco);
        await File.WriteAllBytesAsync(cut, (await File.ReadAllBytesAsync(cut, Cancel))[..^12], Cancel);

        Assert.Equal(
            (2, "", $"linkwatch: {cut}: it is damaged or cut off: it cannot be decompressed\n"), await RunAsync("ranks", "import", cut));
        Assert.Equal((2, ""), Start(await RunAsync("ranks", "import", await FileAsync("links.csv", "source,target\n"))));

        using var listed = JsonDocument.Parse((await RunAsync("ranks", "list", "--json")).Output);
        Assert.Equal("newer", listed.RootElement.GetProperty("release").GetString());
        Assert.Equal(1, listed.RootElement.GetProperty("domains").GetInt64());
        Assert.Single(Directory.GetFiles(Ranks));
    }

    [Fact]
    public async Task Skipped_lines_and_repeated_domains_are_reported()
    {
        var file = await FileAsync("top-1m.csv", RankLists.Tranco + "x\n9,teapot.co.uk\ny\nz\nx\ny\nz\n");

        var (code, output, _) = await RunAsync("ranks", "import", file, "--release", "2026-11-29");

        Assert.Equal(0, code);
        Assert.Equal(
            "Imported 3 domains of Tranco, release 2026-11-29.\n1 line names a domain again: its best position counts.\n"
            + "Skipped 6 lines without a position and a domain: lines 4, 6, 7, 8, 9 and 1 more.\n",
            output);
    }

    [Fact]
    public async Task Mistakes_get_one_line()
    {
        var file = await FileAsync("top-1m.csv", RankLists.Tranco);

        Assert.Contains("--kind: 'alexa' is none of commoncrawl", Refused(await RunAsync("ranks", "import", file, "--kind", "alexa")));
        Assert.Contains("not of Majestic Million", Refused(await RunAsync("ranks", "import", file, "--kind", "majestic")));
        Assert.Contains("there is no file", Refused(await RunAsync("ranks", "import", file + "x")));
        Assert.Contains("--release", Refused(await RunAsync("ranks", "import", file, "--release", new string('é', 101))));
        Assert.Contains("there is no rank list", Refused(await RunAsync("ranks", "show", "teapot.co.uk")));
        Assert.Contains("'two words' is no domain", Refused(await RunAsync("ranks", "show", "two words")));
        Assert.Equal((1, "", "linkwatch: there is no list of Tranco\n"), await RunAsync("ranks", "remove", "tranco"));
        Assert.Equal((0, ""), ((await RunAsync("ranks", "list")).Code, (await RunAsync("ranks", "list")).Error));
    }

    [Fact]
    public async Task A_damaged_file_is_named_and_the_other_lists_are_used_and_it_can_be_removed()
    {
        await ImportAsync("top-1m.csv", RankLists.Tranco);
        await File.WriteAllTextAsync(Path.Combine(Ranks, "majestic.ranks"), "something else", Cancel);

        var (code, output, error) = await RunAsync("ranks", "show", "teapot.co.uk");

        Assert.Equal((1, $"linkwatch: {Path.Combine(Ranks, "majestic.ranks")}: it is no rank file of LinkWatch\n"), (code, error));
        Assert.Contains("top 67 %", output, StringComparison.Ordinal);
        Assert.Equal(0, (await RunAsync("ranks", "remove", "majestic")).Code);
    }

    [Fact]
    public async Task Two_imports_at_once_are_one_too_many()
    {
        Directory.CreateDirectory(Ranks);
        await using var running = new FileStream(Path.Combine(Ranks, "importing"), FileMode.Create, FileAccess.ReadWrite, FileShare.None);

        Assert.Contains("another import", Refused(await RunAsync("ranks", "import", await FileAsync("top-1m.csv", RankLists.Tranco))));
    }

    private static (int Code, string Output) Start((int Code, string Output, string Error) ended) => (ended.Code, ended.Output);

    private static string Refused((int Code, string Output, string Error) ended)
    {
        Assert.Equal((2, ""), Start(ended));
        return Assert.Single(ended.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    private Task<(int Code, string Output, string Error)> RunAsync(params string[] args) =>
        TypedCommand.RunAsync([.. args, "--data", Data]);

    private async Task ImportAsync(string name, string list) =>
        Assert.Equal(0, (await RunAsync("ranks", "import", await FileAsync(name, list))).Code);

    private async Task<string> FileAsync(string name, string list)
    {
        var path = Path.Combine(folder, name);
        await using var file = File.Create(path);
        await using Stream content = name.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionLevel.Fastest) : file;
        await content.WriteAsync(Encoding.UTF8.GetBytes(list), Cancel);
        return path;
    }
}
