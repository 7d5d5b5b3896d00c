using System.Globalization;
using System.IO.Hashing;
using System.Net;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json.Serialization;
using LinkWatch.Judging.Signatures;
using LinkWatch.Urls;

namespace LinkWatch.Judging;

/// <summary>
/// A host that answers for its front page what it answers for a page that it calls gone: it may be keeping us out (RFC 9110, 15.5.5
/// allows a 404 to whom a server doesn't want to show a page), and that is no news of the page.
/// </summary>
/// <param name="FrontPage">The address of the front page.</param>
/// <param name="Belief">Why the page is taken to be gone all the same, as a clause; null if it isn't.</param>
public sealed record ClosedHost(WebUrl FrontPage, string? Belief)
{
    /// <summary>As long as a host without robots.txt (RFC 9309, 2.3.1.4) or without an address is given.</summary>
    private static readonly TimeSpan LongSilence = TimeSpan.FromDays(30);

    /// <summary>Null if the front page doesn't answer what the page does.</summary>
    /// <param name="front">What the front page answers.</param>
    /// <param name="body">The answer that says that the page is gone.</param>
    /// <param name="page">Where that came from.</param>
    /// <param name="standing">What else is known of the host.</param>
    public static ClosedHost? Of(FrontPage front, ReadOnlySpan<byte> body, WebUrl page, HostStanding standing) =>
        front.IsRefusal && AnswerSketch.IsAnswer(body, page, front.Sketch)
            ? new ClosedHost(front.Url, BeliefIn(front, body, standing))
            : null;

    private static string? BeliefIn(FrontPage front, ReadOnlySpan<byte> body, HostStanding standing)
    {
        if (UnclaimedHosts.Find(AnswerSketch.Shown(body)) is { } says) return says;
        if (standing.ShowsOtherPages) return "but other pages of the host were read since";
        var silence = standing.Now - front.Since;
        return standing.HasShownThisPage && silence >= LongSilence
            ? string.Create(CultureInfo.InvariantCulture, $"and the host has shown us nothing else for {silence.TotalDays:0} days")
            : null;
    }
}

/// <summary>What tells a host that keeps us out from one without a front page, or one that is gone.</summary>
/// <param name="HasShownThisPage">The page was read before: the host once let us in.</param>
/// <param name="ShowsOtherPages">Other pages of the host were read since its front page began to answer so.</param>
/// <param name="Now">The time of the visit.</param>
public sealed record HostStanding(bool HasShownThisPage, bool ShowsOtherPages, DateTimeOffset Now);

/// <summary>
/// What a host's front page answered when it was last asked, because a page of the host was said to be gone. Stored for a day's questions.
/// </summary>
/// <param name="Url">The front page.</param>
/// <param name="Status">Null if there was no answer.</param>
/// <param name="Sketch">The words of its body, as <see cref="AnswerSketch"/> writes them.</param>
/// <param name="AskedAt">When.</param>
/// <param name="Since">Since when it has answered the same.</param>
public sealed record FrontPage(WebUrl Url, int? Status, string Sketch, DateTimeOffset AskedAt, DateTimeOffset Since)
{
    /// <summary>The host refuses, whether it calls that "not found" or "forbidden".</summary>
    [JsonIgnore]
    public bool IsRefusal => Status is >= 400 and <= 499;

    public static FrontPage Of(WebUrl url, int? status, ReadOnlySpan<byte> body, DateTimeOffset now) =>
        new(url, status, AnswerSketch.Of(body, url), now, now);

    /// <summary>The same front page asked again: what it still answers, it has answered for longer.</summary>
    public FrontPage After(FrontPage? before) =>
        before is { IsRefusal: true } && IsRefusal && AnswerSketch.IsSame(before.Sketch, Sketch)
            ? this with { Since = before.Since }
            : this;
}

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
