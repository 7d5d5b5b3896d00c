using System.Globalization;
using System.Text;
using LinkWatch.Links;

namespace LinkWatch.Alerting.Digests;

/// <summary>Text written by others, made safe for one line: a subject, a list item. Not HTML-encoded.</summary>
public static class PlainText
{
    private const int ZeroWidthJoiner = 0x200D;

    /// <summary>
    /// Control characters and bidi overrides leave, white space is folded,
    /// and the line is cut at <paramref name="max"/> characters without splitting a pair.
    /// </summary>
    public static string OneLine(string text, int max = 300)
    {
        var line = new StringBuilder(Math.Min(text.Length, max));
        foreach (var rune in text.EnumerateRunes())
        {
            if (line.Length + rune.Utf16SequenceLength > max) return line.Append('…').ToString();
            if (Rune.IsWhiteSpace(rune))
            {
                if (line.Length > 0 && line[^1] != ' ') line.Append(' ');
            }
            else if (IsShown(rune))
            {
                line.Append(rune.ToString());
            }
        }

        return line.ToString().TrimEnd();
    }

    /// <summary>At most so many characters: the beginning and the end, for two addresses that are alike mostly differ at the end.</summary>
    public static string WithoutMiddle(string text, int max)
    {
        if (text.Length <= max) return text;
        var end = text.Length - (max / 2) + 1;
        return $"{TextCut.To(text, max / 2)}…{text[(char.IsLowSurrogate(text[end]) ? end + 1 : end)..]}";
    }

    /// <summary>The text with a capital letter at its beginning.</summary>
    public static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];

    private static bool IsShown(Rune rune) => rune.Value == ZeroWidthJoiner || (!IsNoncharacter(rune.Value) && Rune.GetUnicodeCategory(rune)
        is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
            or UnicodeCategory.Surrogate));

    /// <summary>Unicode keeps these out of interchange (23.7), and XML has no U+FFFE and U+FFFF.</summary>
    private static bool IsNoncharacter(int value) => (value & 0xFFFE) == 0xFFFE || value is >= 0xFDD0 and <= 0xFDEF;
}
