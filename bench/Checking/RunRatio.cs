namespace LinkWatch.Bench.Checking;

/// <summary>
/// <c>bench run-ratio [--rows N] [--rounds N] [--parallel N] FOLDER…</c>: the pages per second of <c>linkwatch run</c> on newly imported
/// links, with everything that it stores in its SQLite file, compared with <c>linkwatch check</c>, which stores nothing, on the same
/// pages. The pages are spread over many hosts, because a host's pages are visited one after another.
/// </summary>
internal static class RunRatio
{
    private const int Hosts = 100;

    private static readonly string LinkWatch = typeof(Local.UsageException).Assembly.Location;

    public static async Task<int> RunAsync(int rows, int rounds, int parallel, IReadOnlyList<string> folders)
    {
        var pages = PageCorpus.Find(folders).Take(rows).ToList();
        if (pages.Count == 0)
        {
            await Console.Error.WriteLineAsync("no page in these folders has a followed link; name others");
            return 2;
        }

        var scratch = Directory.CreateTempSubdirectory("linkwatch-bench-").FullName;
        try
        {
            var list = Path.Combine(scratch, "pages.txt");
            await File.WriteAllLinesAsync(list, pages.Select(page => page.Path));
            using var server = CheckRatio.Serve(list, Hosts);
            var hosts = (await server.StandardOutput.ReadLineAsync())!.Split(' ');
            var csv = Path.Combine(scratch, "links.csv");
            await File.WriteAllLinesAsync(csv, ["source,target", .. Enumerable.Range(0, rows)
                .Select(row => $"{hosts[row % Hosts]}/{row % pages.Count}.html?{row},\"{pages[row % pages.Count].Target}\"")]);
            Console.WriteLine($"{pages.Count} pages, {rows} rows on {Hosts} hosts, {parallel} at once");
            await CompareAsync(csv, scratch, rows, rounds, parallel);
            server.StandardInput.Close();
            await server.WaitForExitAsync();
            return 0;
        }
        finally
        {
            Directory.Delete(scratch, recursive: true);
        }
    }

    private static async Task CompareAsync(string csv, string scratch, int rows, int rounds, int parallel)
    {
        string[] fetching = ["--allow-address", "127.0.0.0/8", "--interval", "0"];
        string[] atOnce = ["--parallel", CheckRatio.Text(parallel)];
        var ratios = new List<double>();
        for (var round = 0; round < rounds; round++)
        {
            var data = Path.Combine(scratch, $"data{round}");
            string[] site = ["--domain", "shop.example", "--owner", "me@shop.example", "--data", data];
            await MeasuredProcess.RunAsync([LinkWatch, "site", "set", "shop", .. site], _ => { });
            string[] foreign = ["--allow-foreign-target", "--allow-address", "127.0.0.0/8"];
            await MeasuredProcess.RunAsync([LinkWatch, "import", csv, "--site", "shop", "--data", data, .. foreign], _ => { });
            var check = await MeasuredProcess.RunAsync([LinkWatch, "check", csv, "--json", .. fetching, .. atOnce], _ => { });
            var run = await MeasuredProcess.RunAsync(
                [LinkWatch, "run", "--json", "--data", data, .. fetching, .. atOnce], Console.WriteLine);
            ratios.Add(check.Wall / run.Wall);
            Console.WriteLine($"check {check.Rate(rows)}; {check.Memory()}");
            Console.WriteLine($"run   {run.Rate(rows)}; {run.Memory()}; ratio {ratios[^1]:0.00}");
        }

        Console.WriteLine($"ratio, median of {rounds}: {ratios.Order().ElementAt(rounds / 2):0.00}");
    }
}
