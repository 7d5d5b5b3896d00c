using System.Diagnostics;
using System.Text;
using LinkWatch.Html;
using LinkWatch.Html.Scanning;
using LinkWatch.Links;
using LinkWatch.Urls;

namespace LinkWatch.Bench;

/// <summary>
/// Breaks pages at random and compares the scanner with AngleSharp: if the scanner answers, it must agree.
/// A difference is shown on the smallest page that has it.
/// </summary>
public sealed class ScannerFuzz
{
    internal const string Address = "https://target.example/p?x=1&y=0";
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

    internal static int Run(int pages, int seed, int? only, string? folder)
    {
        var seeds = SeedPages.Find(folder);
        var fuzz = new ScannerFuzz(seeds);
        var clock = Stopwatch.StartNew();
        var differing = 0;
        for (var i = only ?? 0; i < (only + 1 ?? pages); i++)
        {
            if (fuzz.Try(seed, i) is not { } difference) continue;
            if (differing++ < Shown) Console.WriteLine(difference);
        }

        Console.WriteLine(
            $"{seeds.Count} pages broken in {pages} ways with seed {seed}, {clock.Elapsed.TotalSeconds:0} s: {differing} differ");
        Console.WriteLine(fuzz.abstentions);
        Console.WriteLine($"agreement: {fuzz.Comparison.Shares()}");
        return differing == 0 ? 0 : 1;
    }

    /// <summary>Breaks a page as <paramref name="seed"/> and <paramref name="index"/> determine; returns what differs, or null.</summary>
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

    /// <summary>Removes halves, quarters … single tags, as long as the rest still differs.</summary>
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
}
