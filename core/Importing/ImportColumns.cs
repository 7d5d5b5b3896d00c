using LinkWatch.Links;
using LinkWatch.Reporting;

namespace LinkWatch.Importing;

/// <summary>Which column is what, and a row read by it.</summary>
internal sealed class ImportColumns
{
    private readonly Dictionary<ImportField, int> fields = [];
    private readonly List<string> headers = [];
    private readonly List<string> notes = [];
    private readonly HashSet<int> findings = [];
    private readonly HashSet<int> chosenNotes = [];
    private bool mayLackScheme;

    private ImportColumns()
    {
    }

    /// <summary>Source, then target; what follows has no name, and to guess at it could silence alerts (a rel column).</summary>
    public static ImportColumns WithoutHeader { get; } = new() { fields = { [ImportField.Source] = 0, [ImportField.Target] = 1 } };

    /// <summary>The file's own names of the columns; empty without a header.</summary>
    public IReadOnlyList<string> Headers => headers;

    public IEnumerable<ColumnUse> Used => fields.OrderBy(column => column.Key)
        .Where(column => column.Value < headers.Count).Select(column => new ColumnUse(column.Key.Name(), headers[column.Value]));

    public IEnumerable<string> Notes => Enumerable.Range(0, headers.Count).Where(IsNote).Select(column => headers[column])
        .Where(header => header.Length > 0);

    /// <summary>The name of a column that is used, if another column has it too.</summary>
    public string? Repeated => Used.Select(use => use.Header)
        .FirstOrDefault(used => headers.Count(header => ImportFormat.Plain(header) == ImportFormat.Plain(used)) > 1);

    /// <summary>The columns of a known form. Those that LinkWatch has a use for may be added to any tool's export.</summary>
    public static ImportColumns Of(string[] header, ImportFormat format, IReadOnlyList<ColumnChoice> choices)
    {
        var columns = new ImportColumns { mayLackScheme = format.Name.Length > 0 };
        var names = header.Select(ImportFormat.Plain).ToList();
        foreach (var choice in choices) columns.Choose(choice, names);
        columns.Place(ImportField.Source, names, format.Source);
        columns.Place(ImportField.Target, names, format.Target);
        columns.Place(ImportField.Anchor, names, format.Anchor);
        columns.PlaceOwn(names);
        var authority = format.Authority.Select(ImportFormat.Plain).ToHashSet(StringComparer.Ordinal);
        columns.NameNotes(header, column => authority.Contains(names[column]) ? format.Name + " " : "");
        return columns;
    }

    public bool Has(ImportField field) => fields.ContainsKey(field);

    public bool IsNote(int column) => !fields.ContainsValue(column) && !findings.Contains(column);

    /// <summary>Whether nobody said that the column is a note.</summary>
    public bool IsUnnamedNote(int column) => IsNote(column) && !chosenNotes.Contains(column);

    /// <summary>The field that a column's name is a slip of; null if it is none, or the file has that field.</summary>
    public string? Meant(string header) => Spelling.Nearest(
        ImportFormat.Plain(header), Enum.GetValues<ImportField>().Where(field => !Has(field)).Select(field => field.Name()));

    /// <summary>What is wrong with a record as a whole: cells that no column is for mean that others are in the wrong one.</summary>
    public string? ProblemOf(string[] row) =>
        headers.Count > 0 && Array.FindLastIndex(row, cell => !string.IsNullOrWhiteSpace(cell)) is var last && last >= headers.Count
            ? $"there are {last + 1} cells for {headers.Count} columns: put a cell that holds the separator in quotation marks"
            : null;

    /// <summary>
    /// The cell of a field, trimmed, and without the <c>'</c> that an export put before a formula; empty if there is none.
    /// </summary>
    public string Text(string[] row, ImportField field) =>
        fields.TryGetValue(field, out var column) && column < row.Length ? FormulaGuard.Remove(row[column].Trim().Trim('\uFEFF')) : "";

    /// <summary>
    /// Whether an address of the row has no scheme and is read as https://: in the export of a known tool, its column holds addresses.
    /// </summary>
    public bool LacksScheme(string[] row) =>
        mayLackScheme && ((ImportField[])[ImportField.Source, ImportField.Target]).Any(field => Address(row, field) != Text(row, field));

    /// <summary>The row's link, or null and what is wrong with it.</summary>
    public Backlink? Read(string[] row, LinkTarget? fallback, out string? problem)
    {
        problem = ProblemOf(row);
        if (problem is not null) return null;
        var fields = new LinkFields
        {
            Source = Address(row, ImportField.Source),
            Target = Address(row, ImportField.Target),
            Match = Text(row, ImportField.Match),
            Tags = Words(row, ImportField.Tags, [',', ';', '|']),
            Rel = Words(row, ImportField.Rel, [' ', ',', ';', '|']),
            Anchor = Text(row, ImportField.Anchor),
            Cost = Text(row, ImportField.Cost),
            Contact = Text(row, ImportField.Contact),
            Acquired = Text(row, ImportField.Acquired),
            Price = Text(row, ImportField.Price),
            Currency = Text(row, ImportField.Currency),
            PaidFrom = Text(row, ImportField.PaidFrom),
            PaidUntil = Text(row, ImportField.PaidUntil),
            AgreedPlacement = Text(row, ImportField.AgreedPlacement),
        }.WithPriceAsWritten();
        return fields.Read(fallback, out problem) is { } link ? link with { Notes = NotesOf(row) } : null;
    }

    private string Address(string[] row, ImportField field)
    {
        var text = Text(row, field);
        return mayLackScheme && ImportAddress.WithScheme(text) is { } whole ? whole : text;
    }

    private string[] Words(string[] row, ImportField field, char[] separators) =>
        Text(row, field).Split(separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private Dictionary<string, string> NotesOf(string[] row)
    {
        var kept = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var column = 0; column < row.Length && kept.Count < Backlink.MaxNotes; column++)
        {
            if (string.IsNullOrWhiteSpace(row[column]) || !IsNote(column)) continue;
            var name = column < notes.Count ? notes[column] : $"column {column + 1}";
            kept.TryAdd(name, TextCut.To(FormulaGuard.Remove(row[column].Trim()), Backlink.MaxText));
        }

        return kept;
    }

    /// <summary>What owners' own tables, and the trackers that they keep paid links in, call a field.</summary>
    private static string[] AliasesOf(ImportField field) => field switch
    {
        ImportField.Price => ["price paid", "link price", "amount"],
        ImportField.PaidFrom => ["paid on", "start date", "placement date", "purchase date"],
        ImportField.PaidUntil => ["paid till", "expires", "expires on", "expiry date", "expiration date", "end date", "valid until"],
        ImportField.AgreedPlacement => ["expected placement"],
        _ => [],
    };

    private void PlaceOwn(List<string> names)
    {
        for (var field = ImportField.Target; field <= ImportField.Match; field++)
        {
            Place(field, names, [field.Name(), .. AliasesOf(field)]);
        }
    }

    private void Place(ImportField field, List<string> names, string[] called)
    {
        if (Has(field)) return;
        var column = called.Select(name => names.IndexOf(ImportFormat.Plain(name))).FirstOrDefault(at => at >= 0 && IsUnnamedNote(at), -1);
        if (column >= 0) fields[field] = column;
    }

    private void Choose(ColumnChoice choice, List<string> names)
    {
        var column = names.IndexOf(ImportFormat.Plain(choice.Header));
        if (column < 0) return;
        if (choice.Field is { } field) fields[field] = column;
        else chosenNotes.Add(column);
    }

    private void NameNotes(string[] header, Func<int, string> prefix)
    {
        for (var column = 0; column < header.Length; column++)
        {
            var name = TextCut.To(header[column].Trim().Trim('\uFEFF'), Backlink.MaxText);
            headers.Add(name);
            notes.Add(name.Length > 0 ? prefix(column) + name : $"column {column + 1}");
        }

        findings.UnionWith(Enumerable.Range(0, header.Length).Where(column => headers[column] == ImportProblem.Column));

        // Our own export, come back: what it says of the links is no note of the owner's, and differs each time.
        var isExport = LinkCsv.Marks.All(name => header.Contains(name, StringComparer.OrdinalIgnoreCase));
        if (isExport) findings.UnionWith(
            LinkCsv.Findings.Select(name => Array.FindIndex(header, cell => name.Equals(cell, StringComparison.OrdinalIgnoreCase))));
    }
}
