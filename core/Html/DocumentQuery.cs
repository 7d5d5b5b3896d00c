using System.Globalization;
using System.Text;
using LinkWatch.Html.Encodings;

namespace LinkWatch.Html;

/// <summary>
/// What stands behind the question mark of an address on a page is sent in the page's own encoding, not in UTF-8
/// (https://url.spec.whatwg.org/#query-state): <c>?q=café</c> on a windows-1252 page leads to <c>?q=caf%E9</c>.
/// </summary>
internal static class DocumentQuery
{
    /// <summary>The address with such characters percent-encoded, so that the URL parser leaves them alone.</summary>
    /// <param name="href">As meant: character references decoded.</param>
    /// <param name="charset">The page's.</param>
    public static string Encode(string href, Charset charset)
    {
        if (charset.Name is "utf-8" or "utf-16be" or "utf-16le" || Ascii.IsValid(href)) return href;
        var start = href.IndexOf('?', StringComparison.Ordinal);
        var fragment = href.IndexOf('#', StringComparison.Ordinal);
        var end = fragment < 0 ? href.Length : fragment;
        if (start < 0 || start > end) return href;
        var encoded = new StringBuilder(href, 0, start, href.Length + 32);
        foreach (var rune in href.AsSpan(start, end - start).EnumerateRunes()) Append(encoded, rune, charset.Encoding);
        return encoded.Append(href, end, href.Length - end).ToString();
    }

    private static void Append(StringBuilder encoded, Rune rune, Encoding encoding)
    {
        if (rune.IsAscii)
        {
            encoded.Append((char)rune.Value);
            return;
        }

        var bytes = encoding.GetBytes(rune.ToString());

        // What the encoding cannot say is written as a character reference.
        if (encoding.GetString(bytes) != rune.ToString()) encoded.Append(CultureInfo.InvariantCulture, $"%26%23{rune.Value}%3B");
        else foreach (var b in bytes) encoded.Append(CultureInfo.InvariantCulture, $"%{b:X2}");
    }
}
