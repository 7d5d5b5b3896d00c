using System.CommandLine;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using LinkWatch.Discovery;
using LinkWatch.Local;
using LinkWatch.Local.Commands;
using LinkWatch.Tests.Core.Discovery.Sources;
using LinkWatch.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LinkWatch.Tests.Local.Commands;

public sealed class DiscoverCommandTests : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("linkwatch-").FullName;
    private readonly KeptCandidates inbox = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var made = await TypedCommand.RunAsync(
            "site", "set", "shop", "--domain", "shop.example", "--domain", "www.tea.example", "--owner", "me@shop.example", "--data", Data);
        Assert.Equal(0, made.Code);
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    private string Data => Path.Combine(folder, "data");

    [Fact]
    public async Task Logs_and_exports_are_read_together_and_what_was_read_and_found_is_said()
    {
        var log = await FileAsync("access.log.gz", Gzip(string.Join('\n',
            LogLines.Combined("https://blog.example/a"), LogLines.Combined("https://blog.example/a"), "broken",
            LogLines.Combined("https://forum.example/"), LogLines.Combined("-"), LogLines.Combined("https://shop.example/"))));
        var export = await FileAsync("links.csv", Encoding.UTF8.GetBytes(
            "Linking page,Last crawled\nhttps://blog.example/b,2026-09-28\nblog.example/c,2026-09-28\nnowhere,2026-09-28\n"));

        var (code, output, error) = await RunAsync(null, log, export);

        Assert.Equal((1, ""), (code, error));
        Assert.Equal(
            [
                "https://blog.example/a > https://shop.example/tea, 2",
                "https://forum.example/ > https://shop.example/tea, 1, origin",
                "https://blog.example/b > , 1",
                "https://blog.example/c > , 1",
            ],
            inbox.All.Select(Text));
        var words = string.Join(' ', output.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains(
            "access.log.gz: access log of Apache or nginx (combined), recognised by line 1. 6 lines read, 1 malformed (3).", words,
            StringComparison.Ordinal);
        Assert.Contains(
            "links.csv: export of Search Console, recognised by its columns. 3 rows read, 1 malformed (4).", words, StringComparison.Ordinal);
        Assert.Contains("row 4: the source “nowhere” has no scheme: write “https://nowhere”", words, StringComparison.Ordinal);
        Assert.Contains("1 row has an address without a scheme, read as https://.", words, StringComparison.Ordinal);
        Assert.Contains("Dropped: 1 without a referrer, 1 from the site itself.", words, StringComparison.Ordinal);
        Assert.Contains("Candidates: 4 new, 0 tracked already, 0 seen before.", words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_says_the_same_and_a_dry_run_keeps_nothing()
    {
        var (code, output, _) = await RunAsync(
            Encoding.UTF8.GetBytes(LogLines.Combined("https://blog.example/a") + "\n"), "-", "--dry-run", "--json");

        Assert.Equal((0, true), (code, inbox.IsTrial));
        using var report = JsonDocument.Parse(output);
        var file = Assert.Single(report.RootElement.GetProperty("files").EnumerateArray());
        Assert.Equal(("standard input", "combined", 1), (
            file.GetProperty("file").GetString(), file.GetProperty("kind").GetString(), file.GetProperty("lines").GetInt32()));
        Assert.Equal(1, report.RootElement.GetProperty("candidates").GetProperty("new").GetInt32());
        Assert.True(report.RootElement.GetProperty("dryRun").GetBoolean());
    }

    [Fact]
    public async Task The_graph_is_read_from_its_two_files()
    {
        var vertices = await FileAsync("vertices.txt.gz", Gzip("0\tcom.blog\t3\n1\texample.shop\t1\n"));
        var edges = await FileAsync("edges.txt", "0\t1\n"u8.ToArray());

        var (code, _, _) = await RunAsync(null, edges, vertices);
        var alone = await RunAsync(null, vertices);

        Assert.Equal(0, code);
        Assert.Equal(["https://blog.com/ > , 1, origin"], inbox.All.Select(Text));
        Assert.Equal((2, "linkwatch: the graph is in two files, vertices and edges: name both\n"), (alone.Code, alone.Error));
    }

    [Fact]
    public async Task A_file_that_is_nothing_known_refuses_all_and_a_kind_that_is_named_is_believed()
    {
        var log = await FileAsync("access.log", Encoding.UTF8.GetBytes(LogLines.Combined("https://blog.example/a")));
        var words = await FileAsync("words.txt", "free words\nof nobody\n"u8.ToArray());

        var refused = await RunAsync(null, log, words);
        var believed = await RunAsync(null, log, words, "--kind", "combined");
        var unknown = await RunAsync(null, log, "--kind", "apache");

        Assert.Equal(2, refused.Code);
        Assert.StartsWith($"linkwatch: {words}: this is no file that links can be found in", refused.Error, StringComparison.Ordinal);
        Assert.EndsWith("; if it is one, name its --kind\n", refused.Error, StringComparison.Ordinal);
        Assert.Equal((1, 1), (believed.Code, inbox.All.Count));
        Assert.StartsWith("linkwatch: --kind: 'apache' is none of combined, w3c, ", unknown.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_log_cut_off_is_read_as_far_as_it_goes_and_that_is_said()
    {
        var packed = Gzip(string.Concat(
            Enumerable.Range(0, 2000).Select(i => LogLines.Combined($"https://blog{i * 7919L}.example/") + "\n")));
        var log = await FileAsync("access.log.gz", packed[..^500]);

        var (code, output, _) = await RunAsync(null, log);

        Assert.Equal(1, code);
        Assert.Contains("Not read to the end:", output, StringComparison.Ordinal);
        Assert.InRange(inbox.All.Count, 1000, 1999);
    }

    private static string Text(Candidate candidate) =>
        $"{candidate.Source.Href} > {candidate.Target?.Href}, {candidate.Hits}{(candidate.IsOriginOnly ? ", origin" : "")}";

    private static byte[] Gzip(string text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal)) gzip.Write(Encoding.UTF8.GetBytes(text));
        return packed.ToArray();
    }

    private async Task<string> FileAsync(string name, byte[] content)
    {
        var path = Path.Combine(folder, name);
        await File.WriteAllBytesAsync(path, content, Cancel);
        return path;
    }

    /// <summary>The command with an inbox that only keeps.</summary>
    private async Task<(int Code, string Output, string Error)> RunAsync(byte[]? input, params string[] args)
    {
        await using var output = new StringWriter { NewLine = "\n" };
        var io = new CommandIo(TextReader.Null, Stream.Null, output, TextWriter.Null, IsTerminal: false, IsColoured: false)
        {
            InBytes = new MemoryStream(input ?? []),
            Width = 400,
        };
        var command = DiscoverCommand.Create(new CommandContext(io, _ => null), services => services.AddSingleton<ICandidateInbox>(inbox));
        try
        {
            var parsed = command.Parse([.. args, "--site", "shop", "--data", Data]);
            Assert.Empty(parsed.Errors);
            var code = await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false }, Cancel);
            return (code, output.ToString(), "");
        }
        catch (UsageException e)
        {
            return (2, output.ToString(), $"linkwatch: {e.Message}\n");
        }
    }

    private sealed class KeptCandidates : ICandidateInbox
    {
        public List<Candidate> All { get; } = [];

        public bool IsTrial { get; private set; }

        public async Task<CandidateCount> AddAsync(
            string siteId, IAsyncEnumerable<Candidate> candidates, bool isTrial, CancellationToken cancellationToken)
        {
            Assert.Equal("shop", siteId);
            IsTrial = isTrial;
            var before = All.Count;
            await foreach (var candidate in candidates.WithCancellation(cancellationToken)) All.Add(candidate);
            return new CandidateCount(All.Count - before, 0, 0, 0, 0);
        }
    }
}
