using System.Diagnostics;
using System.Globalization;
using AngleSharp.Html.Parser;
using HtmlAgilityPack;
using LinkWatch.Links;
using LinkWatch.Reading;

namespace LinkWatch.Bench;

/// <summary>
/// CPU of the readers against their parsers' own, on saved pages (Debian's -doc packages give thousands under /usr/share/doc).
/// What the reader adds, from sniffing the encoding to placing the links, must stay within 0.3 of the parse.
/// </summary>
internal static class ReadingBench
{
    private const int Rounds = 5;

    private static readonly WebUrl Url = WebUrl.Parse("https://source.example/dir/page.html");
    private static readonly LinkTarget[] Wanted = [new(WebUrl.Parse("https://www.python.org/"))];

    public static int Run(string[] args)
    {
        var folder = args.ElementAtOrDefault(0) ?? "/usr/share/doc";
        var count = int.Parse(args.ElementAtOrDefault(1) ?? "1000", CultureInfo.InvariantCulture);
        var pages = Directory.EnumerateFiles(folder, "*.html", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal).Select(File.ReadAllBytes).Where(page => page.Length > 0).Take(count)
            .Select(body => new PageSource(Url, body, null, Wanted)).ToArray();
        var bytes = pages.Sum(page => (long)page.Body.Length);
        Console.WriteLine($"{pages.Length} pages, {bytes / 1e6:0.0} MB");

        var bareAngleSharp = new HtmlParser();
        var angleSharp = new AngleSharpReader(TimeProvider.System);
        var agilityPack = new HtmlAgilityPackReader(TimeProvider.System);
        Compare("AngleSharp", pages, bytes, page => bareAngleSharp.ParseDocument(PageEncoding.Sniff(page).Decode()), page => angleSharp.Read(page, default));
        Compare("HtmlAgilityPack", pages, bytes, page => new HtmlDocument().LoadHtml(PageEncoding.Sniff(page).Decode()), page => Try(agilityPack, page));
        return 0;
    }

    /// <summary>Takes turns, so that a noisy machine disturbs both alike; the median of the rounds' ratios is what counts.</summary>
    private static void Compare(string name, PageSource[] pages, long bytes, Action<PageSource> parse, Action<PageSource> read)
    {
        Cpu(pages[..Math.Min(100, pages.Length)], parse);
        Cpu(pages[..Math.Min(100, pages.Length)], read);
        var rounds = Enumerable.Range(0, Rounds).Select(_ => (Bare: Cpu(pages, parse), Reader: Cpu(pages, read))).ToArray();
        var ratios = rounds.Select(round => round.Reader / round.Bare).Order().ToArray();
        var best = (Bare: rounds.Min(round => round.Bare), Reader: rounds.Min(round => round.Reader));
        Console.WriteLine($"{name}: bare {PerPage(best.Bare)}, reader {PerPage(best.Reader)}; CPU ratio median {ratios[Rounds / 2]:0.00} (from {ratios[0]:0.00} to {ratios[^1]:0.00})");

        string PerPage(TimeSpan cpu) => $"{cpu.TotalMilliseconds / pages.Length:0.00} ms a page ({bytes / 1e6 / cpu.TotalSeconds:0} MB/s)";
    }

    private static TimeSpan Cpu(PageSource[] pages, Action<PageSource> act)
    {
        GC.Collect();
        var before = Environment.CpuUsage.TotalTime;
        foreach (var page in pages) act(page);
        return Environment.CpuUsage.TotalTime - before;
    }

    private static void Try(HtmlAgilityPackReader reader, PageSource page)
    {
        try
        {
            reader.Read(page, default);
        }
        catch (PageUnreadableException)
        {
            // Declined: part of what the reader costs.
        }
    }
}
