namespace LinkWatch.Fetching;

/// <summary>Reads one answer's body: as much as arrives within the cap and the time, and how it ended.</summary>
internal sealed class BodyReader(MessageBody message, HttpFields headers)
{
    /// <summary>Codings may be stacked; nobody stacks more than this in good faith.</summary>
    private const int MaxCodings = 3;

    /// <summary>Bytes behind the end of a compressed stream that are read to see the message's own end.</summary>
    private const int MaxTrailing = 64 * 1024;

    /// <summary>Registered codings that we neither request nor decode (https://www.iana.org/assignments/http-parameters).</summary>
    private static readonly string[] Foreign = ["aes128gcm", "compress", "dcb", "dcz", "exi", "pack200-gzip", "x-compress", "zstd"];

    private long received;

    /// <summary>
    /// The body was received to its end, and nothing but the connection's close says that it is the end: no length, no chunks, no frames.
    /// </summary>
    public bool IsEndedByClose { get; private set; }

    /// <summary>What ended the body early, if it was an exception.</summary>
    public Exception? Fault { get; private set; }

    /// <summary>A buffer that suits what the headers promise.</summary>
    public PooledBody Rent(BodyLimit limit) => new(limit, (int)Math.Min((message.Length ?? 64 * 1024) + 1, limit.MaxBytes));

    /// <summary>
    /// Never throws for anything that the remote side does; <paramref name="cancellationToken"/> ends it as <see cref="BodyEnd.TimedOut"/>.
    /// </summary>
    public async Task<BodyEnd> ReadAsync(PooledBody body, CancellationToken cancellationToken)
    {
        var codings = Codings();
        if (codings.Count > MaxCodings
            || codings.Exists(Foreign.Contains)
            || headers.Tokens("Transfer-Encoding").Any(coding => coding is not ("chunked" or "identity")))
            return BodyEnd.Cut;
        var decoders = new List<ContentDecoder>(codings.Count);
        try
        {
            var received = await message.OpenAsync(cancellationToken);
            return await ReadAsync(received, codings, decoders, body, cancellationToken);
        }
        catch (Exception e)
        {
            // Time is up, or the connection broke.
            Fault = e;
            return cancellationToken.IsCancellationRequested ? BodyEnd.TimedOut : BodyEnd.Cut;
        }
        finally
        {
            foreach (var decoder in decoders) decoder.Dispose();
        }
    }

    private async Task<BodyEnd> ReadAsync(
        ByteSource bytes, List<string> codings, List<ContentDecoder> decoders, PooledBody body, CancellationToken cancellationToken)
    {
        ByteSource source = (buffer, token) => ReceiveAsync(bytes, buffer, token);
        foreach (var coding in codings)
        {
            var decoder = new ContentDecoder(coding, source, body.Cap);
            decoders.Add(decoder);
            source = decoder.ReadAsync;
        }

        while (await source(body.Free(), cancellationToken) is > 0 and var read)
        {
            body.Add(read);
            if (body.IsOver) return BodyEnd.TooLarge;
            if (body.LacksRoom) return BodyEnd.Cut;
        }

        if (decoders.Exists(decoder => decoder.IsOver)) return BodyEnd.TooLarge;
        var isWhole = decoders.TrueForAll(decoder => decoder.IsWhole) && await IsReceivedAsync(bytes, cancellationToken);
        return isWhole ? EndOf(body) : BodyEnd.Cut;
    }

    private async ValueTask<int> ReceiveAsync(ByteSource bytes, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        var read = await bytes(buffer, cancellationToken);
        received += read;
        return read;
    }

    /// <summary>A decompressor stops at its own end: whether the message was received to its end is seen only by reading on.</summary>
    private async ValueTask<bool> IsReceivedAsync(ByteSource bytes, CancellationToken cancellationToken)
    {
        var rest = new byte[512];
        for (var max = received + MaxTrailing; received <= max;)
        {
            if (await ReceiveAsync(bytes, rest, cancellationToken) == 0) return received >= (message.Length ?? 0);
        }

        return false;
    }

    private BodyEnd EndOf(PooledBody body)
    {
        if (body.Bytes.IsEmpty) return BodyEnd.Empty;
        if (message.Status == 206) return BodyEnd.Cut;
        IsEndedByClose = message.IsEndedByClose;
        return IsEndedByClose && !ClosingTag.IsIn(body.Bytes.Span) ? BodyEnd.Cut : BodyEnd.Whole;
    }

    /// <summary>
    /// The codings of a body, the last applied first. A name that is no coding (<c>none</c>, <c>utf-8</c>) leaves the bytes as they are, as
    /// in browsers (https://fetch.spec.whatwg.org/#handle-content-codings).
    /// </summary>
    private List<string> Codings() => headers.Tokens("Content-Encoding").Select(coding => coding == "x-gzip" ? "gzip" : coding)
        .Where(coding => ContentDecoder.Known.Contains(coding) || Foreign.Contains(coding)).Reverse().ToList();
}

/// <summary>Whether a page that ends with its connection ends as a page does: with <c>&lt;/body&gt;</c> or <c>&lt;/html&gt;</c>.</summary>
internal static class ClosingTag
{
    /// <summary>Comments and scripts of caches and hosts follow the tag; a tag written by a script in mid-page does not count.</summary>
    private const int Tail = 4096;

    public static bool IsIn(ReadOnlySpan<byte> page)
    {
        var tail = page.Length > Tail ? page[^Tail..] : page;
        for (var at = tail.LastIndexOf("</"u8); at >= 0; at = tail.LastIndexOf("</"u8))
        {
            if (IsTag(tail[(at + 2)..])) return true;
            tail = tail[..(at + 1)];
        }

        return false;
    }

    private static bool IsTag(ReadOnlySpan<byte> name)
    {
        if (name.Length < 5) return false;
        if (!System.Text.Ascii.EqualsIgnoreCase(name[..4], "body"u8) && !System.Text.Ascii.EqualsIgnoreCase(name[..4], "html"u8))
            return false;
        var rest = name[4..].TrimStart(" \t\r\n\f"u8);
        return !rest.IsEmpty && rest[0] == (byte)'>';
    }
}
