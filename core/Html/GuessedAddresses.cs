using System.Text;
using LinkWatch.Html.Encodings;
using LinkWatch.Links;
using LinkWatch.Urls;

namespace LinkWatch.Html;

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
