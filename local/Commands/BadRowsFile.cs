using LinkWatch.Importing;

namespace LinkWatch.Local.Commands;

/// <summary>A file of the rows that could not be imported, each with its problem: to be corrected, and imported again.</summary>
internal static class BadRowsFile
{
    /// <exception cref="UsageException">The file cannot be made, or is there already.</exception>
    public static async Task WriteAsync(
        string path, IReadOnlyList<string> header, IReadOnlyList<ImportRow> rows, CancellationToken cancellationToken)
    {
        var width = Math.Max(header.Count, rows.Max(row => row.Cells.Count));
        var names = Enumerable.Range(0, width).Select(column => NameOf(header, column)).Append(ImportProblem.Column).ToList();
        try
        {
            await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
            await CsvExport.WriteAsync(file, names, rows.Select(row => CellsOf(row, width)).ToAsyncEnumerable(), cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new UsageException(
                $"--bad: '{path}' " + (File.Exists(path) ? "is there already; name a new file" : $"cannot be written: {e.Message}"), e);
        }
    }

    /// <summary>A list has no header, and its first two columns a meaning.</summary>
    private static string NameOf(IReadOnlyList<string> header, int column) =>
        column < header.Count ? header[column]
        : header.Count == 0 && column < 2 ? new[] { "source", "target" }[column]
        : $"column {column + 1}";

    private static IReadOnlyList<string?> CellsOf(ImportRow row, int width) =>
        [.. Enumerable.Range(0, width).Select(column => column < row.Cells.Count ? row.Cells[column] : null), row.ToString()];
}
