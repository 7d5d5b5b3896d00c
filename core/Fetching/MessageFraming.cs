using System.Globalization;

namespace LinkWatch.Fetching;

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
