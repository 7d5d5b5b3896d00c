using System.Runtime.CompilerServices;
using LinkWatch.Links;
using LinkWatch.Sites;

namespace LinkWatch.Importing;

/// <summary>
/// Reads the links of a CSV, TSV or text file: LinkWatch's own form, one URL a line, or another tool's export
/// (<see cref="ImportFormat"/>). Nothing is stored; memory grows by only about 50 bytes per link and page, which serve to find
/// duplicates and pages with too many links.
/// </summary>
public static class ImportReader
{
    /// <summary>
    /// Rows examined if the header is not known: Search Console's exports have theirs in the owner's language.
    /// </summary>
    private const int HeadRows = 50;

    /// <param name="file">Any bytes. It is read to its end, or to the first thing that refuses it, and left open.</param>
    /// <param name="options">What is known of it.</param>
    /// <param name="cancellationToken">Ends the reading because we stop.</param>
    public static async IAsyncEnumerable<ImportRow> ReadAsync(
        Stream file, ImportOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var text = await ImportText.OpenAsync(file, cancellationToken);
        if (text.Refusal is not null)
        {
            yield return Refused(0, text.Refusal);
            yield break;
        }

        var separator = CsvSeparator.Detect(text.Sample);
        await using var records = CsvRecords.ReadAsync(text.Reader, separator, cancellationToken).GetAsyncEnumerator(cancellationToken);
        var head = await TakeAsync(records, HeadRows);
        var layout = ImportLayout.Of(head, options);
        if (layout.Refusal is not null)
        {
            yield return Refused(layout.RefusedRow, layout.Refusal);
            yield break;
        }

        var seen = new SeenLinks();
        var hasRows = false;
        await foreach (var record in WithRest(head.Skip(layout.HeaderRecords), records))
        {
            hasRows = true;
            var row = record.Fault is null ? Judge(record, layout.Columns, options, seen) : Refused(record.Row, record.Fault);
            yield return row;
            if (row.Kind == ImportRowKind.Refusal) yield break;
        }

        if (!hasRows) yield return Refused(0, "there are no rows below the header: export again, or add one row for each link");
    }

    /// <summary>How the columns of the file are read, by its beginning.</summary>
    /// <param name="file">Any bytes; left open.</param>
    /// <param name="options">What is known of it.</param>
    /// <param name="cancellationToken">Ends the reading because we stop.</param>
    public static async Task<ImportShape> ReadShapeAsync(Stream file, ImportOptions options, CancellationToken cancellationToken)
    {
        using var text = await ImportText.OpenAsync(file, cancellationToken);
        if (text.Refusal is not null) return new ImportShape { Refusal = Refused(0, text.Refusal) };
        await using var records = CsvRecords.ReadAsync(text.Reader, CsvSeparator.Detect(text.Sample), cancellationToken)
            .GetAsyncEnumerator(cancellationToken);
        var layout = ImportLayout.Of(await TakeAsync(records, HeadRows), options);
        var notes = layout.Columns.Notes.ToList();
        return new ImportShape
        {
            Tool = layout.Tool,
            Header = layout.Columns.Headers,
            Used = [.. layout.Columns.Used],
            Notes = notes,
            Misspelt = [.. notes.Select(note => new ColumnUse(layout.Columns.Meant(note) ?? "", note)).Where(use => use.Field.Length > 0)],
            Refusal = layout.Refusal is null ? null : Refused(layout.RefusedRow, layout.Refusal),
            Unknown = layout.Unknown,
        };
    }

    /// <summary>One link, judged as a row of a file is: the link, or null and what is wrong with it.</summary>
    public static Backlink? ReadOne(LinkFields fields, ImportOptions options, out string? problem)
    {
        var link = Visitable(fields.Read(options.Fallback, out problem), options, ref problem);
        if (link is null || new SeenLinks().TryAdd(link, row: 0)) return link;
        problem = PageLoad.Problem;
        return null;
    }

    private static ImportRow Judge(CsvRecord record, ImportColumns columns, ImportOptions options, SeenLinks seen)
    {
        var backlink = Visitable(columns.Read(record.Fields, options.Fallback, out var problem), options, ref problem);
        var row = new ImportRow
        {
            Number = record.Row,
            Kind = backlink is null ? ImportRowKind.Problem : ImportRowKind.Link,
            Source = columns.Text(record.Fields, ImportField.Source),
            Target = columns.Text(record.Fields, ImportField.Target),
            Cells = record.Fields,
            Backlink = backlink,
            LacksScheme = backlink is not null && columns.LacksScheme(record.Fields),
            Problem = problem,
        };
        if (backlink is null) return row;
        if (seen.RowOf(backlink) is { } first)
            return row with { Kind = ImportRowKind.Duplicate, Problem = $"the same link as row {first}: counted once" };
        return seen.TryAdd(backlink, record.Row)
            ? row
            : row with { Kind = ImportRowKind.Problem, Backlink = null, Problem = PageLoad.Problem };
    }

    private static Backlink? Visitable(Backlink? link, ImportOptions options, ref string? problem)
    {
        if (link is null || options.Addresses?.WhyForbidden(link.Source) is not { } forbidden) return link;
        problem = $"the source {ImportProblem.Quote(link.Source.Href)} cannot be visited: {forbidden}";
        return null;
    }

    private static ImportRow Refused(int row, string why) => new() { Number = row, Kind = ImportRowKind.Refusal, Problem = why };

    private static async Task<List<CsvRecord>> TakeAsync(IAsyncEnumerator<CsvRecord> records, int count)
    {
        var taken = new List<CsvRecord>();
        while (taken.Count < count && await records.MoveNextAsync()) taken.Add(records.Current);
        return taken;
    }

    private static async IAsyncEnumerable<CsvRecord> WithRest(IEnumerable<CsvRecord> first, IAsyncEnumerator<CsvRecord> rest)
    {
        foreach (var record in first) yield return record;
        while (await rest.MoveNextAsync()) yield return rest.Current;
    }
}
