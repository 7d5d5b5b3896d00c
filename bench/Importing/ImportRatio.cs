using System.Diagnostics;
using System.Globalization;
using LinkWatch.Bench.Checking;
using Microsoft.Data.Sqlite;

namespace LinkWatch.Bench.Importing;

/// <summary>
/// <c>bench import-ratio [--links N] [--rounds N]</c>: the time that <c>linkwatch import FILE</c> takes for new links, compared with a
/// prepared statement that inserts the file's rows into a table without an index, in one transaction. The two alternate, so that a busy
/// machine slows both. Run it with <c>-c Release</c>.
/// </summary>
internal static class ImportRatio
{
    private const int LinksPerHost = 5;

    public static async Task<int> RunAsync(int links, int rounds)
    {
        var (ratios, cpuRatios) = (new List<double>(), new List<double>());
        for (var round = 0; round < rounds; round++)
        {
            var scratch = Directory.CreateTempSubdirectory("linkwatch-bench-").FullName;
            try
            {
                var csv = Path.Combine(scratch, "links.csv");
                await File.WriteAllLinesAsync(csv, Rows(links));
                var bare = Bare(csv, Path.Combine(scratch, "bare.db"));
                var import = await ImportAsync(csv, Path.Combine(scratch, "data"));
                ratios.Add(import.Wall / bare.Wall);
                cpuRatios.Add(import.Cpu / bare.Cpu);
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{links} links: prepared statement {bare.Wall.TotalSeconds:0.00} s, CPU {bare.Cpu.TotalSeconds:0.00} s; "
                        + $"import {import.Wall.TotalSeconds:0.0} s, "
                        + $"CPU {import.Cpu.TotalSeconds:0.0} s, {import.Memory()}; ratio {ratios[^1]:0.0}, of CPU {cpuRatios[^1]:0.0}"));
            }
            finally
            {
                Directory.Delete(scratch, recursive: true);
            }
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"ratio, median of {rounds}: {ratios.Order().ElementAt(rounds / 2):0.0}, "
                + $"of CPU {cpuRatios.Order().ElementAt(rounds / 2):0.0}"));
        return 0;
    }

    /// <summary>Hosts come in no order, as in an export.</summary>
    private static IEnumerable<string> Rows(int links)
    {
        const int Step = 7919;
        var hosts = Math.Max(1, links / LinksPerHost);
        return Enumerable.Range(0, links)
            .Select(i => string.Create(
                CultureInfo.InvariantCulture,
                $"https://blog{(long)i * Step % hosts}.example/2025/{(i % 12) + 1:00}/some-longer-post-title-{i},"
                    + $"https://shop.example/products/{i % 500},tag{i % 7},anchor text {i % 100}"))
            .Prepend("source,target,tags,anchor");
    }

    private static (TimeSpan Wall, TimeSpan Cpu) Bare(string csv, string database)
    {
        var (start, cpu) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        using var connection = new SqliteConnection($"Data Source={database};Pooling=False");
        connection.Open();
        using (var create = connection.CreateCommand())
        {
            create.CommandText =
                "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; "
                + "CREATE TABLE links (source TEXT, target TEXT, tags TEXT, anchor TEXT)";
            create.ExecuteNonQuery();
        }

        using var transaction = connection.BeginTransaction();
        using var insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO links VALUES ($0, $1, $2, $3)";
        var values = Enumerable.Range(0, 4).Select(i => insert.Parameters.Add($"${i}", SqliteType.Text)).ToList();
        insert.Prepare();
        foreach (var line in File.ReadLines(csv).Skip(1))
        {
            var cells = line.Split(',');
            for (var i = 0; i < cells.Length; i++) values[i].Value = cells[i];
            insert.ExecuteNonQuery();
        }

        transaction.Commit();
        return (Stopwatch.GetElapsedTime(start), Environment.CpuUsage.TotalTime - cpu);
    }

    private static async Task<MeasuredProcess> ImportAsync(string csv, string data)
    {
        var linkwatch = typeof(LinkWatch.Local.UsageException).Assembly.Location;
        await MeasuredProcess.RunAsync(
            [linkwatch, "site", "set", "shop", "--domain", "shop.example", "--owner", "me@shop.example", "--data", data], _ => { });
        return await MeasuredProcess.RunAsync([linkwatch, "import", csv, "--site", "shop", "--data", data], Console.WriteLine);
    }
}
