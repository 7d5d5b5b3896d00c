using System.Globalization;
using System.IO.Hashing;
using System.Net;
using System.Runtime.InteropServices;
using System.Text;
using LinkWatch.Urls;

namespace LinkWatch.Judging;

/// <summary>
/// What the words of an answer are, small enough to be stored and compared with another's. Left out is what differs from request to
/// request: the address asked for, markup, numbers, names of days and months, and ids.
/// </summary>
internal static class AnswerSketch
{
    /// <summary>The dice coefficient from which two answers are the same one.</summary>
    private const double SameWords = 0.8;

    /// <summary>With fewer words than this, each must be the same.</summary>
    private const int MinComparableWords = 5;

    private const int MaxWords = 256;
    private const int MaxBytes = 64 * 1024;
    private const int WordLength = 4;
    private const int LongestWord = 24;

    private static readonly HashSet<string> Times = new(StringComparer.Ordinal)
    {
        "mon", "tue", "wed", "thu", "fri", "sat", "sun", "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "gmt", "utc", "am", "pm",
    };

    /// <summary>Four hexadecimal digits for each different word.</summary>
    public static string Of(ReadOnlySpan<byte> body, WebUrl address) => Of(Words(WithoutEcho(Shown(body), address)));

    /// <summary>
    /// Whether a page's answer is the one that <paramref name="sketch"/> was made of, be it that the page's name is woven into its words.
    /// </summary>
    public static bool IsAnswer(ReadOnlySpan<byte> body, WebUrl address, string sketch)
    {
        var words = Words(WithoutEcho(Shown(body), address)).ToList();
        if (IsSame(Of(words), sketch)) return true;
        var name = Uri.UnescapeDataString(address.Path + address.Query).Replace('-', ' ').Replace('_', ' ').ToLowerInvariant();
        return IsSame(Of(words.Except(Words(name), StringComparer.Ordinal)), sketch);
    }

    /// <summary>What a visitor sees of a body, be it HTML or not, in lower case.</summary>
    public static string Shown(ReadOnlySpan<byte> body) =>
        WebUtility.HtmlDecode(WithoutTags(Encoding.UTF8.GetString(body[..Math.Min(body.Length, MaxBytes)]))).ToLowerInvariant();

    public static bool IsSame(string sketch, string other)
    {
        var (words, others) = (WordsOf(sketch), WordsOf(other));
        if (words.Count < MinComparableWords || others.Count < MinComparableWords) return sketch == other;
        return 2.0 * words.Intersect(others, StringComparer.Ordinal).Count() / (words.Count + others.Count) >= SameWords;
    }

    private static List<string> WordsOf(string sketch) => [.. sketch.Chunk(WordLength).Select(word => new string(word))];

    private static string Of(IEnumerable<string> words) => string.Concat(
        words.Take(MaxWords).Select(Hash).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

    private static string WithoutTags(string html)
    {
        var text = new StringBuilder(html.Length);
        for (var at = 0; at < html.Length;)
        {
            var open = html.IndexOf('<', at);
            text.Append(html, at, (open < 0 ? html.Length : open) - at).Append(' ');
            if (open < 0) break;
            at = EndOfTag(html, open);
        }

        return text.ToString();
    }

    private static int EndOfTag(string html, int open)
    {
        var end = html.AsSpan(open) switch
        {
            ['<', '!', '-', '-', ..] => "-->",
            var tag when tag.StartsWith("<script", StringComparison.OrdinalIgnoreCase) => "</script>",
            var tag when tag.StartsWith("<style", StringComparison.OrdinalIgnoreCase) => "</style>",
            _ => ">",
        };
        var close = html.IndexOf(end, open, StringComparison.OrdinalIgnoreCase);
        return close < 0 ? html.Length : close + end.Length;
    }

    private static string WithoutEcho(string text, WebUrl address)
    {
        text = text.Replace("\\/", "/", StringComparison.Ordinal);
        string[] echoes = [address.Href, address.Authority + address.Path + address.Query, address.Path + address.Query, address.Path];
        foreach (var echo in echoes.Where(echo => echo.Length > 1))
        {
            text = text.Replace(echo, " ", StringComparison.OrdinalIgnoreCase)
                .Replace(Uri.UnescapeDataString(echo), " ", StringComparison.OrdinalIgnoreCase)
                .Replace(Uri.EscapeDataString(echo), " ", StringComparison.OrdinalIgnoreCase);
        }

        return text;
    }

    private static IEnumerable<string> Words(string text)
    {
        var start = -1;
        for (var at = 0; at <= text.Length; at++)
        {
            var isInWord = at < text.Length && (char.IsLetterOrDigit(text[at]) || (start >= 0 && text[at] is '-' or '_'));
            if (isInWord && IsIdeographic(text[at]))
            {
                yield return text[at].ToString();
                isInWord = false;
            }

            if (isInWord && start < 0) start = at;
            if (isInWord || start < 0) continue;
            if (text[start..at].Trim('-', '_') is { Length: <= LongestWord } word && !word.Any(char.IsDigit) && !Times.Contains(word))
                yield return word;
            start = -1;
        }
    }

    /// <summary>Written without spaces between words.</summary>
    private static bool IsIdeographic(char letter) => char.GetUnicodeCategory(letter) == UnicodeCategory.OtherLetter;

    private static string Hash(string word) =>
        ((ushort)XxHash3.HashToUInt64(MemoryMarshal.AsBytes(word.AsSpan()))).ToString("x4", CultureInfo.InvariantCulture);
}
