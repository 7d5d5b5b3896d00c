using System.Diagnostics;
using LinkWatch.Checking;
using LinkWatch.Fetching;
using LinkWatch.Html;
using LinkWatch.Html.Scanning;
using LinkWatch.Judging;
using LinkWatch.Links;
using LinkWatch.Urls;

namespace LinkWatch.Bench;

/// <summary>
/// Breaks pages at random, garbles and cuts their bytes, and visits them as a check does. Whatever the page, no reader crashes or hangs,
/// the scanner agrees with AngleSharp if it answers, the verdict's links are those that AngleSharp sees,
/// and no link is called lost on an incomplete page.
/// </summary>
public sealed class VerdictFuzz : IDisposable
{
    private const int Shown = 10;

    private static readonly LinkTarget[] Wanted = [new(WebUrl.Parse(ScannerFuzz.Address))];

    private readonly PageMutator mutator;
    private readonly TimeSpan deadline;
    private readonly AngleSharpReader decider = new(TimeProvider.System);
    private readonly HtmlAgilityPackReader independent = new(TimeProvider.System);
    private readonly BodyReaders readers;
    private readonly SortedDictionary<string, int> statuses = new(StringComparer.Ordinal);

    /// <param name="seeds">Pages to break.</param>
    /// <param name="deadline">The time limit for a page.</param>
    public VerdictFuzz(IReadOnlyList<string> seeds, TimeSpan deadline)
    {
        mutator = new PageMutator(seeds, ScannerFuzz.Address);
        this.deadline = deadline;
        readers = new BodyReaders(new Scanner(), decider, independent, trees: 1);
    }

    /// <summary>
    /// The number of verdicts of each kind: <c>lost</c>, and <c>unknown, cut</c> for incomplete pages.
    /// </summary>
    public IReadOnlyDictionary<string, int> Statuses => statuses;

    public void Dispose() => readers.Dispose();

    internal static async Task<int> RunAsync(int pages, int seed, int? only, string? folder)
    {
        var seeds = SeedPages.Find(folder);
        using var fuzz = new VerdictFuzz(seeds, TimeSpan.FromSeconds(2));
        var clock = Stopwatch.StartNew();
        var faults = 0;
        for (var i = only ?? 0; i < (only + 1 ?? pages); i++)
        {
            if (await fuzz.TryAsync(seed, i) is not { } fault) continue;
            if (faults++ < Shown) Console.WriteLine($"page {i}: {fault}");
        }

        Console.WriteLine(
            $"{seeds.Count} pages broken in {pages} ways with seed {seed}, {clock.Elapsed.TotalSeconds:0} s: {faults} faults");
        Console.WriteLine(string.Join(", ", fuzz.statuses.Select(status => $"{status.Key} {status.Value}")));
        return faults == 0 ? 0 : 1;
    }

    /// <summary>
    /// Breaks a page as <paramref name="seed"/> and <paramref name="index"/> determine; returns what is wrong with the result,
    /// or null.
    /// </summary>
    public async Task<string?> TryAsync(int seed, int index)
    {
        var random = new Random(unchecked((seed * 1_000_003) + index));
        var delivered = FuzzDelivery.Of(mutator.Next(random), random);
        var start = Stopwatch.GetTimestamp();
        try
        {
            var fault = await TryAsync(delivered);
            return fault
                ?? (Stopwatch.GetElapsedTime(start) > deadline ? $"took {Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s" : null);
        }
        catch (Exception e)
        {
            return $"{e.GetType().Name}: {e.Message}";
        }
    }

    private async Task<string?> TryAsync(FuzzDelivery delivered)
    {
        var source = new PageSource(delivered.Final, delivered.Body, delivered.ContentType, Wanted);
        var parsed = Read(decider, source);
        var scanned = Scanner.Read(source, out _, CancellationToken.None);
        Read(independent, source);
        if (scanned is not null && parsed is not null && ReadingComparison.Difference(scanned, parsed, Wanted) is { } difference)
            return $"the scanner differs, {difference}";

        var log = new ErrorLog();
        var visitor = new PageVisitor(delivered, delivered, readers, new RecentFrontPages(), TimeProvider.System, log);
        var request = new VisitRequest { Url = FuzzDelivery.Page, Targets = Wanted, Known = delivered.Known };
        var visit = await visitor.VisitAsync(request, CancellationToken.None);
        return log.Error ?? Wrong(visit.Verdicts[0], delivered, parsed);
    }

    /// <summary>A reader may decline a page; any other exception is a fault.</summary>
    private static PageReading? Read(IPageReader reader, PageSource source)
    {
        try
        {
            return reader.Read(source, CancellationToken.None);
        }
        catch (PageUnreadableException)
        {
            return null;
        }
    }

    private string? Wrong(Verdict verdict, FuzzDelivery delivered, PageReading? parsed)
    {
        var key = verdict.Status.Name() + (delivered.End == BodyEnd.Whole ? "" : ", cut");
        statuses[key] = statuses.GetValueOrDefault(key) + 1;
        if (verdict.Status == Status.Lost && delivered.End != BodyEnd.Whole)
            return $"lost ({string.Join(", ", verdict.Reasons.Select(reason => reason.Name()))}), but the page is incomplete";
        // What is not HTML is never read, whatever a parser sees in it.
        if (BodyKind.Of(delivered.ContentType, delivered.Body).Form != BodyForm.Html) return null;
        if (parsed is not { Refresh: null } || verdict.Reasons.Contains(Reason.NotHtml) || verdict.Reasons.Contains(Reason.Unreadable))
            return null;
        var isHeld = parsed.Links.Any(link => Wanted[0].Matches(link.Href, new Referrer(FuzzDelivery.Page, delivered.Final)));
        return isHeld == verdict.Links.Count > 0
            ? null
            : $"{verdict.Status.Name()}, but AngleSharp sees {(isHeld ? "a" : "no")} link: {string.Join("; ", verdict.Evidence)}";
    }
}
