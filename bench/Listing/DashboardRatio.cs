using System.Diagnostics;
using System.Globalization;
using LinkWatch.Bench.Emulating;

namespace LinkWatch.Bench.Listing;

/// <summary>
/// <c>bench dashboard-ratio [--links N] [--rounds N] [--azurite FOLDER]</c>: how long each page of the dashboard takes to its first byte,
/// over HTTP from the web server of <c>serve</c>, with many links, compared with a hundred. The two alternate, so that a busy machine slows
/// both; each figure is the 95th percentile. On Azurite, also how many requests each page sends to storage. Run it with <c>-c Release</c>.
/// </summary>
internal static class DashboardRatio
{
    private const int Few = 100;
    private const int Unmeasured = 3;

    public static async Task<int> RunAsync(int links, int rounds, string? azurite, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("linkwatch-bench-").FullName;
        var (small, large) = (Path.Combine(folder, "few"), Path.Combine(folder, "many"));
        await using var emulator =
            azurite is null ? null : await AzuriteProcess.StartAsync(azurite, Console.WriteLine, cancellationToken);
        try
        {
            await using var few = emulator is null
                ? await ServedSite.StartAsync(small, cancellationToken)
                : await ServedSite.StartAsync(small, emulator.ConnectionString, "few", cancellationToken);
            await using var many = emulator is null
                ? await ServedSite.StartAsync(large, cancellationToken)
                : await ServedSite.StartAsync(large, emulator.ConnectionString, "many", cancellationToken);
            await CompareAsync(few, many, links, rounds, cancellationToken);
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task CompareAsync(ServedSite few, ServedSite many, int links, int rounds, CancellationToken cancellationToken)
    {
        await ShownSite.WriteAsync(few.Store, Few, cancellationToken);
        var start = Stopwatch.GetTimestamp();
        await ShownSite.WriteAsync(many.Store, links, cancellationToken);
        Say($"{links} links written in {Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s; {rounds} rounds");
        var worst = (Ratio: 0.0, Name: "");
        foreach (var page in await ShownPage.AllAsync(many.Store, Few, links, cancellationToken))
        {
            var (one, other) = (new List<double>(), new List<double>());
            for (var round = -Unmeasured; round < rounds; round++)
            {
                var (a, b) = (await TimeAsync(few, page.Few, cancellationToken), await TimeAsync(many, page.Many, cancellationToken));
                if (round < 0) continue;
                one.Add(a);
                other.Add(b);
            }

            var ratio = Percentile(95, other) / Percentile(95, one);
            if (ratio > worst.Ratio) worst = (ratio, page.Name);
            var (small, large) = (Percentile(95, one), Percentile(95, other));
            Say($"{page.Name,-34} p95 {small,6:0.0} ms with {Few}, {large,6:0.0} ms with {links}: {ratio:0.0}");
            Say($"{"",-34} median {Percentile(50, one):0.0} and {Percentile(50, other):0.0} ms");
            if (few.Counter is null) continue;
            var requests = (await few.RequestsAsync(page.Few, cancellationToken), await many.RequestsAsync(page.Many, cancellationToken));
            Say($"{"",-34} {requests.Item1} and {requests.Item2} requests to storage");
        }

        Say($"worst ratio: {worst.Ratio:0.0} ({worst.Name})");
    }

    private static async Task<double> TimeAsync(ServedSite site, string path, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        await using var rest = await site.AskAsync(path, cancellationToken);
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static double Percentile(int percent, List<double> times) => times.Order().ElementAt((times.Count - 1) * percent / 100);

    private static void Say(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
