using CsvHelper;

namespace LinkWatch.Importing;

/// <summary>
/// Writes tables as CSV (RFC 4180, UTF-8) that a spreadsheet can open without running what strangers wrote into anchors and titles.
/// </summary>
public static class CsvExport
{
    /// <param name="to">Written from where it stands, and left open.</param>
    /// <param name="header">Names of the columns.</param>
    /// <param name="rows">Each with a cell for every column; null is empty.</param>
    /// <param name="cancellationToken">Ends the writing because we stop.</param>
    public static async Task<CsvExported> WriteAsync(
        Stream to, IReadOnlyList<string> header, IAsyncEnumerable<IReadOnlyList<string?>> rows, CancellationToken cancellationToken)
    {
        var (written, guarded) = (0, 0);
        await using var csv = CsvWriter.Create(to, new CsvWriterOptions { Quoting = CsvQuoting.WhenNeededOrWhitespace }, leaveOpen: true);
        csv.WriteRecord(header.ToArray());

        // At once: whoever waits for a large table sees that it comes.
        await csv.FlushAsync(cancellationToken);
        await foreach (var row in rows.WithCancellation(cancellationToken))
        {
            foreach (var cell in row)
            {
                var safe = cell is null ? null : FormulaGuard.Add(cell);
                if (!ReferenceEquals(safe, cell)) guarded++;
                csv.WriteField(safe);
            }

            await csv.EndRecordAsync(cancellationToken);
            written++;
        }

        await csv.FlushAsync(cancellationToken);
        return new CsvExported(written, guarded);
    }
}

/// <summary>How many rows were written, and how many of their cells got a <c>'</c> because a spreadsheet could have run them.</summary>
public sealed record CsvExported(int Rows, int Guarded)
{
    /// <summary>A notice for whoever asked for the export; null if every cell was written as it is.</summary>
    public string? Notice => Guarded == 0
        ? null
        : $"{Guarded} {(Guarded == 1 ? "cell looks" : "cells look")} like a formula and got a ' before it, "
            + "so that no spreadsheet runs it; an import takes it off again";
}
