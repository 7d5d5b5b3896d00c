using System.Globalization;
using System.Text;

namespace LinkWatch.Alerting;

/// <summary>Text written by others, made safe for one line: a subject, a list item. Not HTML-encoded.</summary>
public static class PlainText
{
    /// <summary>Control characters and bidi overrides leave, white space is folded, and the line is cut at <paramref name="most"/> characters without splitting a pair.</summary>
    public static string OneLine(string text, int most = 300)
    {
        var line = new StringBuilder(Math.Min(text.Length, most));
        foreach (var rune in text.EnumerateRunes())
        {
            if (line.Length + rune.Utf16SequenceLength > most) return line.Append('…').ToString();
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

    private static bool IsShown(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate)
        || rune.Value == 0x200D;
}
