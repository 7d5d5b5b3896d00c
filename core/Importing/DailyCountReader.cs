using System.Globalization;
using LinkWatch.Spikes;

namespace LinkWatch.Importing;

/// <summary>
/// Reads <c>date,count</c> rows: a day and what was counted on it, under a header or none, in any order. Encodings, separators and quotes
/// as in an import. All or nothing: one wrong row would shift what is due on every later day.
/// </summary>
public static class DailyCountReader
{
    /// <summary>A gap may be filled with zeros: a year mistyped would fill millennia.</summary>
    private const int LongestSeries = 100 * 366;

    private static readonly string[] DateForms =
        [
            "yyyy-MM-dd", "yyyy-M-d", "yyyy/MM/dd", "yyyyMMdd", "dd.MM.yyyy", "d.M.yyyy", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss",
            "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK"
        ];

    /// <param name="file">Any bytes; left open.</param>
    /// <param name="cancellationToken">Ends the reading because we stop.</param>
    public static async Task<DailyCountFile> ReadAsync(Stream file, CancellationToken cancellationToken)
    {
        using var text = await ImportText.OpenAsync(file, cancellationToken);
        if (string.IsNullOrWhiteSpace(text.Sample)) return Bad("the file is empty: write a date and a count a row, such as 2026-03-01,7");
        if (text.Refusal is not null)
            return Bad($"{text.Refusal.Split(':')[0]}: write a text file with a date and a count a row, such as 2026-03-01,7");

        var columns = new Columns(0, 1, IsNamed: false);
        var days = new Dictionary<DateOnly, (int Row, int Count)>();
        var isFirst = true;
        await foreach (var record in CsvRecords.ReadAsync(text.Reader, CsvSeparator.Detect(text.Sample), cancellationToken))
        {
            if (record.Fault is not null) return Bad($"row {record.Row}: {record.Fault}");
            if (CsvSeparator.IsHint(record)) continue;
            if (isFirst && Columns.OfHeader(record.Fields) is { } named) columns = named;
            else if (Take(record, columns, days) is { } problem) return Bad($"row {record.Row}: {problem}");
            isFirst = false;
        }

        if (days.Count == 0) return Bad("there are no rows below the header: write a date and a count a row, such as 2026-03-01,7");
        if (days.Keys.Max().DayNumber - days.Keys.Min().DayNumber >= LongestSeries)
            return Bad($"it spans from {days.Keys.Min():yyyy-MM-dd} to {days.Keys.Max():yyyy-MM-dd}, more than a century: "
                + "one of the dates must be wrong");
        return new DailyCountFile(MissingDays.AsMeant([.. days.Select(day => new DayCount(day.Key, day.Value.Count))]), null);
    }

    private static string? Take(CsvRecord record, Columns columns, Dictionary<DateOnly, (int Row, int Count)> days)
    {
        var fields = record.Fields;
        if (fields.Length <= Math.Max(columns.Date, columns.Count))
            return "there is no count: write a date and a count, such as 2026-03-01,7";
        if (!columns.IsNamed && fields.Skip(2).Any(field => !string.IsNullOrWhiteSpace(field)))
            return "there are more than two fields: write a date and a count, such as 2026-03-01,7";
        if (DateOf(fields[columns.Date]) is not { } date)
            return $"{ImportProblem.Quote(fields[columns.Date])} is not a date: write it as 2026-03-01";
        if (CountOf(fields[columns.Count]) is not { } count)
            return $"{ImportProblem.Quote(fields[columns.Count])} is not a count: write a whole number from 0 to {MaxCount}";
        return days.TryAdd(date, (record.Row, count))
            ? null
            : $"{date:yyyy-MM-dd} comes twice, first in row {days[date].Row}: give each day one row";
    }

    private const int MaxCount = 1_000_000_000;

    private static DateOnly? DateOf(string text) =>
        DateTime.TryParseExact(Plain(text), DateForms, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var date)
            ? DateOnly.FromDateTime(date)
            : null;

    /// <summary>Whole; tools that know only fractions write <c>7.0</c>.</summary>
    private static int? CountOf(string text) =>
        decimal.TryParse(
            Plain(text), NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var count)
        && count is >= 0 and <= MaxCount && decimal.IsInteger(count) ? (int)count : null;

    private static string Plain(string text) => text.Trim().Trim('\uFEFF').Trim();

    private static DailyCountFile Bad(string problem) => new([], problem);

    /// <param name="Date">Which column the date is in.</param>
    /// <param name="Count">Which column the count is in.</param>
    /// <param name="IsNamed">A header names both, so there may be others.</param>
    private sealed record Columns(int Date, int Count, bool IsNamed)
    {
        /// <summary>Null if the record is no header: a cell of it holds a digit, or it is empty.</summary>
        public static Columns? OfHeader(string[] fields)
        {
            if (fields.Length < 2 || fields.Any(field => field.Any(char.IsAsciiDigit))) return null;
            var names = fields.Select(field => Plain(field).ToLowerInvariant()).ToList();
            var (date, count) = (names.IndexOf("date"), names.IndexOf("count"));
            return date >= 0 && count >= 0 ? new Columns(date, count, IsNamed: true) : new Columns(0, 1, IsNamed: false);
        }
    }
}

/// <summary>What a file of daily counts came to.</summary>
/// <param name="Days">
/// By date, each at most once, those that the file left out as <see cref="MissingDays.AsMeant"/> has it; empty if something is wrong.
/// </param>
/// <param name="Problem">One line that says what is wrong, in which row, and what to do; null if nothing is.</param>
public sealed record DailyCountFile(IReadOnlyList<DayCount> Days, string? Problem);
