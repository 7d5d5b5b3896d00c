using System.Globalization;

namespace LinkWatch.Discovery.Sources;

/// <summary>When an export says that a link was seen last.</summary>
internal static class ExportDates
{
    /// <summary>The best first.</summary>
    private static readonly string[] Columns =
        ["lastseen", "lastseendate", "lastcrawled", "lastcheck", "date", "firstseen", "firstindexeddate"];

    private static readonly string[] Forms =
    [
        "yyyy-MM-dd", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-ddTHH:mm:ssK", "yyyy/M/d", "d.M.yyyy",
        "d.M.yyyy HH:mm", "MMM d, yyyy", "MMMM d, yyyy", "d MMM yyyy", "d MMMM yyyy", "yyyy年M月d日",
    ];

    /// <param name="notes">The columns that an import only keeps, by their names.</param>
    /// <returns>In UTC; null if no column says it, or not so that it can only be read in one way.</returns>
    public static DateTimeOffset? LastSeen(IReadOnlyDictionary<string, string> notes)
    {
        foreach (var column in Columns)
        {
            var note = notes.FirstOrDefault(note => Importing.ImportFormat.Plain(note.Key) == column);
            if (note.Value is not null && Read(note.Value) is { } date) return date;
        }

        // Search Console names its column in the owner's language.
        var dates = notes.Values.Select(Read).OfType<DateTimeOffset>().ToList();
        return dates.Count == 1 ? dates[0] : null;
    }

    public static DateTimeOffset? Read(string text)
    {
        if (DateTimeOffset.TryParseExact(text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date))
            return date;

        // Day and month are told apart only if one of them is no month.
        var isDayFirst = TryRead(text, "d/M/yyyy", out var dayFirst);
        var isMonthFirst = TryRead(text, "M/d/yyyy", out var monthFirst);
        if (isDayFirst && isMonthFirst) return dayFirst == monthFirst ? dayFirst : null;
        return isDayFirst ? dayFirst : isMonthFirst ? monthFirst : null;
    }

    private static bool TryRead(string text, string form, out DateTimeOffset date) =>
        DateTimeOffset.TryParseExact(text, form, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out date);
}
