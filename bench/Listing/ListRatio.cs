using System.Diagnostics;
using System.Globalization;
using LinkWatch.Azure;
using LinkWatch.Bench.Emulating;
using LinkWatch.Links;
using LinkWatch.Local.Sqlite;
using LinkWatch.Reporting;
using LinkWatch.Storage;

namespace LinkWatch.Bench.Listing;

/// <summary>
/// <c>bench list-ratio [--links N] [--rounds N] [--azurite FOLDER]</c>: how long the pages of a site's lists, its counts and its days take
/// with many links, compared with a site of a hundred. The two alternate, so that a busy machine slows both; each figure is the 95th
/// percentile until the JSON is there. Run it with <c>-c Release</c>.
/// </summary>
internal static class ListRatio
{
    private const int Few = 100;
    private const int MaxTake = 50;

    private static readonly DateOnly Today = DateOnly.FromDateTime(ListedSite.Noon.DateTime);

    /// <summary>What is asked, given how far into its list a page lies.</summary>
    private static readonly (string Name, Func<ISiteLinks, string, int, CancellationToken, Task<string>> Ask)[] Questions =
    [
        .. Enum.GetValues<LinkOrder>().Select(order => List($"by {order.Name()}", LinkFilter.None, order)),
        List("lost", new LinkFilter { Status = ListedStatus.Lost }, LinkOrder.Change),
        List("reason", new LinkFilter { Reason = Reason.PageGone }, LinkOrder.Change),
        List("rel, by address", new LinkFilter { Rel = "nofollow" }, LinkOrder.Address),
        List("placement", new LinkFilter { Placement = Placement.Footer }, LinkOrder.Status),
        List("host", new LinkFilter { Host = "blog7.example" }, LinkOrder.Change),
        List("tag, by address", new LinkFilter { Tag = "tag3" }, LinkOrder.Address),
        List("lost and tag", new LinkFilter { Tag = "tag3", Status = ListedStatus.Lost }, LinkOrder.Change),
        List("tag and placement", new LinkFilter { Tag = "tag3", Placement = Placement.Footer }, LinkOrder.Change),
        List("text that none has", new LinkFilter { Text = "no such text" }, LinkOrder.Change),
        ("counts", async (links, site, _, stop) =>
            Json.Write((await links.CountsAsync(site, stop)).Values(FacetKind.Reason))),
        ("90 days", async (links, site, _, stop) => Json.Write(await links.DaysAsync(site, Today.AddDays(-90), Today, stop))),
    ];

    public static async Task<int> RunAsync(int links, int rounds, string? azurite, CancellationToken cancellationToken)
    {
        if (azurite is not null)
        {
            await using var process = await AzuriteProcess.StartAsync(azurite, Console.WriteLine, cancellationToken);
            var options = new AzureStorageOptions { ConnectionString = process.ConnectionString, Prefix = "bench" };
            var storage = await AzureStorage.OpenAsync(options, 4, cancellationToken);
            return await CompareAsync(storage.Sites, links, rounds, cancellationToken);
        }

        var folder = Directory.CreateTempSubdirectory("linkwatch-bench-").FullName;
        try
        {
            using var file = await SqliteFile.OpenAsync(folder, 4, cancellationToken);
            return await CompareAsync(new SqliteStores(file).Sites, links, rounds, cancellationToken);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<int> CompareAsync(ISiteStore store, int links, int rounds, CancellationToken cancellationToken)
    {
        await ListedSite.WriteAsync(store, "few", Few, cancellationToken);
        var start = Stopwatch.GetTimestamp();
        await ListedSite.WriteAsync(store, "many", links, cancellationToken);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{links} links written in {Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s"));
        var listing = new SiteLinks(store, TimeProvider.System);
        var worst = 0.0;
        foreach (var (name, ask) in Questions)
        {
            // The page after 20, in the large site.
            (int Deep, string Where)[] pages = name.StartsWith("by ", StringComparison.Ordinal) ? [(0, ""), (20, ", page 21")] : [(0, "")];
            foreach (var (deep, where) in pages)
            {
                var few = new List<double>();
                var many = new List<double>();
                for (var round = -3; round < rounds; round++)
                {
                    var (one, other) = (
                        await TimeAsync(() => ask(listing, "few", 0, cancellationToken)),
                        await TimeAsync(() => ask(listing, "many", deep, cancellationToken)));
                    if (round < 0) continue;
                    few.Add(one);
                    many.Add(other);
                }

                var ratio = Percentile(95, many) / Percentile(95, few);
                worst = Math.Max(worst, ratio);
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{name + where,-24} p95 {Percentile(95, few),6:0.00} ms with {Few}, {Percentile(95, many),6:0.00} ms with {links}: "
                        + $"{ratio:0.0}; median {Percentile(50, few),6:0.00} and {Percentile(50, many),6:0.00} ms"));
            }
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"worst ratio: {worst:0.0}"));
        return 0;
    }

    private static (string Name, Func<ISiteLinks, string, int, CancellationToken, Task<string>> Ask) List(
        string name, LinkFilter filter, LinkOrder order)
    {
        string? reached = null;
        var (take, pages) = (0, 0);
        return (name, AskAsync);

        async Task<string> AskAsync(ISiteLinks links, string site, int deep, CancellationToken stop)
        {
            // As many as the small site has: what is compared is finding them.
            if (take == 0) take = Math.Max(1, (await links.ListAsync("few", filter, order, null, MaxTake, stop)).Links.Count);
            for (; pages < deep; pages++) reached = (await links.ListAsync(site, filter, order, reached, take, stop)).Next;
            var found = await links.ListAsync(site, filter, order, deep > 0 ? reached : null, take, stop);
            return Json.Write(found.Links.Select(link => LinkReport.Of(site, link, DateTimeOffset.MaxValue)));
        }
    }

    private static async Task<double> TimeAsync(Func<Task<string>> ask)
    {
        var start = Stopwatch.GetTimestamp();
        await ask();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static double Percentile(int percent, List<double> times) => times.Order().ElementAt((times.Count - 1) * percent / 100);
}
