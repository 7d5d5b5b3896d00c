using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using LinkWatch.Links;

namespace LinkWatch.Fetching;

/// <summary>What one request brought: a failure, or a status with its headers and, unless it sends us on, a body.</summary>
internal sealed record RawResponse
{
    public FetchFailure? Failure { get; init; }

    public int? Status { get; init; }

    public HttpFields Headers { get; init; } = HttpFields.Empty;

    public PooledBody? Body { get; init; }

    public BodyEnd End { get; init; }

    public bool IsEndedByClose { get; init; }

    /// <summary>
    /// HttpClient refused the answer for the way in which it is written, or could not read where it ends: a
    /// <see cref="TolerantExchange"/> may be able to.
    /// </summary>
    public bool IsMalformed { get; init; }

    /// <summary>The body is large, and there was no room for it: it is to be asked for again when there is.</summary>
    public bool LacksRoom { get; init; }

    /// <summary>The statuses that the Fetch standard follows.</summary>
    public bool IsRedirect => Status is 301 or 302 or 303 or 307 or 308;

    public static RawResponse Failed(FetchFailure failure) => new() { Failure = failure };

    public static RawResponse Failed(Exception exception, CancellationToken cancellationToken) =>
        cancellationToken.IsCancellationRequested
            ? Failed(new FetchFailure(Reason.Timeout, "no answer in time"))
            : Failed(FetchFault.Of(exception)) with { IsMalformed = FetchFault.IsMalformed(exception) };

    /// <summary>Never throws for anything that the remote side does, once there is a head.</summary>
    public static async Task<RawResponse> ReadAsync(
        MessageBody message, HttpFields headers, BodyLimit limit, CancellationToken cancellationToken)
    {
        var answer = new RawResponse { Status = message.Status, Headers = headers };
        if (message.Status < 200) return Failed(new(Reason.Unreadable, $"the answer is only provisional: {message.Status}"));
        if (answer.IsRedirect) return answer;
        if (MessageFraming.Of(headers).IsContradictory)
        {
            var lengths = string.Join(", ", headers.All("Content-Length"));
            return Failed(FetchFault.Of(Reason.Unreadable, $"the answer has more than one length: {lengths}"));
        }

        var reader = new BodyReader(message, headers);
        var body = reader.Rent(limit);
        var end = await reader.ReadAsync(body, cancellationToken);
        return answer with
        {
            End = end,
            Body = body,
            IsEndedByClose = reader.IsEndedByClose,
            LacksRoom = body.LacksRoom,
            IsMalformed = reader.Fault is { } fault && FetchFault.IsMalformed(fault),
        };
    }
}

/// <summary>A message's body without its framing, and what the framing says of its end.</summary>
/// <param name="Status">The message's status.</param>
/// <param name="Length">The length that was declared, or null.</param>
/// <param name="IsEndedByClose">
/// The connection's close is all that marks its end: it has no length, chunks or frames, or none that can be trusted.
/// </param>
/// <param name="OpenAsync">Begins to read; reading throws if the connection ends before the body.</param>
internal sealed record MessageBody(int Status, long? Length, bool IsEndedByClose, Func<CancellationToken, Task<ByteSource>> OpenAsync)
{
    public static MessageBody Of(HttpResponseMessage response)
    {
        var length = response.Content.Headers.ContentLength;
        var isEndedByClose = response.Version.Major < 2 && length is null && response.Headers.TransferEncodingChunked != true;
        return new MessageBody((int)response.StatusCode, length, isEndedByClose, async token =>
        {
            var stream = await response.Content.ReadAsStreamAsync(token);
            return stream.ReadAsync;
        });
    }
}

/// <summary>What the header says of where an HTTP/1.1 body ends (RFC 9112, 6.3).</summary>
/// <param name="IsChunked">In chunks, whatever length is named beside them.</param>
/// <param name="Length">The length, if one is named that can be read.</param>
/// <param name="IsContradictory">
/// Several lengths that differ: whoever believes one of them may read half a page as a whole one, or a part of another answer.
/// Browsers and curl refuse it; HttpClient takes the first.
/// </param>
internal readonly record struct MessageFraming(bool IsChunked, long? Length, bool IsContradictory)
{
    public static MessageFraming Of(HttpFields headers)
    {
        if (headers.Tokens("Transfer-Encoding").Contains("chunked")) return new(IsChunked: true, null, IsContradictory: false);
        var lengths = headers.Tokens("Content-Length").Distinct().ToList();
        return lengths.Count > 1 ? new(false, null, IsContradictory: true)
            : long.TryParse(lengths.FirstOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out var length)
                ? new(false, length, false)
            : new(false, null, false);
    }
}

/// <summary>
/// Header lines as they were sent. The typed properties of HttpClient parse, and throw on or hide what they do not like
/// (a malformed Location is a UriFormatException), so nothing here touches them.
/// </summary>
internal static class ResponseLines
{
    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    public static HttpFields Of(HttpResponseMessage response)
    {
        var lines = new List<KeyValuePair<string, string>>();
        Add(lines, response.Headers.NonValidated);
        Add(lines, response.Content.Headers.NonValidated);
        return new HttpFields(lines);
    }

    /// <summary>
    /// A line whose value was read as Latin-1, which loses no byte. What is sent back must have the bytes that came: a Location is
    /// escaped before a URL is made of it, as in browsers, and a cookie stays as it is. In all others UTF-8, if it is valid, is meant.
    /// </summary>
    public static KeyValuePair<string, string> Line(string name, string latin1) => new(
        name,
        Ascii.IsValid(latin1) || Is(name, "Set-Cookie") ? latin1
            : Is(name, "Location") ? string.Concat(latin1.Select(c => c < 0x80 ? c.ToString() : $"%{(int)c:X2}"))
            : Text(latin1));

    private static bool Is(string name, string other) => string.Equals(name, other, StringComparison.OrdinalIgnoreCase);

    private static void Add(List<KeyValuePair<string, string>> lines, HttpHeadersNonValidated headers)
    {
        foreach (var (name, values) in headers)
        {
            foreach (var value in values) lines.Add(Line(name, value));
        }
    }

    private static string Text(string latin1)
    {
        try
        {
            return StrictUtf8.GetString(Encoding.Latin1.GetBytes(latin1));
        }
        catch (DecoderFallbackException)
        {
            return latin1;
        }
    }
}
