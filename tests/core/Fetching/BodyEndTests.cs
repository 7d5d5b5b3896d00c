using System.IO.Compression;
using System.Text;
using LinkWatch.Fetching;
using LinkWatch.Tests.Support;

namespace LinkWatch.Tests.Core.Fetching;

/// <summary>Only a body that is known to be whole can say that a link is absent.</summary>
public sealed class BodyEndTests
{
    private const string Page = "<html><body><p>Hello, hello, hello</p></body></html>";
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(10);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Content-Length: 5\r\n\r\nhello", BodyEnd.Whole, "hello")]
    [InlineData("Content-Length: 9\r\n\r\nhello", BodyEnd.Cut, "hello")]
    [InlineData("Content-Length: 0\r\n\r\n", BodyEnd.Empty, "")]
    [InlineData("Content-Length: 9\r\n\r\n", BodyEnd.Cut, "")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n", BodyEnd.Whole, "hello")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n", BodyEnd.Cut, "hello")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n5\r\nhel", BodyEnd.Cut, "hel")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n", BodyEnd.Empty, "")]
    [InlineData("Transfer-Encoding: gzip, chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n", BodyEnd.Cut, "")]
    [InlineData("\r\nhello", BodyEnd.Cut, "hello")]
    [InlineData("\r\n<p>hello</BODY\n>\n", BodyEnd.Whole, "<p>hello</BODY\n>\n")]
    [InlineData("\r\n<p>hello</html><!-- cached -->", BodyEnd.Whole, "<p>hello</html><!-- cached -->")]
    [InlineData("\r\n<p>hello</htm", BodyEnd.Cut, "<p>hello</htm")]
    [InlineData("\r\n<p>hello</bodyguard>", BodyEnd.Cut, "<p>hello</bodyguard>")]
    [InlineData("\r\n<p>hello</body", BodyEnd.Cut, "<p>hello</body")]
    [InlineData("\r\n", BodyEnd.Empty, "")]
    [InlineData("Content-Length: many\r\n\r\nhello", BodyEnd.Cut, "hello")]
    [InlineData("Content-Encoding: zstd\r\nContent-Length: 5\r\n\r\nhello", BodyEnd.Cut, "")]
    [InlineData("Content-Encoding: none\r\nContent-Length: 5\r\n\r\nhello", BodyEnd.Whole, "hello")]
    [InlineData("Content-Encoding: identity\r\nContent-Length: 5\r\n\r\nhello", BodyEnd.Whole, "hello")]
    [InlineData("Content-Encoding: gzip\r\nContent-Length: 5\r\n\r\nhello", BodyEnd.Cut, "")]
    [InlineData("Content-Encoding: gzip\r\nContent-Length: 0\r\n\r\n", BodyEnd.Empty, "")]
    public async Task The_framing_shows_how_a_message_ended(string rest, BodyEnd end, string body)
    {
        await using var site = RawSite.Saying("HTTP/1.1 200 OK\r\nConnection: close\r\n" + rest);
        using var fetcher = LoopbackFetcher.Create();

        using var fetched = await fetcher.FetchAsync(site.Url(), null, Budget, Token);

        Assert.Null(fetched.Failure);
        Assert.Equal(200, fetched.HttpStatus);
        Assert.Equal(end, fetched.End);
        Assert.Equal(body, Encoding.Latin1.GetString(fetched.Body.Span));
    }

    [Fact]
    public async Task A_body_of_HTTP_1_0_ends_with_the_connection()
    {
        await using var site = RawSite.Saying("HTTP/1.0 200 OK\r\n\r\n" + Page);
        using var fetcher = LoopbackFetcher.Create();

        using var fetched = await fetcher.FetchAsync(site.Url(), null, Budget, Token);

        Assert.Equal(BodyEnd.Whole, fetched.End);
        Assert.True(fetched.IsEndedByClose);
    }

    [Fact]
    public async Task A_part_of_a_page_is_not_the_page()
    {
        await using var site = RawSite.Saying("HTTP/1.1 206 Partial Content\r\nContent-Length: 5\r\n\r\nhello");
        using var fetcher = LoopbackFetcher.Create();

        using var fetched = await fetcher.FetchAsync(site.Url(), null, Budget, Token);

        Assert.Equal(BodyEnd.Cut, fetched.End);
    }

    [Fact]
    public async Task Status_204_brings_nothing()
    {
        await using var site = await LoopbackSite.StartAsync(context =>
        {
            context.Response.StatusCode = 204;
            return Task.CompletedTask;
        });
        using var fetcher = LoopbackFetcher.Create();

        using var fetched = await fetcher.FetchAsync(site.Url(), null, Budget, Token);

        Assert.Equal((204, BodyEnd.Empty), (fetched.HttpStatus, fetched.End));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("x-gzip")]
    [InlineData("GZIP")]
    [InlineData("deflate")]
    [InlineData("raw")]
    [InlineData("br")]
    public async Task A_compressed_body_is_whole_at_its_last_byte_and_at_no_byte_before(string coding)
    {
        var coded = Compress(coding, Encoding.ASCII.GetBytes(Page + new string('.', 40) + Guid.Empty + Page.ToUpperInvariant()));
        var length = 0;
        await using var site = await LoopbackSite.StartAsync(context =>
        {
            context.Response.Headers.ContentEncoding = coding == "raw" ? "deflate" : coding;
            return context.Response.Body.WriteAsync(coded.AsMemory(0, length), context.RequestAborted).AsTask();
        });
        using var fetcher = LoopbackFetcher.Create();
        byte[]? whole = null;
        for (length = coded.Length; length > 0; length--)
        {
            using var fetched = await fetcher.FetchAsync(site.Url(), null, Budget, Token);
            whole ??= fetched.Body.ToArray();
            Assert.Equal(length == coded.Length ? BodyEnd.Whole : BodyEnd.Cut, fetched.End);
            Assert.True(whole.AsSpan().StartsWith(fetched.Body.Span), $"cut to {length} of {coded.Length} bytes, something was made up");
        }

        Assert.StartsWith(Page, Encoding.ASCII.GetString(whole!), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("raw")]
    [InlineData("br")]
    public async Task Bytes_behind_a_compressed_body_do_not_matter(string coding)
    {
        var coded = Compress(coding, Encoding.ASCII.GetBytes(Page));
        foreach (var rest in new[] { "\0", "\0\0\0\0\0\0\0\0", "\n", "<!-- cached -->", new string('x', 20_000) })
        {
            await using var site = await CodedSite(coding == "raw" ? "deflate" : coding, [.. coded, .. Encoding.ASCII.GetBytes(rest)]);
            using var fetcher = LoopbackFetcher.Create();

            using var fetched = await fetcher.FetchAsync(site.Url(), null, Budget, Token);

            Assert.Equal((BodyEnd.Whole, Page), (fetched.End, Encoding.ASCII.GetString(fetched.Body.Span)));
        }
    }

    [Fact]
    public async Task Gzip_may_come_in_several_members()
    {
        byte[] first = Compress("gzip", "<p>one</p>"u8.ToArray()), second = Compress("gzip", "<p>two</p>"u8.ToArray());
        foreach (var (coded, end) in new (byte[], BodyEnd)[]
        {
            ([.. first, .. second], BodyEnd.Whole), ([.. first, .. second[..^3]], BodyEnd.Cut)
        })
        {
            await using var site = await CodedSite("gzip", coded);
            using var fetcher = LoopbackFetcher.Create();

            using var fetched = await fetcher.FetchAsync(site.Url(), null, Budget, Token);

            Assert.Equal((end, "<p>one</p><p>two</p>"), (fetched.End, Encoding.ASCII.GetString(fetched.Body.Span)));
        }
    }

    [Theory]
    [InlineData("gzip", 8)]
    [InlineData("gzip", 1)]
    [InlineData("deflate", 1)]
    public async Task A_check_sum_that_is_wrong_is_noticed(string coding, int fromEnd)
    {
        var coded = Compress(coding, Encoding.ASCII.GetBytes(Page));
        coded[^fromEnd] ^= 0x55;
        await using var site = await CodedSite(coding, coded);
        using var fetcher = LoopbackFetcher.Create();

        using var fetched = await fetcher.FetchAsync(site.Url(), null, Budget, Token);

        Assert.Equal(BodyEnd.Cut, fetched.End);
    }

    [Fact]
    public async Task Codings_may_be_stacked()
    {
        await using var site = await CodedSite("gzip, br", Compress("br", Compress("gzip", Encoding.ASCII.GetBytes(Page))));
        using var fetcher = LoopbackFetcher.Create();

        using var fetched = await fetcher.FetchAsync(site.Url(), null, Budget, Token);

        Assert.Equal((BodyEnd.Whole, Page), (fetched.End, Encoding.ASCII.GetString(fetched.Body.Span)));
    }

    [Fact]
    public async Task Half_a_gzip_stream_in_a_message_of_the_declared_length_is_cut()
    {
        var coded = Compress("gzip", Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, 9_999).Select(i => $"<p>{i * 7919}</p>"))));
        await using var site = await CodedSite("gzip", coded[..(coded.Length / 2)]);
        using var fetcher = LoopbackFetcher.Create();

        using var fetched = await fetcher.FetchAsync(site.Url(), null, Budget, Token);

        Assert.Equal(BodyEnd.Cut, fetched.End);
        Assert.StartsWith("<p>0</p><p>7919</p>", Encoding.ASCII.GetString(fetched.Body.Span), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_whole_gzip_stream_in_a_message_that_ends_early_is_cut()
    {
        var coded = Compress("gzip", Encoding.ASCII.GetBytes(Page));
        await using var site = RawSite.Saying([
            .. Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: {coded.Length + 9}\r\n\r\n"), .. coded
        ]);
        using var fetcher = LoopbackFetcher.Create();

        using var fetched = await fetcher.FetchAsync(site.Url(), null, Budget, Token);

        Assert.Equal((BodyEnd.Cut, Page), (fetched.End, Encoding.ASCII.GetString(fetched.Body.Span)));
    }

    public static byte[] Compress(string coding, byte[] bytes)
    {
        using var coded = new MemoryStream();
        using (Stream stream = coding switch
        {
            "br" => new BrotliStream(coded, CompressionLevel.Optimal, leaveOpen: true),
            "deflate" => new ZLibStream(coded, CompressionLevel.Optimal, leaveOpen: true),
            "raw" => new DeflateStream(coded, CompressionLevel.Optimal, leaveOpen: true),
            _ => new GZipStream(coded, CompressionLevel.Optimal, leaveOpen: true),
        })
        {
            stream.Write(bytes);
        }

        return coded.ToArray();
    }

    private static Task<LoopbackSite> CodedSite(string coding, byte[] coded) => LoopbackSite.StartAsync(context =>
    {
        context.Response.Headers.ContentEncoding = coding;
        context.Response.ContentLength = coded.Length;
        return context.Response.Body.WriteAsync(coded, context.RequestAborted).AsTask();
    });
}
