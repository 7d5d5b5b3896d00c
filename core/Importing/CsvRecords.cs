using System.Runtime.CompilerServices;
using CsvHelper;

namespace LinkWatch.Importing;

/// <summary>The records of delimited text, by RFC 4180 and what spreadsheets make of it. Blank ones are counted and left out.</summary>
internal static class CsvRecords
{
    /// <summary>
    /// Bytes of UTF-8. A quote that never closes, or a file without line ends, would else be read into memory as one record.
    /// </summary>
    public const int MaxRecord = 1024 * 1024;

    private const string Unclosed =
        "a quotation mark opens here and never closes, so the rows after it cannot be told apart: close it, or remove it, and import again";

    private const string TooLong =
        "longer than 1 MiB: a quotation mark may be open, or this is not a table; repair the row, or remove it, and import again";

    /// <summary>A record with a <see cref="CsvRecord.Fault"/> is the last.</summary>
    public static async IAsyncEnumerable<CsvRecord> ReadAsync(
        TextReader text, char separator, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var isUnclosed = false;
        var options = new CsvReaderOptions
        {
            Separator = separator,
            HasHeader = false,
            SkipEmptyLines = false,
            TrimWhitespace = true,
            WhitespaceCharacters = separator == '\t' ? " " : " \t",
            MaxRecordSize = MaxRecord,
            OnMalformedRecord = record => isUnclosed |= record.Reason == CsvMalformedReason.UnterminatedQuote,
        };
        await using var csv = CsvReader.Create(text, options);
        while (true)
        {
            var (record, isEnd) = await NextAsync(csv, cancellationToken);
            if (isEnd) yield break;
            if (isUnclosed) record = new CsvRecord(record.Row, [], Unclosed);
            if (record.Fault is not null || record.Fields.Any(field => !string.IsNullOrWhiteSpace(field))) yield return record;
            if (record.Fault is not null) yield break;
        }
    }

    private static async Task<(CsvRecord Record, bool IsEnd)> NextAsync(CsvReader csv, CancellationToken cancellationToken)
    {
        try
        {
            if (!await csv.ReadAsync(cancellationToken)) return (default, true);
        }
        catch (CsvFormatException refused)
        {
            return (new CsvRecord((int)refused.RecordNumber, [], TooLong), false);
        }

        var fields = new string[csv.FieldCount];
        for (var i = 0; i < fields.Length; i++) fields[i] = csv.GetString(i);
        return (new CsvRecord((int)csv.RowNumber, fields, null), false);
    }
}

/// <summary>One record: its number (from 1, blank ones counted), its fields, and what ends the reading here, or null.</summary>
internal readonly record struct CsvRecord(int Row, string[] Fields, string? Fault);
