using System.IO.Compression;

namespace LinkWatch.Ranking;

/// <summary>
/// Decompresses a list and refuses one that was cut off, which GZipStream takes for whole. A member of blank lines is put behind
/// the file: only behind a whole one does it come out as it is.
/// </summary>
internal sealed class WholeGzip : ForwardStream
{
    private static readonly byte[] BlankLines = "\n\r\n\n\n\r\n\r\n\n\r\n\n\n\n\r\n"u8.ToArray();

    private readonly byte[] end = new byte[BlankLines.Length];
    private readonly GZipStream content;

    public WholeGzip(Stream file) => content = new GZipStream(new Followed(file, Packed()), CompressionMode.Decompress);

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await content.ReadAsync(buffer, cancellationToken);
        if (read == 0 && buffer.Length > 0 && !end.AsSpan().SequenceEqual(BlankLines)) throw new InvalidDataException("it is cut off");
        var kept = Math.Min(read, end.Length);
        end.AsSpan(kept).CopyTo(end);
        buffer.Span[(read - kept)..read].CopyTo(end.AsSpan(end.Length - kept));
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) content.Dispose();
        base.Dispose(disposing);
    }

    private static byte[] Packed()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest)) gzip.Write(BlankLines);
        return packed.ToArray();
    }

    private sealed class Followed(Stream first, byte[] last) : ForwardStream
    {
        private readonly MemoryStream last = new(last);

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            await first.ReadAsync(buffer, cancellationToken) is > 0 and var read ? read : await last.ReadAsync(buffer, cancellationToken);
    }
}
