using System.Diagnostics;
using System.Globalization;
using LinkWatch.Local.Ranks;
using LinkWatch.Ranking;

namespace LinkWatch.Bench.Ranking;

/// <summary>What reading, importing and looking up in a rank list cost, with domains that are made up.</summary>
internal static class RanksBench
{
    private const int Seed = 1;
    private const double Hundred = 100e6;

    public static async Task<int> RunAsync(int domains, int lookUps, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("linkwatch-ranks-");
        try
        {
            var list = Path.Combine(folder.FullName, "ranks.txt");
            await WriteListAsync(list, domains);
            await ReadAsync(list, cancellationToken);
            var ranks = new RankFolder(folder.FullName);
            await ImportAsync(list, ranks, domains, cancellationToken);
            await LookUpAsync(ranks.FileOf(RankKind.CommonCrawl), domains, lookUps, cancellationToken);
            using var process = Process.GetCurrentProcess();
            Print($"process peak {process.PeakWorkingSet64 / 1e6:0} MB");
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        return 0;
    }

    private static async Task WriteListAsync(string path, int domains)
    {
        await using var writer = new StreamWriter(path);
        await writer.WriteAsync("#harmonicc_pos\t#harmonicc_val\t#pr_pos\t#pr_val\t#host_rev\t#n_hosts\n");
        for (var i = 1; i <= domains; i++)
        {
            var line = string.Create(
                CultureInfo.InvariantCulture,
                $"{i}\t{3.5e7 / i + 1e7:0.0}\t{domains - i + 1}\t{1.0 / i:E6}\t{Reversed(i)}\t{1 + (i % 7)}\n");
            await writer.WriteAsync(line);
        }
    }

    private static async Task ReadAsync(string path, CancellationToken cancellationToken)
    {
        for (var run = 0; run < 3; run++)
        {
            await using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            var (clock, cpu) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
            await RankListReader.ReadAsync(stream, kind: null, new Nowhere(), progress: null, cancellationToken);
            var used = (Environment.CpuUsage.TotalTime - cpu).TotalSeconds;
            var (size, took) = (stream.Length / 1e6, clock.Elapsed.TotalSeconds);
            Print($"read only: {size:0} MB in {took:0.00} s, {used:0.00} s of CPU: {size / used:0} MB a second of CPU");
        }
    }

    private static async Task ImportAsync(string path, RankFolder ranks, int domains, CancellationToken cancellationToken)
    {
        await using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        var length = stream.Length / 1e6;
        var (clock, cpu) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
        await ranks.ImportAsync(stream, kind: null, "made up", DateTimeOffset.UnixEpoch, progress: null, cancellationToken);
        var (took, used) = (clock.Elapsed.TotalSeconds, (Environment.CpuUsage.TotalTime - cpu).TotalSeconds);
        var size = new FileInfo(ranks.FileOf(RankKind.CommonCrawl)).Length;
        Print($"import: {domains / 1e6:0.#} million domains in {took:0.0} s ({length / took:0} MB/s), {used:0.0} s of CPU");
        Print($"file: {size / 1e6:0.0} MB, {(double)size / domains:0.000} bytes a domain");
        Print($"extrapolated to 100 million: {took * Hundred / domains:0} s, {size / 1e6 * Hundred / domains:0} MB");
    }

    private static async Task LookUpAsync(string path, int domains, int lookUps, CancellationToken cancellationToken)
    {
        foreach (var isCold in new[] { true, false })
        {
            if (isCold && !await TryDropCacheAsync(path, cancellationToken))
            {
                Print($"no cold look-ups: dd is missing");
                continue;
            }

            using var file = await OpenRankFile.OpenAsync(path, cancellationToken);
            var random = new Random(Seed);
            var found = 0;
            var clock = Stopwatch.StartNew();
            for (var i = 0; i < lookUps; i++)
            {
                var number = 1 + random.Next(domains);
                var place = await file.File.FindAsync(i % 2 == 0 ? Name(number) : "not-" + Name(number), cancellationToken);
                found += place?.Position == number ? 1 : 0;
            }

            var rate = lookUps / clock.Elapsed.TotalSeconds;
            Print($"look-ups, {(isCold ? "nothing cached at first" : "all cached")}: {rate:0} a second; {found} of {lookUps} found");
        }
    }

    /// <summary>Makes the system forget what it holds of a file.</summary>
    private static async Task<bool> TryDropCacheAsync(string path, CancellationToken cancellationToken)
    {
        if (!File.Exists("/usr/bin/dd") && !File.Exists("/bin/dd")) return false;
        using var dd = Process.Start("dd", [$"of={path}", "oflag=nocache", "conv=notrunc,fdatasync", "count=0", "status=none"]);
        await dd.WaitForExitAsync(cancellationToken);
        return dd.ExitCode == 0;
    }

    private static string Name(int number) => string.Create(CultureInfo.InvariantCulture, $"site-{number * 7919L:x}.example");

    private static string Reversed(int number) => string.Create(CultureInfo.InvariantCulture, $"example.site-{number * 7919L:x}");

    private static void Print(FormattableString text) => Console.WriteLine(FormattableString.Invariant(text));

    private sealed class Nowhere : IRankSink
    {
        public void Add(ulong hash, uint position)
        {
            // Only the reading is measured.
        }
    }
}
