using System.Diagnostics;
using System.IO.Compression;
using LinkWatch.Discovery.Reclaiming;
using LinkWatch.Discovery.Sources;
using LinkWatch.Links;

namespace LinkWatch.Bench.Discovering;

/// <summary>What reading an access log costs, of discovery and of reclaim, plain and gzip.</summary>
internal static class LogsBench
{
    private const int Runs = 2;

    private static readonly Site Shop = new() { Id = "shop", Domains = ["shop.example"] };

    public static async Task<int> RunAsync(int megabytes, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("linkwatch-logs-");
        try
        {
            var (plain, packed) = (Path.Combine(folder.FullName, "access.log"), Path.Combine(folder.FullName, "access.log.gz"));
            var lines = LogGenerator.Write(plain, megabytes);
            await PackAsync(plain, packed, cancellationToken);
            Print($"{new FileInfo(plain).Length / 1e6:0} MB plain, {new FileInfo(packed).Length / 1e6:0} MB gzip");
            Print($"{lines.Lines:n0} lines, {lines.Malformed:n0} of them malformed");
            foreach (var path in (string[])[plain, packed]) await DiscoverAsync(path, lines, cancellationToken);
            PrintPeak();
            foreach (var path in (string[])[plain, packed]) await ReclaimAsync(path, lines, cancellationToken);
            PrintPeak();
            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task DiscoverAsync(string path, (long Lines, long Malformed) lines, CancellationToken cancellationToken)
    {
        for (var run = 0; run < Runs; run++)
        {
            var tally = new ReferrerTally(Shop);
            await MeasureAsync("discover", path, lines, tally, cancellationToken);
            var candidates = tally.TakeCandidates().Count();
            Print($"  {candidates:n0} candidates, {tally.Dropped.Total:n0} dropped, {tally.SetAside:n0} pairs set aside");
        }
    }

    private static async Task ReclaimAsync(string path, (long Lines, long Malformed) lines, CancellationToken cancellationToken)
    {
        for (var run = 0; run < Runs; run++)
        {
            var tally = new ReclaimTally(Shop);
            await MeasureAsync("reclaim", path, lines, tally, cancellationToken);
            Print($"  {tally.Broken().Count:n0} failing addresses, {tally.SetAside.Live:n0} that answer set aside");
        }
    }

    private static void PrintPeak()
    {
        using var process = Process.GetCurrentProcess();
        Print($"process peak {process.PeakWorkingSet64 / 1e6:0} MB");
    }

    private static async Task PackAsync(string plain, string packed, CancellationToken cancellationToken)
    {
        await using var from = File.OpenRead(plain);
        await using var to = new GZipStream(File.Create(packed), CompressionLevel.Fastest);
        await from.CopyToAsync(to, cancellationToken);
    }

    private static async Task MeasureAsync(
        string what, string path, (long Lines, long Malformed) lines, IRequestSink sink, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        await using var content = await SourceContent.OpenAsync(file, cancellationToken);
        var count = new SourceCount();
        var (clock, cpu) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
        await LogReader.ReadAsync(content.Content, SourceKind.Combined, sink, count, progress: null, cancellationToken);
        var used = (Environment.CpuUsage.TotalTime - cpu).TotalSeconds;
        if (count.Damage is not null || (count.Lines, count.Malformed) != lines)
            throw new InvalidOperationException($"{count.Lines} lines and {count.Malformed} malformed are not {lines}");
        var size = content.Content.Position / 1e6;
        var took = clock.Elapsed.TotalSeconds;
        Print($"{what} {Path.GetFileName(path)}: {took:0.00} s, {used:0.00} s of CPU: {size / used:0} MB a second of CPU");
    }

    private static void Print(FormattableString text) => Console.WriteLine(FormattableString.Invariant(text));
}
