using System.Globalization;
using System.Text;
using LinkWatch.Fetching;
using LinkWatch.Links;
using LinkWatch.Tests.Core.Checking;
using LinkWatch.Tests.Support;

namespace LinkWatch.Tests.Core.Fetching;

/// <summary>
/// A compressed body with a fault: what is before the fault is read, as browsers do, and counts if the link is in it; nothing more.
/// </summary>
public sealed class BrokenCodingTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>The coding; what is done to the coded page; whether it is still whole.</summary>
    public static TheoryData<string, string, bool> Faults => new()
    {
        { "gzip", "check sum", false },
        { "gzip", "length", false },
        { "gzip", "no trailer", false },
        { "gzip", "half a trailer", false },
        { "gzip", "check sum, then more", false },
        { "gzip", "garbage behind", true },
        { "gzip", "zeros behind", true },
        { "gzip", "another member behind", true },
        { "gzip", "a broken member behind", false },
        { "x-gzip", "check sum", false },
        { "deflate", "check sum", false },
        { "deflate", "no trailer", false },
        { "deflate", "garbage behind", true },
        { "raw", "garbage behind", true },
        { "raw", "nothing", true },
        { "br", "garbage behind", true },
        { "none", "nothing", true },
        { "unknown", "nothing", true },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_link_before_the_fault_counts_and_none_is_lost_by_it(string coding, string fault, bool isWhole)
    {
        foreach (var size in new[] { 1, 20, 2_000 })
        {
            Assert.Equal(Status.Live, (await VisitAsync(coding, fault, isLinked: true, size)).Status);
            Assert.Equal(isWhole ? Status.Lost : Status.Unknown, (await VisitAsync(coding, fault, isLinked: false, size)).Status);
        }
    }

    [Theory]
    [InlineData("gzip", 0.5)]
    [InlineData("deflate", 0.5)]
    [InlineData("br", 0.05)] // A brotli decoder holds back what its window has not let go of.
    public async Task Of_a_stream_that_breaks_in_its_middle_what_is_before_is_read(string coding, double share)
    {
        var page = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, 20_000).Select(i => $"<p>{i * 7919}</p>")));
        var coded = BodyEndTests.Compress(coding, page);
        for (var at = coded.Length / 7; at < coded.Length; at += coded.Length / 7)
        {
            byte[] broken = [.. coded];
            for (var i = at; i < Math.Min(at + 64, broken.Length); i++) broken[i] = (byte)(i * 31);
            await using var site = Site(coding, broken);
            using var fetcher = LoopbackFetcher.Create();

            using var fetched = await fetcher.FetchAsync(site.Url(), null, TimeSpan.FromSeconds(10), Token);

            Assert.NotEqual(BodyEnd.Whole, fetched.End);
            var same = fetched.Body.Span.CommonPrefixLength(page);
            Assert.True(same > page.Length * share * at / coded.Length, $"{same} bytes of {page.Length}, broken at {at} of {coded.Length}");
        }
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    public async Task Of_a_large_page_whose_stream_breaks_nearly_all_that_is_before_is_read(string coding)
    {
        var random = new Random(1);
        var page = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, 200_000).Select(_ => $"<p>{random.Next()}</p>")));
        var coded = BodyEndTests.Compress(coding, page);
        var at = coded.Length / 2;
        coded.AsSpan(at, 64).Fill(0xA5);
        await using var site = Site(coding, coded);
        using var fetcher = LoopbackFetcher.Create();

        using var fetched = await fetcher.FetchAsync(site.Url(), null, TimeSpan.FromSeconds(10), Token);

        Assert.Equal(BodyEnd.Cut, fetched.End);
        Assert.InRange(fetched.Body.Span.CommonPrefixLength(page), (page.Length / 2) - 200_000, page.Length);
    }

    [Fact]
    public async Task Stacked_codings_give_what_is_before_the_inner_fault()
    {
        var gzip = BodyEndTests.Compress("gzip", Encoding.ASCII.GetBytes(RealVisit.Html(isLinked: true)));
        gzip[^6] ^= 0x55;
        await using var site = Site("gzip, br", BodyEndTests.Compress("br", gzip));

        Assert.Equal(Status.Live, (await RealVisit.VerdictAsync(site.Url("/page"))).Status);
    }

    [Theory]
    [InlineData("zstd")]
    [InlineData("compress")]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task A_page_that_is_not_in_its_coding_says_nothing(string coding)
    {
        await using var site = Site(coding, Encoding.ASCII.GetBytes(RealVisit.Html(isLinked: false)));

        Assert.Equal(Status.Unknown, (await RealVisit.VerdictAsync(site.Url("/page"))).Status);
    }

    private static async Task<LinkWatch.Judging.Verdict> VisitAsync(string coding, string fault, bool isLinked, int paragraphs)
    {
        var filler = string.Concat(Enumerable.Range(0, paragraphs).Select(i => $"<p>Paragraph {i * 7919} on lamps</p>"));
        var page = RealVisit.Html(isLinked).Replace("</body>", filler + "</body>", StringComparison.Ordinal);
        var bytes = Encoding.ASCII.GetBytes(page);
        var coded = coding is "none" or "unknown" ? bytes : BodyEndTests.Compress(coding == "x-gzip" ? "gzip" : coding, bytes);
        await using var site = Site(coding == "raw" ? "deflate" : coding, Broken(coded, fault));
        return await RealVisit.VerdictAsync(site.Url("/page"));
    }

    private static byte[] Broken(byte[] coded, string fault)
    {
        byte[] more = BodyEndTests.Compress("gzip", "<!-- more -->"u8.ToArray());
        return fault switch
        {
            "check sum" => Changed(coded, coded.Length - (coded[0] == 0x1F ? 6 : 2)),
            "length" => Changed(coded, coded.Length - 2),
            "no trailer" => coded[..^(coded[0] == 0x1F ? 8 : 4)],
            "half a trailer" => coded[..^3],
            "check sum, then more" => [.. Changed(coded, coded.Length - 6), .. more],
            "garbage behind" => [.. coded, .. "garbage"u8],
            "zeros behind" => [.. coded, .. new byte[100]],
            "another member behind" => [.. coded, .. more],
            "a broken member behind" => [.. coded, .. Changed(more, more.Length - 6)],
            _ => coded,
        };
    }

    private static byte[] Changed(byte[] bytes, int at)
    {
        byte[] changed = [.. bytes];
        changed[at] ^= 0x55;
        return changed;
    }

    private static RawSite Site(string coding, byte[] body) => RawSite.Start(async (stream, token) =>
    {
        var isRobots = (await RawSite.ReadHeadAsync(stream, token)).StartsWith("GET /robots.txt", StringComparison.Ordinal);
        var head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n"
            + string.Create(CultureInfo.InvariantCulture, $"Content-Encoding: {coding}\r\nContent-Length: {body.Length}\r\n\r\n");
        if (isRobots) await stream.WriteAsync("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"u8.ToArray(), token);
        else await stream.WriteAsync((byte[])[.. Encoding.ASCII.GetBytes(head), .. body], token);
    });
}
