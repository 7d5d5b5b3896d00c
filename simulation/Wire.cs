using System.IO.Compression;
using System.Net;
using System.Text;
using LinkWatch.Fetching;
using LinkWatch.Urls;

namespace LinkWatch.Simulation;

/// <summary>
/// How an answer arrives: complete or broken. A broken one goes through the real code that reads
/// bodies, which reports what arrived and how it ended.
/// </summary>
internal static class Wire
{
    private const int MaxBytes = 5 * 1024 * 1024;

    public static Fetched Whole(WebUrl url, int status, byte[] body, IReadOnlyList<KeyValuePair<string, string>> headers) => new()
    {
        Requested = url,
        Final = url,
        HttpStatus = status,
        Headers = new HttpFields(headers),
        Body = body,
        End = body.Length == 0 ? BodyEnd.Empty : BodyEnd.Whole,
    };

    public static Fetched Page(WebUrl url, int status, string html, params ReadOnlySpan<KeyValuePair<string, string>> more) =>
        Whole(url, status, Encoding.UTF8.GetBytes(html), [.. Plain("text/html; charset=utf-8"), .. more]);

    public static List<KeyValuePair<string, string>> Plain(string contentType) => [new("Content-Type", contentType)];

    /// <summary>The last answer of a trail, or what ended that.</summary>
    public static Fetched Along(RedirectTrail trail, FetchFailure? failure, Fetched last) => new(last.Dispose)
    {
        Requested = trail.Hops.Count > 0 ? trail.Hops[0].From : last.Requested,
        Final = trail.Current,
        Trail = trail.Hops,
        Failure = failure ?? last.Failure,
        HttpStatus = last.HttpStatus,
        Headers = last.Headers,
        Body = last.Body,
        End = last.End,
        IsEndedByClose = last.IsEndedByClose,
    };

    /// <summary>Breaks off: before the declared length, or without one, so that only the missing closing tag shows it.</summary>
    public static Task<Fetched> TruncatedAsync(
        WebUrl url, byte[] body, IReadOnlyList<KeyValuePair<string, string>> headers, Dice dice, CancellationToken cancellationToken)
    {
        var part = body[..(int)(body.Length * dice.Between(0.02, 0.98))];
        var content = new BrokenContent(part, dice.Chance(0.5) ? body.Length : null);
        return ReadAsync(url, content, headers, cancellationToken);
    }

    /// <summary>A complete message whose compressed stream ends early.</summary>
    public static async Task<Fetched> HalfCompressedAsync(
        WebUrl url, byte[] body, IReadOnlyList<KeyValuePair<string, string>> headers, Dice dice, CancellationToken cancellationToken)
    {
        var isBrotli = dice.Chance(0.3);
        using var compressed = new MemoryStream();
        using (Stream coder = isBrotli
            ? new BrotliStream(compressed, CompressionLevel.Fastest)
            : new GZipStream(compressed, CompressionLevel.Fastest)) coder.Write(body);
        var bytes = compressed.ToArray();
        var part = bytes[..(int)(bytes.Length * dice.Between(0.1, 0.99))];
        return await ReadAsync(
            url, new BrokenContent(part, part.Length), [.. headers, new("Content-Encoding", isBrotli ? "br" : "gzip")], cancellationToken);
    }

    /// <summary>A page whose encoding is not what its headers say. Link URLs still read correctly, except in the last case.</summary>
    public static (byte[] Body, string ContentType) Miscoded(string html, int variety) => (variety % 4) switch
    {
        0 => (Encoding.UTF8.GetBytes(html), "text/html; charset=x-unknown-9"),
        1 => (Encoding.Latin1.GetBytes(html.Replace("</h1>", "é ü ß</h1>", StringComparison.Ordinal)), "text/html; charset=utf-8"),
        2 => (Encoding.UTF8.GetBytes(html), "text/html; charset=iso-2022-jp"),
        _ => (Encoding.Unicode.GetBytes(html), "text/html; charset=utf-8"),
    };

    private static async Task<Fetched> ReadAsync(
        WebUrl url, HttpContent content, IReadOnlyList<KeyValuePair<string, string>> headers, CancellationToken cancellationToken)
    {
        using var response = new HttpResponseMessage(HttpStatusCode.OK) { Content = content, Version = HttpVersion.Version11 };
        var reader = new BodyReader(MessageBody.Of(response), new HttpFields(headers));
        var body = reader.Rent(MaxBytes);
        var end = await reader.ReadAsync(body, cancellationToken);
        return new Fetched(body.Return)
        {
            Requested = url,
            Final = url,
            HttpStatus = 200,
            Headers = new HttpFields(headers),
            Body = body.Bytes,
            End = end,
            IsEndedByClose = reader.IsEndedByClose,
        };
    }

    /// <summary>Bytes with a declared length, which may be wrong, or without one.</summary>
    private sealed class BrokenContent : HttpContent
    {
        private readonly byte[] bytes;

        public BrokenContent(byte[] bytes, long? declared)
        {
            this.bytes = bytes;
            if (declared is { } length) Headers.ContentLength = length;
        }

        protected override Task<Stream> CreateContentReadStreamAsync() => Task.FromResult<Stream>(new MemoryStream(bytes, writable: false));

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => stream.WriteAsync(bytes).AsTask();

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
