using System.IO.Compression;

namespace LinkWatch.Fetching;

/// <summary>Undoes one content coding while it streams, and tells whether the coded stream was whole.</summary>
/// <param name="coding">One of <see cref="Known"/>.</param>
/// <param name="source">The coded bytes.</param>
/// <param name="max">Coded bytes beyond this are not read: a stream of empty gzip members gives nothing and never ends.</param>
internal sealed class ContentDecoder(string coding, ByteSource source, long max) : IDisposable
{
    private readonly CodingFeed feed = new(source, max, probes: coding == "gzip");
    private Stream? decompressor;

    /// <summary>
    /// gzip, brotli, and deflate in both of its readings: with zlib's frame (RFC 9110, 8.4.1.2) and, as some servers send it, without.
    /// </summary>
    public static IReadOnlyList<string> Known { get; } = ["gzip", "deflate", "br"];

    /// <summary>The decompressor saw its end. Asked when <see cref="ReadAsync"/> has given 0.</summary>
    public bool IsWhole => !feed.IsStarved && !feed.IsOver;

    /// <summary>There were more coded bytes than are read.</summary>
    public bool IsOver => feed.IsOver;

    /// <exception cref="InvalidDataException">The bytes are not what the coding's name says.</exception>
    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        if (decompressor is null)
        {
            // An empty body is empty in every coding.
            var start = await feed.PeekAsync(cancellationToken);
            if (start.IsEmpty) return 0;
            decompressor = Open(start.Span);
        }

        var read = await decompressor.ReadAsync(buffer, cancellationToken);
        if (read == 0 || !feed.HasProbed) return read;
        throw new InvalidDataException("the stream ends early");
    }

    public void Dispose()
    {
        decompressor?.Dispose();
        feed.Dispose();
    }

    private Stream Open(ReadOnlySpan<byte> start) => coding switch
    {
        "gzip" => new GZipStream(feed, CompressionMode.Decompress),
        "br" => new BrotliStream(feed, CompressionMode.Decompress),
        _ => IsZlib(start) ? new ZLibStream(feed, CompressionMode.Decompress) : new DeflateStream(feed, CompressionMode.Decompress),
    };

    /// <summary>RFC 1950, 2.2: method 8 and a check sum of the two bytes.</summary>
    private static bool IsZlib(ReadOnlySpan<byte> start) =>
        start.Length == 2 && (start[0] & 0x0F) == 8 && ((start[0] << 8) | start[1]) % 31 == 0;
}
