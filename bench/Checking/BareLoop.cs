using System.Globalization;

namespace LinkWatch.Bench.Checking;

/// <summary>
/// <c>bench fetch-only ROWS.csv PARALLEL</c>: the minimum that any checker must do. Reads every page of a list with a plain
/// HttpClient and prints the number of bytes.
/// </summary>
internal static class BareLoop
{
    public static async Task<int> RunAsync(string rows, int parallel)
    {
        using var handler = new SocketsHttpHandler { UseProxy = false };
#pragma warning disable RS0030 // The bare client is the baseline.
        using var client = new HttpClient(handler);
#pragma warning restore RS0030
        long bytes = 0;
        var pages = File.ReadLines(rows).Skip(1).Select(row => row[..row.IndexOf(',', StringComparison.Ordinal)]);
        await Parallel.ForEachAsync(pages, new ParallelOptions { MaxDegreeOfParallelism = parallel }, async (page, stop) =>
        {
            var body = await client.GetByteArrayAsync(page, stop);
            Interlocked.Add(ref bytes, body.Length);
        });
        Console.WriteLine(bytes.ToString(CultureInfo.InvariantCulture));
        return 0;
    }
}
