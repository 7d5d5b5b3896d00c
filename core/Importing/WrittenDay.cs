using System.Globalization;
using System.Text.RegularExpressions;

namespace LinkWatch.Importing;

/// <summary>A day as people and their tables write it.</summary>
internal static class WrittenDay
{
    private static readonly string[] Forms =
    [
        "yyyy-MM-dd", "yyyy-M-d", "yyyy/M/d", "yyyy.M.d", "yyyyMMdd", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-ddTHH:mm:ss",
        "yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK", "d.M.yyyy", "d. M. yyyy", "d MMM yyyy", "d MMMM yyyy", "d-MMM-yyyy",
        "MMM d, yyyy", "MMMM d, yyyy", "MMM d yyyy", "MMMM d yyyy", "d. MMMM yyyy",
    ];

    private static readonly Regex Slashed = new(
        @"^(?<a>\d{1,2})(?<mark>[/-])(?<b>\d{1,2})[/-](?<year>\d{4})$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture);

    /// <summary>The day, or null.</summary>
    /// <param name="text">Trimmed.</param>
    /// <param name="isEither">Whether it is a day, but nobody knows which: of <c>03/04/2026</c> either number may be the month.</param>
    public static DateOnly? TryParse(string text, out bool isEither)
    {
        isEither = false;
        if (DateTime.TryParseExact(text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var at))
            return DateOnly.FromDateTime(at);
        if (Slashed.Match(text) is not { Success: true } found) return null;
        var (a, b, year) = (Number("a"), Number("b"), Number("year"));
        var (dayFirst, monthFirst) = (Of(year, b, a), Of(year, a, b));
        isEither = dayFirst is not null && monthFirst is not null && dayFirst != monthFirst;
        return isEither ? null : dayFirst ?? monthFirst;

        int Number(string group) => int.Parse(found.Groups[group].Value, CultureInfo.InvariantCulture);
    }

    private static DateOnly? Of(int year, int month, int day) =>
        year >= 1 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month)
            ? new DateOnly(year, month, day)
            : null;
}
