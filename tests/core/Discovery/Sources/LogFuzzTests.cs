using System.Text;
using LinkWatch.Discovery.Reclaiming;
using LinkWatch.Discovery.Sources;

namespace LinkWatch.Tests.Core.Discovery.Sources;

public sealed class LogFuzzTests
{
    private const int Lines = 20_000;

    private static readonly string[] Good =
    [
        "shop.example:443 2001:db8::1 - - [10/Oct/2026:13:55:36 +0200] \"GET /tea?utm_source=x&a=%zz#y HTTP/1.1\" "
            + "404 23 \"https://blog.example/a\" \"-\"",
        "2026-10-10 11:55:36 GET /green+tea a=1 shop.example https://blog.example/a 404",
        "{\"time\":\"2026-10-10T11:55:36Z\",\"properties\":{\"httpMethod\":\"GET\",\"requestUri\":\"https://shop.example:443/t\\u00fca\","
            + "\"httpStatusCode\":\"404\",\"referer\":\"https:\\/\\/blog.example/\"}}",
        "{\"ClientRequestURI\":\"/tea\",\"EdgeResponseStatus\":404,\"ClientRequestMethod\":\"GET\","
            + "\"ClientRequestReferer\":\"https://blog.example/\","
            + "\"EdgeStartTimestamp\":1791633336000000000}",
    ];

    public static TheoryData<SourceKind> Kinds => [SourceKind.Combined, SourceKind.W3c, SourceKind.FrontDoor, SourceKind.Cloudflare];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task However_a_line_is_broken_it_is_counted_once_and_none_throws(SourceKind kind)
    {
        var random = new Random(20261010 + (int)kind);
        using var log = new MemoryStream();
        log.Write("#Fields: date time cs-method cs-uri-stem cs-uri-query cs-host cs(Referer) sc-status\n"u8);
        for (var i = 0; i < Lines; i++)
        {
            log.Write(Broken(Encoding.UTF8.GetBytes(Good[(int)kind]), random));
            log.WriteByte((byte)'\n');
        }

        var seen = new LogLines.Requests();
        var tally = new ReferrerTally(LogLines.Shop, maxPairs: 50);
        var reclaim = new ReclaimTally(LogLines.Shop);
        var count = await LogLines.ReadAsync(log.ToArray(), kind, seen);
        await LogLines.ReadAsync(log.ToArray(), kind, tally);
        await LogLines.ReadAsync(log.ToArray(), kind, reclaim);

        Assert.Null(count.Damage);
        Assert.Equal(Lines + 1, count.Lines);
        Assert.Equal(count.Lines, seen.All.Count + count.Others + count.Malformed);
        Assert.InRange(seen.All.Count, Lines / 20, Lines);
        Assert.InRange(count.Malformed, Lines / 20, Lines);

        // Each request is a candidate's, dropped, or set aside.
        var hits = tally.TakeCandidates().Sum(candidate => candidate.Hits);
        Assert.Equal(seen.All.Count, hits + tally.HitsSetAside + tally.Dropped.Total);
        Assert.True(hits > 0);
        Assert.NotEmpty(reclaim.Broken());
        foreach (var format in Enum.GetValues<RedirectFormat>()) Assert.NotEmpty(RedirectList.Write(format, reclaim.Broken()));
    }

    /// <summary>A few bytes replaced, put in or taken out; no line ends, so that the number of lines is known.</summary>
    private static byte[] Broken(byte[] line, Random random)
    {
        var bytes = line.ToList();
        for (var edits = random.Next(4); edits > 0; edits--)
        {
            var at = random.Next(bytes.Count);
            var value = (byte)"\"\\[]{}:/?#&=% +-x\t\0"[random.Next(19)];
            if (random.Next(4) == 0) value = (byte)random.Next(11, 256);
            switch (random.Next(4))
            {
                case 0:
                    bytes[at] = value;
                    break;
                case 1:
                    bytes.Insert(at, value);
                    break;
                case 2:
                    bytes.RemoveRange(at, Math.Min(random.Next(1, 6), bytes.Count - at));
                    break;
                default:
                    bytes.RemoveRange(at, random.Next(8) == 0 ? bytes.Count - at : 0);
                    break;
            }

            if (bytes.Count == 0) bytes.Add((byte)'x');
        }

        // A lone carriage return would end as a blank line.
        return bytes.All(b => b == '\r') ? "x"u8.ToArray() : [.. bytes];
    }
}
