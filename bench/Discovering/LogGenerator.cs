using System.Globalization;

namespace LinkWatch.Bench.Discovering;

/// <summary>
/// Makes up an access log of a shop: of a hundred requests 40 have no referrer, 47 come from the site itself, 6 from search engines and 7
/// from elsewhere, half of these with the origin only; 3 answer 404. One line of a thousand is cut off. The same for the same size.
/// </summary>
internal static class LogGenerator
{
    private const int Seed = 1;
    private const int Pages = 20_000;
    private const int Sites = 30_000;
    private const int CutEvery = 1000;

    private static readonly DateTime Start = new(2026, 3, 1, 0, 0, 0, DateTimeKind.Utc);

    private static readonly string[] Agents =
    [
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/604.1",
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    ];

    /// <returns>How many lines were written, and how many of them are cut off.</returns>
    public static (long Lines, long Malformed) Write(string path, int megabytes)
    {
        var random = new Random(Seed);
        using var writer = new StreamWriter(path, append: false, System.Text.Encoding.ASCII, bufferSize: 1 << 20);
        var lines = 0L;
        for (var written = 0L; written < megabytes * 1_000_000L; lines++)
        {
            var line = Line(lines, random);
            if (lines % CutEvery == CutEvery - 1) line = line[..(line.Length / 3)];
            writer.Write(line);
            writer.Write('\n');
            written += line.Length + 1;
        }

        return (lines, lines / CutEvery);
    }

    private static string Line(long number, Random random)
    {
        var time = Start.AddMilliseconds(number * 400).ToString("dd/MMM/yyyy:HH:mm:ss +0000", CultureInfo.InvariantCulture);
        var (address, isMissing) = (random.Next(1 << 24), random.Next(100) < 3);
        var target = isMissing ? $"/gone/tea-{Skewed(random, Pages)}" : Page(random);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"203.{address >> 16}.{(address >> 8) & 255}.{address & 255} - - [{time}] \"GET {target} HTTP/1.1\" {(isMissing ? 404 : 200)} "
            + $"{random.Next(200, 90_000)} \"{Referrer(random)}\" \"{Agents[random.Next(Agents.Length)]}\"");
    }

    private static string Referrer(Random random) => random.Next(100) switch
    {
        < 40 => "-",
        < 87 => "https://shop.example" + Page(random),
        < 93 => random.Next(2) == 0 ? "https://www.google.com/" : "https://duckduckgo.com/",
        < 97 => $"https://blog{Skewed(random, Sites)}.example/",
        _ => $"https://forum{Skewed(random, Sites)}.example/thread/{random.Next(50)}",
    };

    private static string Page(Random random) => $"/category-{random.Next(40)}/a-kind-of-tea-{Skewed(random, Pages)}";

    /// <summary>Small numbers are frequent, as few pages have most visitors.</summary>
    private static int Skewed(Random random, int below) => (int)(below * Math.Pow(random.NextDouble(), 3));
}
