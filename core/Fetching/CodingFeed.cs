using System.Buffers;

namespace LinkWatch.Fetching;

/// <summary>Reads bytes; 0 is the end.</summary>
internal delegate ValueTask<int> ByteSource(Memory<byte> buffer, CancellationToken cancellationToken);

/// <summary>
/// What a decompressor reads from. .NET's decompressors take the end of their input for the end of their output, whether or not
/// the stream was finished (https://github.com/dotnet/runtime/issues/47563). They do stop by themselves if it was finished, so one that
/// asked for more than there was has not seen its end. Gzip always asks, for another member may follow: it is given one byte
/// that can begin none and that no trailer ends in (the last byte of the length, 0xFF, would mean 4 GB). A finished decompressor leaves it,
/// a starved one asks again.
/// </summary>
/// <param name="source">The coded bytes.</param>
/// <param name="max">More than this are not read.</param>
/// <param name="probes">Whether the decompressor asks for more even if it is finished.</param>
internal sealed class CodingFeed(ByteSource source, long max, bool probes) : Stream
{
    private const int PeekLength = 2;
    private const int Smallest = 16 * 1024;

    /// <summary>
    /// Bytes of a coded body that are kept: an ordinary page is far smaller, and a hundred large ones would fill the memory.
    /// </summary>
    private const int MaxKept = 128 * 1024;

    private byte[] given = ArrayPool<byte>.Shared.Rent(Smallest);
    private int count;
    private int peeked;
    private bool isSourceAtEnd;

    /// <summary>
    /// The end was reached, and the byte that distinguishes finished from starved was given: later output is not content.
    /// </summary>
    public bool HasProbed { get; private set; }

    /// <summary>The decompressor asked for more than there was.</summary>
    public bool IsStarved { get; private set; }

    public bool IsOver => count > max;

    /// <summary>Every coded byte that came so far; null if they were too many to keep.</summary>
    public ReadOnlyMemory<byte>? Given => count <= MaxKept ? given.AsMemory(0, count) : null;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>The first two bytes, or fewer if there are fewer; they are not consumed.</summary>
    public async ValueTask<ReadOnlyMemory<byte>> PeekAsync(CancellationToken cancellationToken)
    {
        var start = new byte[PeekLength];
        while (peeked < start.Length && await TakeAsync(start.AsMemory(peeked), cancellationToken) is > 0 and var n) peeked += n;
        return start.AsMemory(0, peeked);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (peeked > 0)
        {
            var taken = Math.Min(buffer.Length, peeked);
            given.AsMemory(count - peeked, taken).CopyTo(buffer);
            peeked -= taken;
            return taken;
        }

        var read = await TakeAsync(buffer, cancellationToken);
        if (read > 0) return read;
        if (probes && !HasProbed && !IsOver)
        {
            HasProbed = true;
            buffer.Span[0] = 0xFF;
            return 1;
        }

        IsStarved = true;
        return 0;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (count >= 0) ArrayPool<byte>.Shared.Return(given);
        count = -1;
        base.Dispose(disposing);
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private async ValueTask<int> TakeAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        if (isSourceAtEnd || IsOver) return 0;
        var read = await source(buffer, cancellationToken);
        isSourceAtEnd = read == 0;
        if (count + read <= MaxKept) Keep(buffer.Span[..read]);
        count += read;
        return read;
    }

    private void Keep(ReadOnlySpan<byte> read)
    {
        if (count + read.Length > given.Length) Grow();
        read.CopyTo(given.AsSpan(count));
    }

    private void Grow()
    {
        var larger = ArrayPool<byte>.Shared.Rent(2 * given.Length);
        given.AsSpan(0, count).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(given);
        given = larger;
    }
}
