using System.IO.Compression;
using System.Text;
using LinkWatch.Discovery.Sources;

namespace LinkWatch.Tests.Core.Discovery.Sources;

public sealed class SourceDetectorTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(
        "garbage\n203.0.113.9 - - [10/Oct/2026:13:55:36 +0200] \"GET / HTTP/1.1\" 200 2 \"-\" \"-\"\n", SourceKind.Combined, "line 2")]
    [InlineData("#Software: IIS\r\n#Version: 1.0\r\n#Fields: date time\r\n", SourceKind.W3c, "its #Fields line")]
    [InlineData("{\"properties\":{\"requestUri\":\"https://shop.example/\",\"httpStatusCode\":\"200\"}}\n", SourceKind.FrontDoor, "line 1")]
    [InlineData("{\"ClientRequestURI\":\"/\",\"EdgeResponseStatus\":200}\n", SourceKind.Cloudflare, "line 1")]
    [InlineData("WARC/1.0\r\nWARC-Type: warcinfo\r\n", SourceKind.Wat, "its first record")]
    [InlineData("0\tcom.blog\t3\n1\texample.shop\t1\n", SourceKind.GraphVertices, "its columns")]
    [InlineData("0\tcom.blog\n1\texample.shop\n", SourceKind.GraphVertices, "its columns")]
    [InlineData("0\t1\n0\t2\n", SourceKind.GraphEdges, "its columns")]
    [InlineData("https://blog.example/a\nhttps://blog.example/b\n", SourceKind.Export, "its columns")]
    public async Task A_file_is_recognised_by_its_beginning(string text, SourceKind kind, string by)
    {
        var plain = await DetectAsync(Encoding.UTF8.GetBytes(text));
        var marked = await DetectAsync([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text)]);
        var packed = await DetectAsync(Gzip(text));

        Assert.All([plain, marked, packed], detected => Assert.Equal((kind, by), (detected.Kind, detected.By)));
    }

    [Theory]
    [InlineData("", "it is empty")]
    [InlineData("free text without anything\nin it\n", "if it is one, name its --kind")]
    [InlineData("Target page,Incoming links\nhttps://shop.example/,10\n", "or “More sample links”), and import that")]
    [InlineData(
        "203.0.113.9 - - [10/Oct/2026:13:55:36 +0200] \"GET / HTTP/1.1\" 200 2\n",
        "this access log has no referrers: log in the combined format")]
    public async Task What_is_none_of_the_kinds_is_refused_with_what_to_do(string text, string problem)
    {
        var refused = await Assert.ThrowsAsync<SourceException>(() => DetectAsync(Encoding.UTF8.GetBytes(text)));

        Assert.Contains(problem, refused.Message, StringComparison.Ordinal);
        Assert.Equal(problem.Contains("--kind", StringComparison.Ordinal), refused.Message.Contains("--kind", StringComparison.Ordinal));
        Assert.DoesNotContain('\n', refused.Message);
    }

    [Fact]
    public async Task A_gzip_log_of_several_members_is_read_whole_and_one_cut_off_anywhere_is_said_to_be()
    {
        byte[] packed = [.. Gzip(Log(0, 20)), .. Gzip(Log(20, 40))];
        var seen = new LogLines.Requests();

        var count = await LogLines.ReadAsync(packed, SourceKind.Combined, seen);

        Assert.Equal((40, true), (seen.All.Count, count.IsWhole));
        Assert.Equal(40, count.Lines);
        var whole = Gzip(Log(0, 20)).Length;
        for (var length = 30; length < packed.Length; length += 7)
        {
            if (length == whole) continue;
            try
            {
                count = await LogLines.ReadAsync(packed[..length], SourceKind.Combined, new LogLines.Requests());
                Assert.NotNull(count.Damage);
                Assert.InRange(count.Lines, length > whole ? 20 : 0, 40);
            }
            catch (InvalidDataException) when (length < whole)
            {
                // Not even its beginning could be read.
            }
        }
    }

    private static string Log(int from, int to) => string.Concat(
        Enumerable.Range(from, to - from).Select(i => LogLines.Combined($"https://blog{i * 7919}.example/") + "\n"));

    private static byte[] Gzip(string text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal)) gzip.Write(Encoding.UTF8.GetBytes(text));
        return packed.ToArray();
    }

    private static async Task<DetectedSource> DetectAsync(byte[] file)
    {
        await using var content = await SourceContent.OpenAsync(new MemoryStream(file), Cancel);
        return await SourceDetector.DetectAsync(content.Start, LogLines.Shop, Cancel);
    }
}
