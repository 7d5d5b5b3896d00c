using System.IO.Compression;

namespace LinkWatch.Streams;

/// <summary>
/// Decompresses a file and refuses one that was cut off, which GZipStream takes for whole. A member of a known text is put behind the file:
/// only behind a whole one does it come out as it is. It isn't returned, nor is what comes out in its place.
/// </summary>
internal sealed class WholeGzip : ForwardStream
{
    private static readonly byte[] Text = "the end of the file"u8.ToArray();

    private readonly Followed input;
    private readonly GZipStream content;
    private bool? isWhole;

    public WholeGzip(Stream file)
    {
        input = new Followed(file, Packed());
        content = new GZipStream(input, CompressionMode.Decompress);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (isWhole is null)
        {
            var read = await content.ReadAsync(buffer, cancellationToken);
            if (!input.IsAtLast) return read;
            isWhole = await EndsWithTextAsync(buffer[..read].ToArray(), cancellationToken);
        }

        return isWhole.Value ? 0 : throw new InvalidDataException("it is cut off");
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) content.Dispose();
        base.Dispose(disposing);
    }

    private static byte[] Packed()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest)) gzip.Write(Text);
        return packed.ToArray();
    }

    /// <summary>More is asked of the file only when all that it holds was returned: what comes now is of the member behind it.</summary>
    private async Task<bool> EndsWithTextAsync(byte[] start, CancellationToken cancellationToken)
    {
        var end = new byte[Text.Length + 1];
        var held = Math.Min(start.Length, end.Length);
        start.AsSpan(0, held).CopyTo(end);
        while (held < end.Length && await content.ReadAsync(end.AsMemory(held), cancellationToken) is > 0 and var read) held += read;
        return end.AsSpan(0, held).SequenceEqual(Text);
    }

    private sealed class Followed(Stream first, byte[] last) : ForwardStream
    {
        private readonly MemoryStream last = new(last);

        public bool IsAtLast { get; private set; }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (!IsAtLast && await first.ReadAsync(buffer, cancellationToken) is > 0 and var read) return read;
            IsAtLast = true;
            return await last.ReadAsync(buffer, cancellationToken);
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing) first.Dispose();
            base.Dispose(disposing);
        }
    }
}
