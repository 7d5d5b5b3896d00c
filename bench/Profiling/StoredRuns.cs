using System.Globalization;
using LinkWatch.Bench.Checking;
using LinkWatch.Confirming;
using LinkWatch.Links;
using LinkWatch.Local.Sqlite;
using LinkWatch.Storage;

namespace LinkWatch.Bench.Profiling;

/// <summary>
/// The time and memory of <c>linkwatch profile</c> and <c>linkwatch report</c> on a SQLite file, each in a process of its own, for three
/// sizes. Of a site, only the rows that they read are there. Run it with <c>-c Release</c>.
/// </summary>
internal static class StoredRuns
{
    private const int Shards = 4;
    private const int Portion = 2000;
    private const int DaysKept = 730;

    private static readonly DateTimeOffset MonthStart = new(2026, 2, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Links of the last two years, and what a profile kept of each day.</summary>
    public static Task<int> ProfilesAsync(int links, int linksOfADomain, CancellationToken cancellationToken) => RunAsync(
        links, "links", ["profile"],
        count => Enumerable.Range(0, count).Select(i => RowWrite.Insert(ProfileMemory.Link(i, linksOfADomain)))
            .Concat(Enumerable.Range(1, DaysKept).Select(day =>
                RowWrite.Insert(new ProfileRow(DateOnly.FromDateTime(ProfileMemory.Now.Date).AddDays(-day)) { Links = count }))),
        cancellationToken);

    /// <summary>Changes of one month.</summary>
    public static Task<int> MonthsAsync(int changes, CancellationToken cancellationToken) => RunAsync(
        changes, "changes", ["report", "--month", MonthStart.ToString("yyyy-MM", CultureInfo.InvariantCulture)],
        count => Enumerable.Range(0, count).Select(i => RowWrite.Insert(Change(i, count))), cancellationToken);

    private static async Task<int> RunAsync(
        int most, string what, string[] command, Func<int, IEnumerable<RowWrite>> rows, CancellationToken cancellationToken)
    {
        foreach (var count in new[] { most / 100, most / 10, most })
        {
            var folder = Directory.CreateTempSubdirectory("linkwatch-bench-").FullName;
            try
            {
                await WriteAsync(folder, rows(count), cancellationToken);
                var program = Path.Combine(AppContext.BaseDirectory, "linkwatch.dll");
                var run = await MeasuredProcess.RunAsync(
                    [program, .. command, "--site", ProfileMemory.Site.Id, "--json", "--data", folder], _ => { });
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{count,9} {what}: {run.Wall.TotalSeconds,6:0.0} s, CPU {run.Cpu.TotalSeconds:0.0} s, peak {run.Peak:0} MB"));
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        }

        return 0;
    }

    private static async Task WriteAsync(string folder, IEnumerable<RowWrite> rows, CancellationToken cancellationToken)
    {
        using var file = await SqliteFile.OpenAsync(folder, Shards, cancellationToken);
        var sites = new SqliteStores(file).Sites;
        await sites.SaveSiteAsync(ProfileMemory.Site, cancellationToken);
        foreach (var portion in rows.Chunk(Portion))
            await sites.CommitAllAsync(ProfileMemory.Site.Id, [.. portion.Chunk(sites.MaxPerCommit)], cancellationToken);
    }

    private static HistoryRow Change(int number, int count)
    {
        var link = ProfileMemory.Link(number, linksOfADomain: 4);
        var at = MonthStart + (TimeSpan.FromDays(28) * (number / (double)count));
        var (kind, old, now) = (number % 4) switch
        {
            0 => (ChangeKind.Baseline, (Status?)null, Status.Live),
            1 => (ChangeKind.State, Status.Live, Status.Lost),
            2 => (ChangeKind.State, Status.Live, Status.Nofollow),
            _ => (ChangeKind.Back, Status.Lost, Status.Live),
        };
        return new HistoryRow(link.LinkId, link.Link.Source, link.Link.Target, new LinkChange
        {
            Kind = kind,
            Old = old,
            New = now,
            Reasons = now == Status.Lost ? [Reason.LinkRemoved] : [],
            Evidence = kind == ChangeKind.Baseline ? [] : ["the page has 48 links, none of them to blue-kettle.example/products"],
            Since = at,
            At = at,
            Readings = 4,
            IsAlert = kind != ChangeKind.Baseline,
            OldDetail = link.Detail,
            NewDetail = link.Detail,
        })
        {
            Title = "Some longer post title",
        };
    }
}
