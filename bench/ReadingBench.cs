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
    private const int Rounds = 7;

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
        var angleSharp = new AngleSharpReader(TimeProvider.System, budget: TimeSpan.FromMinutes(1));
        var agilityPack = new HtmlAgilityPackReader(TimeProvider.System);
        Compare("AngleSharp", pages, bytes, page => bareAngleSharp.ParseDocument(PageEncoding.Sniff(page).Decode()), page => angleSharp.Read(page, default));
        Compare("HtmlAgilityPack", pages, bytes, page => new HtmlDocument().LoadHtml(PageEncoding.Sniff(page).Decode()), page => Try(agilityPack, page));
        return 0;
    }

    /// <summary>
    /// Takes turns, so that a noisy machine disturbs both alike. Two ratios: of all CPU that was spent, collecting the garbage included,
    /// and of each page's best rounds, which noise hardly reaches.
    /// </summary>
    private static void Compare(string name, PageSource[] pages, long bytes, Action<PageSource> parse, Action<PageSource> read)
    {
        TimeSpan bare = default, reader = default, bestBare = default, bestReader = default;
        foreach (var page in pages)
        {
            TimeSpan pageBare = TimeSpan.MaxValue, pageReader = TimeSpan.MaxValue;
            for (var round = 0; round < Rounds; round++)
            {
                bare += Cpu(page, parse, ref pageBare);
                reader += Cpu(page, read, ref pageReader);
            }

            bestBare += pageBare;
            bestReader += pageReader;
        }

        Console.WriteLine($"{name}: bare {PerPage(bestBare)}, reader {PerPage(bestReader)}; CPU ratio {reader / bare:0.00} in all, {bestReader / bestBare:0.00} of the best rounds");

        string PerPage(TimeSpan cpu) => $"{cpu.TotalMilliseconds / pages.Length:0.00} ms a page ({bytes / 1e6 / cpu.TotalSeconds:0} MB/s)";
    }

    private static TimeSpan Cpu(PageSource page, Action<PageSource> act, ref TimeSpan best)
    {
        var before = Environment.CpuUsage.TotalTime;
        act(page);
        var spent = Environment.CpuUsage.TotalTime - before;
        if (spent < best) best = spent;
        return spent;
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
