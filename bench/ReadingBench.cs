using System.Globalization;
using System.Text;
using AngleSharp.Html.Parser;
using HtmlAgilityPack;
using LinkWatch.Checking;
using LinkWatch.Fetching;
using LinkWatch.Html;
using LinkWatch.Html.Encodings;
using LinkWatch.Html.Scanning;
using LinkWatch.Judging;
using LinkWatch.Links;
using LinkWatch.Urls;

namespace LinkWatch.Bench;

/// <summary>
/// CPU to read and judge a page, compared with the bare parsers in the same run: for a generated article of 100 KB, and for saved pages
/// (Debian's -doc packages have thousands under /usr/share/doc). All times are CPU times of the process, including garbage collection.
/// </summary>
internal static class ReadingBench
{
    private const int Rounds = 7;
    private const int ArticleRounds = 400;
    private const int LargestPage = 2 << 20;
    private const string Html = "text/html; charset=utf-8";

    private static readonly WebUrl Url = WebUrl.Parse("https://source.example/dir/page.html");
    private static readonly LinkTarget[] Wanted = [new(WebUrl.Parse("https://target.example/lamps"))];
    private static readonly HtmlParser BareAngleSharp = new();
    private static readonly AngleSharpReader Decider = new(TimeProvider.System, budget: TimeSpan.FromMinutes(1));
    private static readonly HtmlAgilityPackReader Independent = new(TimeProvider.System);

    public static int Run(string folder, int count)
    {
        using var readers = new BodyReaders(new Scanner(), Decider, Independent, trees: 1);
        var article = SamplePages.Article(100_000, Wanted[0].Url.Href);
        Measure("a generated article", [Source(article)], ArticleRounds, readers);
        Measure("the same, after markup on which the scanner abstains", [Source(
            article.Replace("</article>", "<svg><desc><p></desc></svg></article>", StringComparison.Ordinal))], ArticleRounds, readers);
        var pages = Directory.EnumerateFiles(folder, "*.htm*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Where(path => new FileInfo(path) is { Exists: true, Length: > 0 and <= LargestPage }).Take(count)
            .Select(path => Source(File.ReadAllText(path) + $"<a href=\"{Wanted[0].Url}\">lamps</a>")).ToArray();
        if (pages.Length > 0) Measure("saved pages, with a link added at the end of each", pages, Rounds, readers);
        return 0;
    }

    private static PageSource Source(string html) => new(Url, Encoding.UTF8.GetBytes(html), Html, Wanted);

    private static void Measure(string name, PageSource[] pages, int rounds, BodyReaders readers)
    {
        var scanned = pages.Where(page => readers.Scan(page, CancellationToken.None) is not null).ToArray();
        var bytes = pages.Sum(page => (long)page.Body.Length);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name}: {pages.Length} pages, {bytes / 1e3 / pages.Length:0} KB on average; the scanner answers {scanned.Length}"));
        Action<PageSource>[] ways =
        [
            page => BareAngleSharp.ParseDocument(PageEncoding.Sniff(page).Decode()),
            page => Judged(page, readers.Scan(page, CancellationToken.None) ?? Decider.Read(page, CancellationToken.None)),
            page => Judged(page, Wasted(page, readers)),
            page => new HtmlDocument().LoadHtml(PageEncoding.Sniff(page).Decode()),
            page => Declining(page),
        ];
        var spent = TakeTurns(pages, rounds, ways);
        Report("bare AngleSharp", spent[0]);
        Report("read and judged", spent[1]);
        Report("read and judged, if the scanner abstains", spent[2]);
        Report("bare HtmlAgilityPack", spent[3]);
        Report("the second opinion", spent[4]);

        void Report(string what, TimeSpan cpu) => Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"  {what}: {cpu.TotalMilliseconds / pages.Length:0.000} ms a page, "
                + $"{cpu.TotalMilliseconds * 1e5 / bytes:0.000} ms per 100 KB, {bytes / 1e6 / cpu.TotalSeconds:0} MB/s; "
                + $"{cpu / spent[0]:0.00} of bare AngleSharp"));
    }

    /// <summary>
    /// Alternates between the readers page by page and round by round, so that a busy machine affects all alike. Takes the median round.
    /// </summary>
    private static TimeSpan[] TakeTurns(PageSource[] pages, int rounds, Action<PageSource>[] ways)
    {
        var sums = new TimeSpan[ways.Length];
        foreach (var page in pages)
        {
            var spent = new TimeSpan[ways.Length][];
            for (var way = 0; way < ways.Length; way++) spent[way] = new TimeSpan[rounds];
            for (var round = 0; round < rounds; round++)
            {
                for (var way = 0; way < ways.Length; way++) spent[way][round] = Cpu(ways[way], page);
            }

            for (var way = 0; way < ways.Length; way++) sums[way] += spent[way].Order().ElementAt(rounds / 2);
        }

        return sums;
    }

    private static TimeSpan Cpu(Action<PageSource> act, PageSource page)
    {
        var before = Environment.CpuUsage.TotalTime;
        act(page);
        return Environment.CpuUsage.TotalTime - before;
    }

    private static PageReading Wasted(PageSource page, BodyReaders readers)
    {
        readers.Scan(page, CancellationToken.None);
        return Decider.Read(page, CancellationToken.None);
    }

    private static void Judged(PageSource page, PageReading reading)
    {
        var answer = new PageAnswer
        {
            Requested = page.Url,
            Final = page.Url,
            HttpStatus = 200,
            End = BodyEnd.Whole,
            Size = page.Body.Length,
            Reading = reading,
            Now = DateTimeOffset.UnixEpoch,
        };
        if (Judge.All(answer, page.Wanted)[0].Status == Status.Lost)
            throw new InvalidOperationException("the link that was added to the page was not found");
    }

    private static void Declining(PageSource page)
    {
        try
        {
            Independent.Read(page, CancellationToken.None);
        }
        catch (PageUnreadableException)
        {
            // The reader declined the page; that is part of its cost.
        }
    }
}
