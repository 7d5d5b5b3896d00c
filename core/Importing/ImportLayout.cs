namespace LinkWatch.Importing;

/// <summary>How a file is laid out: how many records its header takes, and what its columns are; or why it cannot be used.</summary>
internal sealed record ImportLayout(int HeaderRecords, ImportColumns Columns, string? Refusal = null, int RefusedRow = 0)
{
    /// <param name="head">The first records; at least one unless the file is empty.</param>
    public static ImportLayout Of(IReadOnlyList<CsvRecord> head)
    {
        var skipped = head.Count > 0 && head[0].Fault is null && CsvSeparator.IsHint(head[0]) ? 1 : 0;
        if (head.Count == skipped) return Refuse("the file is empty: import a .csv, .tsv or .txt file with one link a row");
        var first = head[skipped];
        if (first.Fault is not null) return Refuse(first.Fault, first.Row);

        var names = first.Fields.Select(ImportFormat.Plain).ToHashSet(StringComparer.Ordinal);
        foreach (var (headers, refusal) in ImportFormat.Refused)
        {
            if (headers.All(header => names.Contains(ImportFormat.Plain(header)))) return Refuse(refusal);
        }

        if (first.Fields.Any(IsAddress)) return new ImportLayout(skipped, ImportColumns.WithoutHeader);
        if (ImportFormat.Recognise(names) is { } format) return new ImportLayout(skipped + 1, ImportColumns.Of(first.Fields, format));
        return OfUnknownHeader(first, [.. head.Skip(skipped + 1).Where(record => record.Fault is null)], skipped);
    }

    /// <summary>
    /// Search Console writes its headers in the owner's language, so the cells below decide: a single column of addresses holds the
    /// linking pages, unless there are counts beside it.
    /// </summary>
    private static ImportLayout OfUnknownHeader(CsvRecord header, List<CsvRecord> rows, int skipped)
    {
        var columns = Enumerable.Range(0, header.Fields.Length).ToList();
        var counts = columns.Count(column => AllOf(rows, column, IsCount));
        var addresses = columns.Where(column => AllOf(rows, column, IsAddress)).ToList();
        if (counts >= 2 && counts == columns.Count - 1)
        {
            if (addresses.Count == 1) return Refuse(ImportFormat.TopTargetPages);
            if (AllOf(rows, 0, IsHost)) return Refuse(ImportFormat.TopLinkingSites);
        }

        // No header after all, but a list whose first address lacks its scheme: that row is reported, and the rest is read.
        var isList = addresses.Count == 0 || addresses[0] == 0;
        if (isList && header.Fields[0] is var cell && !cell.Any(char.IsWhiteSpace) && cell.AsSpan().IndexOfAny(".:/") >= 0)
        {
            return new ImportLayout(skipped, ImportColumns.WithoutHeader);
        }

        if (addresses.Count == 1) return new ImportLayout(skipped + 1, ImportColumns.Of(header.Fields, addresses[0]));
        var found = string.Join(", ", header.Fields.Take(12).Select(field => ImportProblem.Quote(field)));
        return Refuse($"no column is known to hold the linking pages: call it “source” (found: {found})", header.Row);
    }

    private static bool AllOf(List<CsvRecord> rows, int column, Func<string, bool> holds)
    {
        var cells = rows.Where(row => column < row.Fields.Length && row.Fields[column].Length > 0)
            .Select(row => row.Fields[column]).ToList();
        return cells.Count > 0 && cells.All(holds);
    }

    private static bool IsAddress(string cell) =>
        cell.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || cell.StartsWith("https://", StringComparison.OrdinalIgnoreCase);

    private static bool IsCount(string cell) =>
        cell.Any(char.IsAsciiDigit) && cell.All(c => char.IsAsciiDigit(c) || c is '.' or ',' or ' ' or '\u00A0' or '\u202F');

    private static bool IsHost(string cell) => cell.Contains('.', StringComparison.Ordinal) && !cell.Any(char.IsWhiteSpace);

    private static ImportLayout Refuse(string why, int row = 0) => new(0, ImportColumns.WithoutHeader, why, row);
}
