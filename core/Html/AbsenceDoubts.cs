using System.Text.RegularExpressions;
using AngleSharp.Dom;
using LinkWatch.Links;

namespace LinkWatch.Html;

/// <summary>What a page's markup says against believing that a link is absent.</summary>
public enum AbsenceDoubt
{
    /// <summary>The page ends inside a tag, a comment or a script: it was cut off before it was sent.</summary>
    BrokenOff,

    /// <summary>The page ends in a program's fatal error.</summary>
    EndsInError,

    /// <summary>What visitors see is in frames, which were not read.</summary>
    Framed,

    /// <summary>A script sends visitors to another address.</summary>
    SentOnByScript,
}

/// <summary>Looks for <see cref="AbsenceDoubt"/>s, and for the target's address in attributes that scripts read.</summary>
internal static partial class AbsenceDoubts
{
    /// <summary>Text shorter than this beside one frame, or beside a script that sends visitors on, is not the page.</summary>
    private const int StubText = 600;

    private const int FramedText = 100;

    /// <summary>An error this near the end of the text is what the page ends in, even if a closing tag follows.</summary>
    private const int ClosingText = 250;

    /// <summary>Characters of source that an unfinished page may show behind its error: a stack trace.</summary>
    private const int TailLength = 2_000;

    private static readonly string[] FatalErrors =
    [
        "fatal error: uncaught", "fatal error: allowed memory size", "fatal error: maximum execution time", "parse error: syntax error",
        "there has been a critical error on this website", "traceback (most recent call last):", "an unhandled exception occurred",
    ];

    /// <param name="reading">What was found on the page.</param>
    /// <param name="document">The page's tree.</param>
    /// <param name="text">The page's source.</param>
    /// <param name="absent">The wanted targets that no link of the reading leads to.</param>
    public static PageReading AddTo(PageReading reading, IDocument document, string text, IReadOnlyList<LinkTarget> absent) => reading with
    {
        Doubt = EndsInside(text) ? AbsenceDoubt.BrokenOff
            : EndsInError(text) ? AbsenceDoubt.EndsInError
            : IsFramed(document, reading) ? AbsenceDoubt.Framed
            : IsSentOn(document, reading) ? AbsenceDoubt.SentOnByScript
            : null,
        ScriptedTargets = [.. reading.ScriptedTargets.Union(InAttributes(document, absent), StringComparer.Ordinal)],
    };

    private static bool EndsInside(string text)
    {
        var open = text.LastIndexOf('<');
        if (open > text.LastIndexOf('>') && open + 1 < text.Length && (char.IsAsciiLetter(text[open + 1]) || text[open + 1] is '/' or '!'))
            return true;
        var closed = LastOf(text, "</script");
        if (LastOf(text, "<script") > closed) return true;
        // An old script hides its text behind "<!--" and may never close it: the script's end tag does.
        var comment = text.LastIndexOf("<!--", StringComparison.Ordinal);
        return comment > closed && comment > text.LastIndexOf("-->", StringComparison.Ordinal);
    }

    private static bool EndsInError(string text)
    {
        var tail = text[Math.Max(0, text.Length - TailLength)..];
        var isClosed = tail.Contains("</html>", StringComparison.OrdinalIgnoreCase);
        var shown = FoldedText.Fold(Tags().Replace(tail, ""), TailLength);
        return FatalErrors.Any(error =>
            LastOf(shown, error) is >= 0 and var at && (!isClosed || shown.Length - at <= ClosingText));
    }

    private static bool IsFramed(IDocument document, PageReading reading) =>
        document.QuerySelector("frameset") is not null
        || (reading.TextLength < FramedText
            && reading.OutboundLinks == 0
            && document.QuerySelector("iframe[src],iframe[srcdoc]") is not null);

    private static bool IsSentOn(IDocument document, PageReading reading) =>
        reading.TextLength < StubText && document.Scripts.Any(script => Redirect().IsMatch(script.Text));

    private static IEnumerable<string> InAttributes(IDocument document, IReadOnlyList<LinkTarget> absent)
    {
        var values = document.All.SelectMany(element => element.Attributes)
            .Where(attribute => attribute.Name.StartsWith("data-", StringComparison.Ordinal))
            .Select(attribute => (attribute.Value.Length, Text: ScriptMentions.Read(attribute.Value)))
            .ToList();
        return absent.Where(target => values.Exists(value =>
                value.Length >= target.Url.Host.Length && ScriptMentions.Hold(value.Text, target)))
            .Select(target => target.Url.Href);
    }

    private static int LastOf(string text, string part) => text.LastIndexOf(part, StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex("<[^>]*>", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Tags();

    /// <summary>
    /// An assignment to <c>location</c> or a call that leaves the page; comparisons and <c>location.hash</c> are neither.
    /// </summary>
    [GeneratedRegex(
        @"\blocation(\.href)?\s*=\s*[^=\s]|\blocation\.(replace|assign)\s*\(",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Redirect();
}
