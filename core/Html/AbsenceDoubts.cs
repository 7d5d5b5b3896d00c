using System.Text.RegularExpressions;
using AngleSharp.Dom;
using LinkWatch.Html.Failures;
using LinkWatch.Html.Scanning;
using LinkWatch.Links;

namespace LinkWatch.Html;

/// <summary>What a page's markup says against believing that a link is absent.</summary>
public enum AbsenceDoubt
{
    /// <summary>The page is sent as XML and breaks XML's rules: a browser stops there.</summary>
    Malformed,

    /// <summary>The page ends in a program's fatal error.</summary>
    EndsInError,

    /// <summary>What visitors see is in frames, which were not read.</summary>
    Framed,

    /// <summary>A script sends visitors to another address.</summary>
    SentOnByScript,

    /// <summary>
    /// Elements are left open at the end of a page with characters of several bytes: a length that counts characters would end it there.
    /// </summary>
    LeftOpen,
}

/// <summary>Looks for <see cref="AbsenceDoubt"/>s, and for the target's address in attributes that scripts read.</summary>
internal static partial class AbsenceDoubts
{
    /// <summary>Text shorter than this beside one frame, or beside a script that sends visitors on, is not the page.</summary>
    private const int StubText = 600;

    private const int FramedText = 100;

    /// <param name="reading">What was found.</param>
    /// <param name="document">The page's tree.</param>
    /// <param name="page">The page in UTF-8.</param>
    /// <param name="scan">How it ends.</param>
    /// <param name="absent">The wanted targets that no link of the reading leads to.</param>
    public static PageReading AddTo(
        PageReading reading, IDocument document, ReadOnlySpan<byte> page, in EndScan scan, IReadOnlyList<LinkTarget> absent) => reading with
        {
            Doubt = reading.Doubt is { } known ? known
                : FatalErrors.IsEndOf(page, scan) ? AbsenceDoubt.EndsInError
                : IsFramed(document, reading) ? AbsenceDoubt.Framed
                : IsSentOn(document, reading) ? AbsenceDoubt.SentOnByScript
                : scan.IsLeftOpen && page.ContainsAnyExceptInRange((byte)0, (byte)0x7F) ? AbsenceDoubt.LeftOpen
                : null,
            ScriptedTargets = [.. reading.ScriptedTargets.Union(InAttributes(document, absent), StringComparer.Ordinal)],
        };

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

    /// <summary>
    /// An assignment to <c>location</c> or a call that leaves the page; comparisons and <c>location.hash</c> are neither.
    /// </summary>
    [GeneratedRegex(
        @"\blocation(\.href)?\s*=\s*[^=\s]|\blocation\.(replace|assign)\s*\(",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Redirect();
}
