using System.Globalization;
using System.Text;
using AngleSharp.Html.Parser;
using LinkWatch.Html;
using LinkWatch.Html.Encodings;
using LinkWatch.Html.Scanning;
using LinkWatch.Links;
using LinkWatch.Urls;

namespace LinkWatch.Bench;

/// <summary>
/// The scanner on saved pages, each with one of its links tracked: its speed on one core, allocations and abstentions,
/// whether it agrees with AngleSharp, and AngleSharp's speed in the same run. All times are CPU times of the process,
/// including garbage collection.
/// </summary>
internal static class ScannerBench
{
    private const int Rounds = 40;
    private const int LargestPage = 5 << 20;

    public static int Run(string folder, int count, int seed)
    {
        var random = new Random(seed);
        var paths = Directory.GetFiles(folder, "*.htm*", SearchOption.AllDirectories)
            .Where(path => new FileInfo(path) is { Exists: true, Length: > 0 and <= LargestPage }).Order(StringComparer.Ordinal).ToArray();
        random.Shuffle(paths);
        var pages = paths.Select(path => Page(folder, path, random)).OfType<PageSource>().Take(count).ToArray();
        var megabytes = pages.Sum(page => (long)page.Body.Length) / 1e6;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{pages.Length} pages with a link, {megabytes:0.0} MB"));
        var differing = Compare(pages);
        Measure(pages, megabytes);
        return differing == 0 ? 0 : 1;
    }

    /// <summary>A saved page with one of its links tracked; null if it has none.</summary>
    private static PageSource? Page(string folder, string path, Random random)
    {
        var url = WebUrl.Parse("https://docs.example/" + string.Join(
            '/', Path.GetRelativePath(folder, path).Split(Path.DirectorySeparatorChar).Select(Uri.EscapeDataString)));
        var source = new PageSource(url, File.ReadAllBytes(path), null, []);
        using var document = new HtmlParser().ParseDocument(PageEncoding.Sniff(source).Decode());
        var links = document.QuerySelectorAll("a[href]")
            .Select(element =>
                WebUrl.TryParse(element.GetAttribute("href"), url, out var href) && href is { IsHttp: true, Fragment: "" } ? href : null)
            .OfType<WebUrl>().ToArray();
        return links.Length == 0 ? null : source with { Wanted = [new LinkTarget(links[random.Next(links.Length)])] };
    }

    private static int Compare(PageSource[] pages)
    {
        var parser = new AngleSharpReader(TimeProvider.System, TimeSpan.FromMinutes(1));
        var abstentions = new AbstentionCount();
        var comparison = new ReadingComparison();
        var differing = 0;
        foreach (var page in pages)
        {
            var scanned = Scanner.Read(page, out var abstention, CancellationToken.None);
            abstentions.Add(abstention);
            if (scanned is null) continue;
            var parsed = parser.Read(page, CancellationToken.None);
            comparison.Add(scanned, parsed, page.Wanted[0]);
            if (ReadingComparison.Difference(scanned, parsed, page.Wanted) is not { } difference) continue;
            differing++;
            Console.WriteLine($"{page.Url}: {difference}");
        }

        Console.WriteLine(abstentions);
        Console.WriteLine(
            $"{differing} of {comparison.Compared} differ, {comparison.Present} have the link; agreement: {comparison.Shares()}");
        return differing;
    }

    private static void Measure(PageSource[] pages, double megabytes)
    {
        var scanner = new Scanner();
        var parser = new AngleSharpReader(TimeProvider.System, TimeSpan.FromMinutes(1));
        var buffer = new char[LargestPage];
        Report("scanner", Rounds, page => scanner.Read(page, CancellationToken.None));
        Report("decoding alone", Rounds, page => Encoding.UTF8.GetChars(page.Body.Span, buffer));
        Report("AngleSharp", 2, page => parser.Read(page, CancellationToken.None));

        void Report(string name, int rounds, Action<PageSource> read)
        {
            var best = TimeSpan.MaxValue;
            long bytes = 0;
            for (var round = 0; round < rounds; round++)
            {
                var (cpu, allocated) = (Environment.CpuUsage.TotalTime, GC.GetAllocatedBytesForCurrentThread());
                foreach (var page in pages) read(page);
                (cpu, allocated) = (Environment.CpuUsage.TotalTime - cpu, GC.GetAllocatedBytesForCurrentThread() - allocated);
                if (cpu < best) (best, bytes) = (cpu, allocated);
            }

            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{name}: {megabytes / best.TotalSeconds:0} MB/s of one core (best of {rounds}), "
                    + $"{best.TotalMilliseconds / megabytes / 10:0.000} ms per 100 KB, {bytes / (double)pages.Length:0} bytes "
                    + $"allocated a page"));
        }
    }
}
