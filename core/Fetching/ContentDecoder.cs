using System.IO.Compression;

namespace LinkWatch.Fetching;

/// <summary>
/// Decodes one content coding while streaming, and says whether the coded stream was complete. From a broken one it gives the part before
/// the fault, as browsers do.
/// </summary>
/// <param name="coding">One of <see cref="Known"/>.</param>
/// <param name="source">The coded bytes.</param>
/// <param name="max">Coded bytes beyond this are not read: a stream of empty gzip members gives nothing and never ends.</param>
internal sealed class ContentDecoder(string coding, ByteSource source, long max) : IDisposable
{
    private readonly CodingFeed feed = new(source, max, probes: coding == "gzip");
    private Stream? decompressor;
    private Stream? replay;
    private long given;
    private bool isBroken;

    /// <summary>
    /// gzip, brotli, and deflate in both of its readings: with zlib's frame (RFC 9110, 8.4.1.2) and, as some servers send it, without.
    /// </summary>
    public static IReadOnlyList<string> Known { get; } = ["gzip", "deflate", "br"];

    /// <summary>The decompressor saw its end. Asked when <see cref="ReadAsync"/> has given 0.</summary>
    public bool IsWhole => !isBroken && !feed.IsStarved && !feed.IsOver;

    /// <summary>There were more coded bytes than are read.</summary>
    public bool IsOver => feed.IsOver;

    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        if (isBroken) return Replay(buffer.Span);
        if (decompressor is null)
        {
            // An empty body is empty in every coding.
            var start = await feed.PeekAsync(cancellationToken);
            if (start.IsEmpty) return 0;
            decompressor = Open(feed, start.Span);
        }

        try
        {
            var read = await decompressor.ReadAsync(buffer, cancellationToken);
            // What comes after the probe is made of it.
            if (read > 0 && feed.HasProbed) throw new InvalidDataException("the stream ends early");
            given += read;
            return read;
        }
        catch (Exception e) when (IsFault(e))
        {
            isBroken = true;
            return Replay(buffer.Span);
        }
    }

    public void Dispose()
    {
        replay?.Dispose();
        decompressor?.Dispose();
        feed.Dispose();
    }

    /// <summary>
    /// A decompressor that finds a fault throws away what it made of the same input before (of a small page with a wrong check sum,
    /// all). Given the last bytes one by one it has nothing to throw away. Of a large page, that little is given up.
    /// </summary>
    private int Replay(Span<byte> buffer)
    {
        if (feed.Given is not { } coded) return 0;
        try
        {
            if (replay is null)
            {
                replay = Open(new Drip(coded), coded.Span[..Math.Min(2, coded.Length)]);
                Span<byte> known = stackalloc byte[1024];
                for (int read; given > 0 && (read = replay.Read(known[..(int)Math.Min(given, known.Length)])) > 0;) given -= read;
            }

            return replay.Read(buffer);
        }
        catch (Exception e) when (IsFault(e))
        {
            return 0;
        }
    }

    /// <summary>The second is what BrotliStream throws.</summary>
    private static bool IsFault(Exception e) => e is InvalidDataException or InvalidOperationException;

    private Stream Open(Stream coded, ReadOnlySpan<byte> start) => coding switch
    {
        "gzip" => new GZipStream(coded, CompressionMode.Decompress),
        "br" => new BrotliStream(coded, CompressionMode.Decompress),
        _ => IsZlib(start) ? new ZLibStream(coded, CompressionMode.Decompress) : new DeflateStream(coded, CompressionMode.Decompress),
    };

    /// <summary>RFC 1950, 2.2: method 8 and a check sum of the two bytes.</summary>
    private static bool IsZlib(ReadOnlySpan<byte> start) =>
        start.Length == 2 && (start[0] & 0x0F) == 8 && ((start[0] << 8) | start[1]) % 31 == 0;

    /// <summary>Bytes that come one by one in the end, where the fault is: decompressors read less than this ahead.</summary>
    private sealed class Drip(ReadOnlyMemory<byte> coded) : MemoryStream(coded.ToArray(), writable: false)
    {
        private const int Tail = 64 * 1024;

        public override int Read(byte[] buffer, int offset, int count) =>
            base.Read(buffer, offset, (int)Math.Min(count, Math.Max(1, Length - Tail - Position)));
    }
}
