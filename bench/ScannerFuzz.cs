using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using LinkWatch.Links;
using LinkWatch.Reading;
using LinkWatch.Reading.Scanning;

namespace LinkWatch.Bench;

/// <summary>
/// Breaks pages at random and holds the scanner against AngleSharp: wherever it answers, it must be the same.
/// <c>bench scanner-fuzz --pages 200000 --seed 1 [--folder DIR] [--only INDEX]</c>; a difference is shown on the smallest page that still has it.
/// </summary>
public sealed class ScannerFuzz
{
    private const string Address = "https://target.example/p?x=1&y=0";
    private const int LongestSeed = 1_000_000;
    private const int Shown = 10;

    private static readonly LinkTarget[] Wanted = [new(WebUrl.Parse(Address))];
    private static readonly WebUrl Url = WebUrl.Parse("https://source.example/dir/page.html");

    private readonly Scanner scanner = new();
    private readonly AngleSharpReader parser = new(TimeProvider.System, TimeSpan.FromMinutes(1));
    private readonly PageMutator mutator;
    private readonly AbstentionCount abstentions = new();

    /// <param name="seeds">Pages to break.</param>
    public ScannerFuzz(IReadOnlyList<string> seeds) => mutator = new PageMutator(seeds, Address);

    public ReadingComparison Comparison { get; } = new();

    internal static int Run(string[] args)
    {
        var pages = int.Parse(Option(args, "--pages") ?? "200000", CultureInfo.InvariantCulture);
        var seed = int.Parse(Option(args, "--seed") ?? "1", CultureInfo.InvariantCulture);
        var only = Option(args, "--only") is { } index ? int.Parse(index, CultureInfo.InvariantCulture) : -1;
        string[] seeds = [.. SamplePages.All, .. SuitePages(), .. Option(args, "--folder") is { } folder ? FolderPages(folder) : []];
        var fuzz = new ScannerFuzz(seeds);
        var clock = Stopwatch.StartNew();
        var differing = 0;
        for (var i = Math.Max(only, 0); i < (only < 0 ? pages : only + 1); i++)
        {
            if (fuzz.Try(seed, i) is not { } difference) continue;
            if (differing++ < Shown) Console.WriteLine(difference);
        }

        Console.WriteLine($"{seeds.Length} pages broken in {pages} ways with seed {seed}, {clock.Elapsed.TotalSeconds:0} s: {differing} differ");
        Console.WriteLine(fuzz.abstentions);
        Console.WriteLine($"agreeing: {fuzz.Comparison.Shares()}");
        return differing == 0 ? 0 : 1;
    }

    /// <summary>Breaks a page in the way that <paramref name="seed"/> and <paramref name="index"/> name; what differs, or null.</summary>
    public string? Try(int seed, int index)
    {
        var html = mutator.Next(new Random(unchecked((seed * 1_000_003) + index)));
        var source = Source(html);
        var scanned = Scanner.Read(source, out var abstention, CancellationToken.None);
        abstentions.Add(abstention);
        if (scanned is null) return null;
        var parsed = parser.Read(source, CancellationToken.None);
        Comparison.Add(scanned, parsed, Wanted[0]);
        if (ReadingComparison.Difference(scanned, parsed, Wanted) is null) return null;
        var smallest = Shrink(html);
        return $"page {index}: {Difference(smallest)}\n    {smallest.ReplaceLineEndings("\\n")}";
    }

    private static PageSource Source(string html) => new(Url, Encoding.UTF8.GetBytes(html), "text/html; charset=utf-8", Wanted);

    private string? Difference(string html)
    {
        var source = Source(html);
        return scanner.Read(source, CancellationToken.None) is { } scanned
            ? ReadingComparison.Difference(scanned, parser.Read(source, CancellationToken.None), Wanted)
            : null;
    }

    /// <summary>Leaves out halves, quarters … single tags, as long as the rest still differs.</summary>
    private string Shrink(string html)
    {
        var pieces = PageMutator.Split(html);
        for (var size = Math.Max(1, pieces.Count / 2); size > 0; size /= 2)
        {
            for (var at = 0; at + size <= pieces.Count;)
            {
                List<string> fewer = [.. pieces[..at], .. pieces[(at + size)..]];
                if (Difference(string.Concat(fewer)) is null) at++;
                else pieces = fewer;
            }
        }

        return string.Concat(pieces);
    }

    private static string? Option(string[] args, string name) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;

    private static IEnumerable<string> SuitePages()
    {
        var folder = Environment.GetEnvironmentVariable("LINKWATCH_SUITES") ?? Path.Combine("..", "shared", "suites");
        var path = Path.Combine(folder, "links.jsonl");
        return File.Exists(path) ? File.ReadLines(path).Where(line => line.Length > 0).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("html").GetString()!) : [];
    }

    private static IEnumerable<string> FolderPages(string folder) =>
        Directory.EnumerateFiles(folder, "*.htm*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Where(path => new FileInfo(path).Length is > 0 and < LongestSeed).Select(File.ReadAllText);
}
