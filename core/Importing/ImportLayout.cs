using LinkWatch.Links;

namespace LinkWatch.Importing;

/// <summary>How a file is laid out: how many records its header takes, and what its columns are; or why it cannot be used.</summary>
internal sealed record ImportLayout(int HeaderRecords, ImportColumns Columns)
{
    public string Tool { get; init; } = "";

    public string? Refusal { get; init; }

    public int RefusedRow { get; init; }

    public UnknownColumn? Unknown { get; init; }

    /// <param name="head">The first records; at least one unless the file is empty.</param>
    /// <param name="options">What the owner says of the file.</param>
    public static ImportLayout Of(IReadOnlyList<CsvRecord> head, ImportOptions options)
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

        if (first.Fields.Any(ColumnCells.IsAddress)) return WithoutHeader(skipped, options);
        if (options.Columns.FirstOrDefault(choice => !names.Contains(ImportFormat.Plain(choice.Header))) is { } missing)
            return Refuse($"there is no column {ImportProblem.Quote(missing.Header)} (found: {Found(first)})", first.Row);

        var cells = new ColumnCells([.. head.Skip(skipped + 1).Where(record => record.Fault is null)], options.Fallback);
        var format = ImportFormat.Recognise(names);
        return format is null && options.Columns.All(choice => choice.Field != ImportField.Source)
            ? OfUnknownHeader(first, cells, skipped, options)
            : OfColumns(first, cells, skipped, format ?? ImportFormat.Own, options.Columns);
    }

    /// <summary>
    /// Search Console writes its headers in the owner's language, so the cells below decide: a single column of addresses holds the
    /// linking pages, unless there are counts beside it, or the addresses are the site's own.
    /// </summary>
    private static ImportLayout OfUnknownHeader(CsvRecord header, ColumnCells cells, int skipped, ImportOptions options)
    {
        var columns = Enumerable.Range(0, header.Fields.Length).ToList();
        var counts = columns.Count(column => cells.AreAll(column, ColumnCells.IsCount));
        var addresses = columns.Where(column => cells.AreAll(column, ColumnCells.IsAddress)).ToList();
        if (counts >= 2 && counts == columns.Count - 1)
        {
            if (addresses.Count == 1) return Refuse(ImportFormat.TopTargetPages);
            if (cells.AreAll(0, ColumnCells.IsHost)) return Refuse(ImportFormat.TopLinkingSites);
        }

        // No header after all, but a list whose first address lacks its scheme: that row is reported, and the rest is read.
        var isList = addresses.Count == 0 || addresses[0] == 0;
        if (isList && header.Fields[0] is var cell && !cell.Any(char.IsWhiteSpace) && cell.AsSpan().IndexOfAny(".:/") >= 0)
            return WithoutHeader(skipped, options);

        var columnsOfOthers = ImportColumns.Of(header.Fields, ImportFormat.Own, options.Columns);
        var free = addresses.Where(columnsOfOthers.IsNote).ToList();
        var mayBeSource = free.Where(column => !cells.IsOwnSite(column)).ToList();
        if (mayBeSource.Count == 1 && free.Count == 1)
        {
            var source = ColumnChoice.Of(ImportField.Source.Name(), header.Fields[mayBeSource[0]]);
            if (source is not null) return OfColumns(header, cells, skipped, ImportFormat.Own, [.. options.Columns, source]);
        }

        var refused = Refuse($"no column is known to hold the linking pages: call it “source” (found: {Found(header)})", header.Row);
        return free.Count == 0 ? refused : refused with { Unknown = Ask(header, cells, free[0], mayBeSource.Contains(free[0])) };
    }

    /// <summary>
    /// Without a target, every link to the site would count as the link: so no column that may hold the targets is passed over.
    /// </summary>
    private static ImportLayout OfColumns(
        CsvRecord header, ColumnCells cells, int skipped, ImportFormat format, IReadOnlyList<ColumnChoice> choices)
    {
        var columns = ImportColumns.Of(header.Fields, format, choices);
        if (columns.Repeated is { } name) return Refuse($"two columns are called {ImportProblem.Quote(name)}: rename one", header.Row);
        var layout = new ImportLayout(skipped + 1, columns) { Tool = format.Name };
        if (columns.Has(ImportField.Target)) return layout;

        foreach (var column in Enumerable.Range(0, header.Fields.Length).Where(columns.IsUnnamedNote))
        {
            if (!cells.HoldAddresses(column)) continue;
            var unknown = Ask(header, cells, column, mayBeSource: false);
            return layout with
            {
                Refusal = $"the column {ImportProblem.Quote(unknown.Header)} holds addresses "
                    + $"(such as {ImportProblem.Quote(unknown.Example)}), but its name is not known: "
                    + "call it “target” if they are what is linked to",
                RefusedRow = header.Row,
                Unknown = unknown,
            };
        }

        return layout;
    }

    private static UnknownColumn Ask(CsvRecord header, ColumnCells cells, int column, bool mayBeSource) =>
        new(
            header.Fields[column].Trim().Trim('\uFEFF'),
            cells.Example(column),
            (mayBeSource ? ImportField.Source : ImportField.Target).Name());

    private static ImportLayout WithoutHeader(int skipped, ImportOptions options) => options.Columns.Count == 0
        ? new ImportLayout(skipped, ImportColumns.WithoutHeader)
        : Refuse("the file has no header, so its columns cannot be named: the first is the source, the second the target");

    private static string Found(CsvRecord header) =>
        string.Join(", ", header.Fields.Take(12).Select(field => ImportProblem.Quote(field)));

    private static ImportLayout Refuse(string why, int row = 0) =>
        new(0, ImportColumns.WithoutHeader) { Refusal = why, RefusedRow = row };
}
