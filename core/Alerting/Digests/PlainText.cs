using System.Globalization;
using System.Text;
using LinkWatch.Links;
using LinkWatch.Urls;

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

/// <summary>What a mail calls a page: its title and its domain. Titles are others' text, cut and made safe for one line. Pure.</summary>
internal static class PageName
{
    private const int MaxTitle = 80;

    /// <summary>"Best teas of 2026"; null if the page has no title that shows.</summary>
    public static string? Title(string? title) => PlainText.OneLine(title ?? "", MaxTitle) is { Length: > 0 } shown ? shown : null;

    /// <summary>"blog.example".</summary>
    public static string Domain(WebUrl url) =>
        url.Authority.StartsWith("www.", StringComparison.Ordinal) ? url.Authority["www.".Length..] : url.Authority;
}

/// <summary>Writes times as a site's owner reads them.</summary>
internal sealed class SiteClock(Site site)
{
    private readonly TimeZoneInfo zone = SiteZone.Of(site.TimeZone);

    public DateTimeOffset In(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, zone);

    /// <summary>"Mon 5 Jan 2026, 09:30".</summary>
    public string Time(DateTimeOffset at) => Text(at, "ddd d MMM yyyy, HH:mm");

    /// <summary>"5 January".</summary>
    public string Date(DateTimeOffset at) => Text(at, "d MMMM");

    /// <summary>"5 January 2026".</summary>
    public string DateOfYear(DateTimeOffset at) => Text(at, "d MMMM yyyy");

    /// <summary>"Monday, 5 January 2026".</summary>
    public string LongDate(DateTimeOffset at) => Text(at, "dddd, d MMMM yyyy");

    private string Text(DateTimeOffset at, string form) => In(at).ToString(form, CultureInfo.InvariantCulture);
}
