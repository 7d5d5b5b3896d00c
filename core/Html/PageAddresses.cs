using System.Globalization;
using System.Text;
using LinkWatch.Html.Encodings;
using LinkWatch.Links;
using LinkWatch.Urls;

namespace LinkWatch.Html;

/// <summary>What a page's relative addresses resolve against (https://html.spec.whatwg.org/#set-the-frozen-base-url).</summary>
internal static class BaseUrls
{
    /// <param name="href">Of the first <c>base</c> that has one, or null.</param>
    /// <param name="page">The page's own address, which stands in for a base that is none.</param>
    public static WebUrl Of(string? href, WebUrl page) =>
        WebUrl.TryParse(href, page, out var url) && url.Scheme is not ("data" or "javascript") ? url : page;
}

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

/// <summary>
/// Which addresses another reading of an undeclared page's bytes would change. Those in plain ASCII are the same in all encodings that such
/// pages are written in, except for UTF-16, so that most losses need no guess.
/// </summary>
public static class GuessedAddresses
{
    public const string Says =
        "the page does not say what its characters are encoded in, and addresses of the site on it read differently in each encoding";

    /// <summary>Whether an address holds characters that are not ASCII, as far as a URL shows it.</summary>
    public static bool HoldsNonAscii(WebUrl url) => IsForeignHost(url) || HasHighByte(url.Href);

    internal static bool IsForeignHost(WebUrl url) => url.Host.Contains("xn--", StringComparison.Ordinal);

    /// <param name="href">As written, character references decoded.</param>
    /// <param name="sniffed">The page that holds it.</param>
    internal static bool HangsOnGuess(string href, in SniffedPage sniffed) => sniffed.IsGuessed && !Ascii.IsValid(href);

    /// <summary>Whether a target that was not seen on a page may be there in another encoding than was guessed.</summary>
    /// <param name="target">The target.</param>
    /// <param name="guessed">The page's encoding.</param>
    /// <param name="hasGuessedAddress">Whether an address on the page hangs on the guess.</param>
    internal static bool MayHide(LinkTarget target, Charset guessed, bool hasGuessedAddress) =>
        PageEncoding.IsUtf16(guessed)
        || (hasGuessedAddress && (target.Mode == MatchMode.Domain ? IsForeignHost(target.Url) : HoldsNonAscii(target.Url)));

    private static bool HasHighByte(string href)
    {
        for (var at = href.IndexOf('%', StringComparison.Ordinal); at >= 0 && at + 1 < href.Length;
            at = href.IndexOf('%', at + 1))
        {
            if (href[at + 1] is '8' or '9' or (>= 'A' and <= 'F') or (>= 'a' and <= 'f')) return true;
        }

        return false;
    }
}
