namespace LinkWatch.Fetching;

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
