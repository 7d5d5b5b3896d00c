using System.Globalization;
using System.Net.Security;
using System.Text;
using LinkWatch.Urls;

namespace LinkWatch.Fetching;

/// <summary>
/// One HTTP/1.1 request and its answer without HttpClient, which refuses answers that browsers and curl read
/// (docs/decisions/0007-tolerant-http-exchange.md). Only for what it refused: the address gate, the validation of certificates and
/// the limits are the same.
/// </summary>
internal sealed class TolerantExchange(FetchOptions options, AddressGate addresses, TimeProvider time)
{
    /// <summary>Never throws for anything that the remote side does; a token that ends is <see cref="Links.Reason.Timeout"/>.</summary>
    public async Task<RawResponse> AskAsync(PageRequest page, BodyLimit limit, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await ConnectAsync(page.Url, cancellationToken);
            await connection.WriteAsync(Head(page), cancellationToken);
            return await ReadAsync(connection, limit, cancellationToken);
        }
        catch (Exception e)
        {
            return RawResponse.Failed(e, cancellationToken) with { IsMalformed = false };
        }
    }

    /// <summary>The answer that <paramref name="connection"/> brings.</summary>
    /// <exception cref="IOException">It brings none, or the connection breaks before its body.</exception>
    internal static async Task<RawResponse> ReadAsync(Stream connection, BodyLimit limit, CancellationToken cancellationToken)
    {
        var bytes = new AnswerBytes(connection);
        var head = await AnswerHead.ReadAsync(bytes, cancellationToken);
        var answer = await RawResponse.ReadAsync(TolerantBody.Of(head, bytes), head.Headers, limit, cancellationToken);
        return head.IsDoubtful && answer.End is BodyEnd.Whole or BodyEnd.Cut
            ? answer with { End = BodyEnd.Cut, IsEndedByClose = false, IsMalformed = false }
            : answer with { IsMalformed = false };
    }

    private async Task<Stream> ConnectAsync(WebUrl url, CancellationToken cancellationToken)
    {
        using var deadline = new RequestDeadline(options.ConnectTimeout, time, cancellationToken);
        var host = url.Host.Trim('[', ']');
        var connection = await addresses.ConnectAsync(host, url.Port, deadline.Token);
        if (url.Scheme == "http") return connection;
        var secure = new SslStream(connection);
        try
        {
            var authentication = HttpExchange.Security(options);
            (authentication.TargetHost, authentication.ApplicationProtocols) = (host, [SslApplicationProtocol.Http11]);
            await secure.AuthenticateAsClientAsync(authentication, deadline.Token);
            return secure;
        }
        catch
        {
            await secure.DisposeAsync();
            throw;
        }
    }

    /// <summary>A URL's path and query, as the standard writes them, hold no character that could end the line.</summary>
    private byte[] Head(PageRequest page)
    {
        var url = page.Url;
        var head = new StringBuilder($"GET {url.Path}{url.Query} HTTP/1.1\r\nHost: {url.Authority}\r\n");
        foreach (var (name, value) in page.Fields(options.UserAgent)) head.Append(name).Append(": ").Append(value).Append("\r\n");
        return Encoding.Latin1.GetBytes(head.Append("Connection: close\r\n\r\n").ToString());
    }
}

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

/// <summary>What a connection brings, by the line and by the byte.</summary>
internal sealed class AnswerBytes(Stream connection)
{
    private readonly byte[] buffer = new byte[8 * 1024];
    private int start;
    private int end;

    /// <summary>The bytes up to the next LF, as Latin-1, without it and the CRs before it; null if the connection ends before.</summary>
    /// <exception cref="InvalidAnswerException">There are more than <paramref name="max"/>.</exception>
    public async ValueTask<string?> ReadLineAsync(int max, CancellationToken cancellationToken)
    {
        var line = new StringBuilder();
        while (start < end || await FillAsync(cancellationToken))
        {
            var lineFeed = buffer.AsSpan(start, end - start).IndexOf((byte)'\n');
            var length = lineFeed < 0 ? end - start : lineFeed;
            if (line.Length + length > max) throw new InvalidAnswerException("the answer's header goes on for too long");
            line.Append(Encoding.Latin1.GetString(buffer, start, length));
            start += length;
            if (lineFeed < 0) continue;
            start++;
            return line.ToString().TrimEnd('\r');
        }

        return null;
    }

    /// <summary>0 is the connection's end.</summary>
    public async ValueTask<int> ReadAsync(Memory<byte> target, CancellationToken cancellationToken)
    {
        if (start == end) return await connection.ReadAsync(target, cancellationToken);
        var count = Math.Min(target.Length, end - start);
        buffer.AsSpan(start, count).CopyTo(target.Span);
        start += count;
        return count;
    }

    private async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        start = 0;
        end = await connection.ReadAsync(buffer, cancellationToken);
        return end > 0;
    }
}

/// <summary>An answer in which not even a browser would see one.</summary>
internal sealed class InvalidAnswerException(string message) : IOException(message);
