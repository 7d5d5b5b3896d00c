using System.Globalization;

namespace LinkWatch.Judging.Robots;

/// <summary>
/// The date of <c>unavailable_after</c>: Google takes RFC 822, RFC 850 and ISO 8601, and pages hold everything in between.
/// </summary>
internal static class RobotsDate
{
    private static readonly string[] Days =
    [
        "d MMM yyyy", "d MMM yy", "d MMMM yyyy", "d-MMM-yyyy", "d-MMM-yy", "d-MMMM-yyyy",
        "MMM d yyyy", "MMMM d yyyy", "yyyy-M-d", "yyyy/M/d", "yyyyMMdd",
    ];

    private static readonly string[] Times = ["H:mm", "H:mm:ss", "H:mm:ss.FFFFFFF", "h:mm tt", "h:mm:ss tt"];

    /// <summary>With <c>T</c> between day and time also without colons, as ISO 8601 allows; and asctime, the year last.</summary>
    private static readonly string[] WithTime =
    [
        .. from day in Days from time in Times select $"{day} {time}",
        "yyyyMMdd HHmm", "yyyyMMdd HHmmss", "MMM d H:mm:ss yyyy",
    ];

    private static readonly Dictionary<string, double> Zones = new(StringComparer.Ordinal)
    {
        ["Z"] = 0,
        ["UT"] = 0,
        ["UTC"] = 0,
        ["GMT"] = 0,
        ["EST"] = -5,
        ["EDT"] = -4,
        ["CST"] = -6,
        ["CDT"] = -5,
        ["MST"] = -7,
        ["MDT"] = -6,
        ["PST"] = -8,
        ["PDT"] = -7,
        ["WET"] = 0,
        ["BST"] = 1,
        ["CET"] = 1,
        ["CEST"] = 2,
        ["EET"] = 2,
        ["EEST"] = 3,
    };

    /// <summary>The moment, or null where it cannot be read. Without a zone it is UTC; a day without a time is its end.</summary>
    public static DateTimeOffset? Parse(string? text)
    {
        if (text is null or { Length: > 100 }) return null;
        var words = text.ToUpperInvariant().Split([' ', ',', '\t'], StringSplitOptions.RemoveEmptyEntries).ToList();
        if (words.Count > 0 && IsWeekday(words[0])) words.RemoveAt(0);
        if (words.Count == 0) return null;
        if (IsoSplit(words[0]) is { } iso) words = [.. iso, .. words.Skip(1)];
        var offset = TakeZone(words);
        var date = string.Join(' ', words);
        if (TryExact(date, WithTime, out var moment)) return At(moment, offset);
        return TryExact(date, Days, out var day) ? At(day, offset)?.AddDays(1) : null;
    }

    private static bool TryExact(string date, string[] formats, out DateTime moment) =>
        DateTime.TryParseExact(date, formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out moment);

    /// <summary>Null where the calendar has no room for it.</summary>
    private static DateTimeOffset? At(DateTime local, TimeSpan offset) =>
        local.Year is > 1 and < 9999 ? new DateTimeOffset(local - offset, TimeSpan.Zero) : null;

    /// <summary>The weekday is left out unread: a wrong one makes a date no less clear.</summary>
    private static bool IsWeekday(string word) =>
        word.TrimEnd('.') is "MON" or "TUE" or "TUES" or "WED" or "THU" or "THUR" or "THURS" or "FRI" or "SAT" or "SUN"
        || word.EndsWith("DAY", StringComparison.Ordinal);

    private static string[]? IsoSplit(string word)
    {
        var t = word.IndexOf('T', StringComparison.Ordinal);
        return t > 0 && char.IsAsciiDigit(word[0]) && word[..t].All(c => char.IsAsciiDigit(c) || c is '-')
            ? [word[..t], word[(t + 1)..]]
            : null;
    }

    /// <summary>Takes the zone off the last word that has one (<c>15:00:00Z</c>, <c>15:00+02:00</c>, <c>PST</c>, <c>-0800</c>).</summary>
    private static TimeSpan TakeZone(List<string> words)
    {
        for (var i = words.Count - 1; i > 0; i--)
        {
            if (Zones.TryGetValue(words[i], out var hours))
            {
                words.RemoveAt(i);
                return TimeSpan.FromHours(hours);
            }

            var sign = words[i].IndexOfAny(['+', '-']);
            if (sign >= 0 && Offset(words[i][sign..]) is { } offset)
            {
                words[i] = words[i][..sign];
                if (sign == 0) words.RemoveAt(i);
                return offset;
            }

            if (words[i].EndsWith('Z'))
            {
                words[i] = words[i][..^1];
                return TimeSpan.Zero;
            }
        }

        return TimeSpan.Zero;
    }

    private static TimeSpan? Offset(string text)
    {
        var digits = text[1..].Replace(":", "", StringComparison.Ordinal);
        if (digits.Length is not (2 or 4) || !digits.All(char.IsAsciiDigit)) return null;
        var hours = int.Parse(digits[..2], CultureInfo.InvariantCulture);
        var minutes = digits.Length == 4 ? int.Parse(digits[2..], CultureInfo.InvariantCulture) : 0;
        if (hours > 14 || minutes > 59) return null;
        var offset = new TimeSpan(hours, minutes, 0);
        return text[0] == '-' ? -offset : offset;
    }
}
