using System.Globalization;

namespace LinkWatch.Bench.Checking;

/// <summary>
/// <c>bench hostile-memory [--pages N] [--parallel N] [--kind NAME]</c>: the memory of <c>linkwatch check FILE.csv</c> on pages of 5 MiB
/// that are made to take much of it, and the verdicts that it gives.
/// </summary>
internal static class HostileMemory
{
    private const int Size = 5 * 1024 * 1024 - 1024;
    private const string Link = "<a href=https://shop.example/>shop</a>";

    private static readonly Dictionary<string, Func<int, string>> Kinds = new(StringComparer.Ordinal)
    {
        ["text"] = _ => "<p>A paragraph about lamps.</p>\n",
        ["elements"] = _ => "<i>",
        ["closed elements"] = _ => "<b></b>",
        ["paragraphs"] = _ => "<p>x",
        ["nested div"] = _ => "<div>",
        ["nested objects"] = _ => "<object data>",
        ["nested b and p"] = _ => "<b><p>t",
        ["attributes"] = i => i == 0 ? "<a " : string.Create(CultureInfo.InvariantCulture, $"a{i} "),
        ["attributes of a few tags"] = i =>
            string.Create(CultureInfo.InvariantCulture, $"{(i % 70_000 == 0 ? "><a " : "")}a{i} "),
        ["attributes of many tags"] = i => string.Create(
            CultureInfo.InvariantCulture, $"<b a{i}=b b{i}=c c{i}=d d{i}=e e{i}=f f{i}=g>some text, so that there are few tags</b>"),
        ["elements with attributes"] = _ => "<b a b c d e>",
        ["entities"] = _ => "&amp;&notit;",
        ["comments"] = _ => "<!--x-->",
        ["tables"] = _ => "<table><td>",
        ["links"] = i => string.Create(CultureInfo.InvariantCulture, $"<a href=/{i}>x</a>"),
        ["scripts"] = _ => "<script>a()</script>",
    };

    public static async Task<int> RunAsync(int pages, int parallel, string? kind)
    {
        var kinds = Kinds.Where(each => kind is null || each.Key == kind).ToList();
        var scratch = Directory.CreateTempSubdirectory("linkwatch-bench-").FullName;
        try
        {
            var files = new List<string>();
            foreach (var (name, next) in kinds) files.Add(await WriteAsync(scratch, name, next));
            var list = Path.Combine(scratch, "pages.txt");
            await File.WriteAllLinesAsync(list, files);
            using var server = CheckRatio.Serve(list, hosts: 1);
            var address = await server.StandardOutput.ReadLineAsync();
            var csv = Path.Combine(scratch, "links.csv");
            await File.WriteAllLinesAsync(
                csv,
                [
                    "source,target",
                    .. Enumerable.Range(0, pages).Select(i => $"{address}/{i % files.Count}.html?{i},https://missing.example/"),
                ]);
            await MeasureAsync(csv, pages, parallel);
            server.StandardInput.Close();
            await server.WaitForExitAsync();
            return 0;
        }
        finally
        {
            Directory.Delete(scratch, recursive: true);
        }
    }

    private static async Task MeasureAsync(string csv, int pages, int parallel)
    {
        var statuses = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var check = await MeasuredProcess.RunAsync(
            [
                typeof(LinkWatch.Local.UsageException).Assembly.Location, "check", csv, "--json", "--allow-address", "127.0.0.0/8",
                "--interval", "0", "--parallel", parallel.ToString(CultureInfo.InvariantCulture)
            ],
            line => CheckRatio.Count(statuses, line));
        Console.WriteLine($"{pages} pages, {parallel} at once: {check.Memory()}; {check.Wall.TotalSeconds:0.0} s; "
            + $"{string.Join(", ", statuses.Select(status => $"{status.Key} {status.Value}"))}");
    }

    /// <summary>The link that is looked for is not there, so that every reader reads it all.</summary>
    private static async Task<string> WriteAsync(string folder, string name, Func<int, string> next)
    {
        var path = Path.Combine(folder, name.Replace(' ', '-') + ".html");
        await using var file = new StreamWriter(path);
        await file.WriteAsync("<!doctype html><title>Lamps</title>");
        var written = 0;
        for (var i = 0; written < Size; i++)
        {
            var part = next(i);
            await file.WriteAsync(part);
            written += part.Length;
        }

        await file.WriteAsync(name.StartsWith("attributes", StringComparison.Ordinal) ? ">x</a>" : "");
        await file.WriteAsync(Link + "</body></html>");
        return path;
    }
}
