using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace LinkWatch.Bench.Checking;

/// <summary>
/// <c>bench check-ratio [--rows N] [--rounds N] [--parallel N] FOLDER…</c>: the pages per second of <c>linkwatch check FILE.csv</c> on
/// real pages on loopback with a followed link, compared with a loop that only fetches them. The server is a separate process, and
/// the two alternate, so that a busy machine slows both.
/// </summary>
internal static class CheckRatio
{
    public static async Task<int> RunAsync(int rows, int rounds, int parallel, IReadOnlyList<string> folders)
    {
        var pages = PageCorpus.Find(folders).Take(rows).ToList();
        if (pages.Count == 0)
        {
            await Console.Error.WriteLineAsync(
                "no page in these folders has a followed link; name others, such as /usr/share/doc with -doc packages installed");
            return 2;
        }

        var scratch = Directory.CreateTempSubdirectory("linkwatch-bench-").FullName;
        try
        {
            var list = Path.Combine(scratch, "pages.txt");
            await File.WriteAllLinesAsync(list, pages.Select(page => page.Path));
            using var server = Serve(list, hosts: 1);
            var address = await server.StandardOutput.ReadLineAsync();
            var csv = Path.Combine(scratch, "links.csv");
            await File.WriteAllLinesAsync(csv, ["source,target", .. Enumerable.Range(0, rows)
                .Select(row => $"{address}/{row % pages.Count}.html,\"{pages[row % pages.Count].Target}\"")]);
            Console.WriteLine(
                $"{pages.Count} pages, {pages.Sum(page => new FileInfo(page.Path).Length) / 1e6:0} MB, {rows} rows, {parallel} at once");
            await CompareAsync(csv, rows, rounds, parallel);
            server.StandardInput.Close();
            await server.WaitForExitAsync();
            return 0;
        }
        finally
        {
            Directory.Delete(scratch, recursive: true);
        }
    }

    private static async Task CompareAsync(string csv, int rows, int rounds, int parallel)
    {
        var ratios = new List<double>();
        for (var round = 0; round < rounds; round++)
        {
            var bare = await MeasuredProcess.RunAsync([typeof(CheckRatio).Assembly.Location, "fetch-only", csv, Text(parallel)], _ => { });
            var statuses = new SortedDictionary<string, int>(StringComparer.Ordinal);
            var check = await MeasuredProcess.RunAsync(
                [
                    typeof(LinkWatch.Local.UsageException).Assembly.Location, "check", csv, "--json", "--allow-address", "127.0.0.0/8",
                    "--interval", "0", "--parallel", Text(parallel)
                ],
                line => Count(statuses, line));
            ratios.Add(bare.Wall / check.Wall);
            Console.WriteLine($"fetch only {bare.Rate(rows)}");
            Console.WriteLine($"check      {check.Rate(rows)}; ratio {ratios[^1]:0.00}; {check.Memory()}; "
                + $"{string.Join(", ", statuses.Select(status => $"{status.Key} {status.Value}"))}");
        }

        Console.WriteLine($"ratio, median of {rounds}: {ratios.Order().ElementAt(rounds / 2):0.00}");
    }

    internal static Process Serve(string list, int hosts) => Process.Start(
        new ProcessStartInfo("dotnet", [typeof(CheckRatio).Assembly.Location, "serve-pages", list, "--hosts", Text(hosts)])
        {
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
            UseShellExecute = false
        })!;

    internal static void Count(SortedDictionary<string, int> statuses, string line)
    {
        using var json = JsonDocument.Parse(line);
        var status = json.RootElement.GetProperty("status").GetString()!;
        statuses[status] = statuses.GetValueOrDefault(status) + 1;
    }

    internal static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
