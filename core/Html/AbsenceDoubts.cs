using AngleSharp.Dom;
using LinkWatch.Html.Failures;
using LinkWatch.Html.Scanning;
using LinkWatch.Html.Scripts;
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

/// <summary>Looks for <see cref="AbsenceDoubt"/>s, and for the target's address where scripts would find it.</summary>
internal static class AbsenceDoubts
{
    /// <param name="reading">What was found.</param>
    /// <param name="document">The page's tree.</param>
    /// <param name="source">The page.</param>
    /// <param name="utf8">Its text in UTF-8.</param>
    /// <param name="scan">How it ends.</param>
    /// <param name="absent">The wanted targets that no link of the reading leads to.</param>
    /// <param name="budget">The page's.</param>
    public static PageReading AddTo(
        PageReading reading,
        IDocument document,
        PageSource source,
        ReadOnlySpan<byte> utf8,
        in EndScan scan,
        IReadOnlyList<LinkTarget> absent,
        ReadingBudget budget)
    {
        var frames = Frames.Of(document, reading, source.Url);
        var scripted = ScriptedMarkup.Targets(document, reading, source, absent);
        var moves = frames is null ? ScriptedMoves.Of(document, reading, source.Url, budget) : null;
        return reading with
        {
            Doubt = reading.Doubt is { } known ? known
                : FatalErrors.IsEndOf(utf8, scan) ? AbsenceDoubt.EndsInError
                : frames is not null ? AbsenceDoubt.Framed
                : moves is not null ? AbsenceDoubt.SentOnByScript
                : scan.IsLeftOpen && utf8.ContainsAnyExceptInRange((byte)0, (byte)0x7F) ? AbsenceDoubt.LeftOpen
                : null,
            Instead = frames ?? moves,
            ScriptedTargets = [.. reading.ScriptedTargets.Union(scripted, StringComparer.Ordinal)],
        };
    }
}
