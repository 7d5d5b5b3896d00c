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
    private const int HeadRows = 20;

    /// <param name="file">Any bytes. It is read to its end, or to the first thing that refuses it, and left open.</param>
    /// <param name="fallback">
    /// What a row without a target links to: the site's first domain, in <see cref="MatchMode.Domain"/>; null if every row needs one.
    /// </param>
    /// <param name="cancellationToken">Ends the reading because we stop.</param>
    public static async IAsyncEnumerable<ImportRow> ReadAsync(
        Stream file, LinkTarget? fallback, [EnumeratorCancellation] CancellationToken cancellationToken)
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
        var layout = ImportLayout.Of(head);
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
            var row = record.Fault is null ? Judge(record, layout.Columns, fallback, seen) : Refused(record.Row, record.Fault);
            yield return row;
            if (row.Kind == ImportRowKind.Refusal) yield break;
        }

        if (!hasRows) yield return Refused(0, "there are no rows below the header: export again, or add one row for each link");
    }

    /// <summary>
    /// How many records the file has, or the refusal that reading its rows would end in. Reading it before anything is stored makes sure
    /// that an unreadable file changes nothing, without keeping its links.
    /// </summary>
    /// <param name="file">Any bytes. It is read to its end, or to the first thing that refuses it, and left open.</param>
    /// <param name="cancellationToken">Ends the reading because we stop.</param>
    public static async Task<(int Records, ImportRow? Refusal)> CountAsync(Stream file, CancellationToken cancellationToken)
    {
        using var text = await ImportText.OpenAsync(file, cancellationToken);
        if (text.Refusal is not null) return (0, Refused(0, text.Refusal));
        var count = 0;
        await foreach (var record in CsvRecords.ReadAsync(text.Reader, CsvSeparator.Detect(text.Sample), cancellationToken))
        {
            if (record.Fault is not null) return (count, Refused(record.Row, record.Fault));
            count++;
        }

        return (count, null);
    }

    /// <summary>One link, its cells named like the columns of LinkWatch's own form: judged as a row of a file is.</summary>
    public static ImportRow ReadOne(IReadOnlyDictionary<string, string> cells, LinkTarget? fallback)
    {
        var header = cells.Keys.ToArray();
        return ImportFormat.Recognise(header.Select(ImportFormat.Plain).ToHashSet(StringComparer.Ordinal)) is { } format
            ? Judge(new CsvRecord(0, [.. cells.Values], null), ImportColumns.Of(header, format), fallback, new SeenLinks())
            : new ImportRow
            {
                Number = 0,
                Kind = ImportRowKind.Problem,
                Problem = "there is no source: write the address of the linking page"
            };
    }

    private static ImportRow Judge(CsvRecord record, ImportColumns columns, LinkTarget? fallback, SeenLinks seen)
    {
        var backlink = columns.Read(record.Fields, fallback, out var problem);
        var row = new ImportRow
        {
            Number = record.Row,
            Kind = backlink is null ? ImportRowKind.Problem : ImportRowKind.Link,
            Source = columns.Text(record.Fields, ImportField.Source),
            Target = columns.Text(record.Fields, ImportField.Target),
            Backlink = backlink,
            Problem = problem,
        };
        if (backlink is null) return row;
        if (seen.RowOf(backlink) is { } first)
            return row with { Kind = ImportRowKind.Duplicate, Problem = $"the same link as row {first}: counted once" };
        return seen.TryAdd(backlink, record.Row)
            ? row
            : row with { Kind = ImportRowKind.Problem, Backlink = null, Problem = PageLoad.Problem };
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
