using System.Globalization;

namespace LinkWatch.Fetching;

/// <summary>
/// The framing of an HTTP/1.1 body. Only the head of an answer is read tolerantly: here a fault ends the body early, but for what
/// stands in trailers, which nobody reads.
/// </summary>
internal sealed class TolerantBody(AnswerBytes bytes, long? length)
{
    /// <summary>Chromium's limit for a chunk's size and extensions.</summary>
    private const int MaxChunkLine = 16 * 1024;

    /// <summary>More than 4 GB would never be read.</summary>
    private const int MaxSizeDigits = 8;

    private long left = length ?? 0;
    private bool isEnded;
    private bool isWithinChunks;

    /// <summary>A body that the head describes.</summary>
    public static MessageBody Of(AnswerHead head, AnswerBytes bytes)
    {
        var framing = MessageFraming.Of(head.Headers);
        long? length = head.Status is 204 or 304 ? 0 : framing.Length;
        var body = new TolerantBody(bytes, length);
        ByteSource source = length is not null ? body.ReadDeclaredAsync : framing.IsChunked ? body.ReadChunkedAsync : bytes.ReadAsync;
        // Whoever writes such a head may be wrong about the length too: without its closing tag no page is whole.
        return new MessageBody(head.Status, length, IsEndedByClose: true, _ => Task.FromResult(source));
    }

    private async ValueTask<int> ReadDeclaredAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        if (left == 0) return 0;
        var read = await bytes.ReadAsync(buffer[..(int)Math.Min(buffer.Length, left)], cancellationToken);
        left -= read;
        return read > 0 ? read : throw new EndOfStreamException("the connection ended before the body");
    }

    private async ValueTask<int> ReadChunkedAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        if (left == 0 && !isEnded) await NextChunkAsync(cancellationToken);
        return isEnded ? 0 : await ReadDeclaredAsync(buffer, cancellationToken);
    }

    private async ValueTask NextChunkAsync(CancellationToken cancellationToken)
    {
        if (isWithinChunks && await LineAsync(MaxChunkLine, cancellationToken) is not "")
            throw new InvalidAnswerException("a chunk is longer than it says");
        isWithinChunks = true;
        left = SizeOf(await LineAsync(MaxChunkLine, cancellationToken));
        if (left > 0) return;

        var trailers = AnswerHead.MaxBytes;
        while (await LineAsync(trailers, cancellationToken) is { Length: > 0 and var length }) trailers -= length + 1;
        isEnded = true;
    }

    private static long SizeOf(string line)
    {
        var digits = line.Split(';')[0].Trim(' ', '\t');
        var significant = digits.TrimStart('0');
        if (digits.Length > 0 && significant.Length == 0) return 0;
        return significant.Length <= MaxSizeDigits
            && long.TryParse(significant, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var size)
                ? size
                : throw new InvalidAnswerException("a chunk does not begin with its size");
    }

    private async ValueTask<string> LineAsync(int max, CancellationToken cancellationToken) =>
        await bytes.ReadLineAsync(max, cancellationToken) ?? throw new EndOfStreamException("the connection ended between chunks");
}
