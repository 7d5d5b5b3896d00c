using LinkWatch.Links;
using LinkWatch.Reporting;

namespace LinkWatch.Importing;

/// <summary>Which column is what, and a row read by it.</summary>
internal sealed class ImportColumns
{
    private const int MaxText = 500;
    private const int MaxNotes = 64;
    private const int MaxTags = 32;

    private static readonly string[] Withholding = ["nofollow", "ugc", "sponsored"];

    /// <summary>Words of a rel, or of other tools, that keep nothing back.</summary>
    private static readonly string[] OtherRels =
    [
        "follow", "dofollow", "noopener", "noreferrer", "opener", "external", "alternate", "author", "bookmark", "canonical", "help",
        "license", "me", "next", "prev", "search", "tag",
    ];

    private readonly Dictionary<ImportField, int> fields = [];
    private readonly List<string> headers = [];
    private readonly List<string> notes = [];
    private readonly HashSet<int> findings = [];
    private readonly HashSet<int> chosenNotes = [];

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
        var columns = new ImportColumns();
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

    /// <summary>The row's link, or null and what is wrong with it.</summary>
    public Backlink? Read(string[] row, LinkTarget? fallback, out string? problem)
    {
        problem = ProblemOf(row);
        if (problem is not null) return null;
        if (Text(row, ImportField.Source) is not { Length: > 0 } from)
        {
            problem = "there is no source: write the address of the linking page";
            return null;
        }

        var source = ImportAddress.Read(from, "source", out problem);
        var mode = Choice<MatchMode>(row, ImportField.Match, "page, exact or domain", ref problem);
        var acquired = Choice<Acquired>(row, ImportField.Acquired, "natural, manual, self-created or paid", ref problem);
        var rel = RelOf(row, ref problem);
        var target = problem is null ? TargetOf(row, mode ?? MatchMode.Page, fallback, out problem) : null;
        if (source is null || target is null || problem is not null) return null;
        return new Backlink
        {
            Source = source,
            Target = target,
            Tags = [.. Words(row, ImportField.Tags, [',', ';', '|']).Take(MaxTags)],
            ExpectedRel = rel,
            ExpectedAnchor = Optional(row, ImportField.Anchor),
            Cost = Optional(row, ImportField.Cost),
            Contact = Optional(row, ImportField.Contact),
            Acquired = acquired,
            Notes = NotesOf(row),
        };
    }

    private LinkTarget? TargetOf(string[] row, MatchMode mode, LinkTarget? fallback, out string? problem)
    {
        problem = null;
        var to = Text(row, ImportField.Target);
        if (to.Length == 0)
        {
            problem = fallback is null ? "there is no target: write the address that is linked to" : null;
            return fallback;
        }

        // A whole domain is commonly written without a scheme.
        if (mode == MatchMode.Domain && to.AsSpan().IndexOfAny(":/") < 0) to = "https://" + to;
        return ImportAddress.Read(to, "target", out problem) is { } url ? new LinkTarget(url, mode) : null;
    }

    private List<string> RelOf(string[] row, ref string? problem)
    {
        var words = Words(row, ImportField.Rel, [' ', ',', ';', '|']).Select(word => word.ToLowerInvariant()).ToList();
        if (words.FirstOrDefault(word => !Withholding.Contains(word) && !OtherRels.Contains(word)) is { } unknown)
            problem ??= $"rel {ImportProblem.Quote(unknown)} is not known: write nofollow, ugc or sponsored";
        return [.. words.Where(Withholding.Contains)];
    }

    private T? Choice<T>(string[] row, ImportField field, string choices, ref string? problem) where T : struct, Enum
    {
        var text = Text(row, field);
        if (text.Length == 0) return null;
        var value = KebabCase.Parse<T>(text.Replace(' ', '-').Replace('_', '-'));
        if (value is null) problem ??= $"{field.Name()} {ImportProblem.Quote(text)} is not known: write {choices}";
        return value;
    }

    private string? Optional(string[] row, ImportField field) =>
        Text(row, field) is { Length: > 0 } text ? TextCut.To(text, MaxText) : null;

    private IEnumerable<string> Words(string[] row, ImportField field, char[] separators) =>
        Text(row, field).Split(separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(word => TextCut.To(word, MaxText)).Distinct(StringComparer.OrdinalIgnoreCase);

    private Dictionary<string, string> NotesOf(string[] row)
    {
        var kept = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var column = 0; column < row.Length && kept.Count < MaxNotes; column++)
        {
            if (string.IsNullOrWhiteSpace(row[column]) || !IsNote(column)) continue;
            var name = column < notes.Count ? notes[column] : $"column {column + 1}";
            kept.TryAdd(name, TextCut.To(FormulaGuard.Remove(row[column].Trim()), MaxText));
        }

        return kept;
    }

    private void PlaceOwn(List<string> names)
    {
        for (var field = ImportField.Target; field <= ImportField.Match; field++)
        {
            Place(field, names, [field.Name()]);
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
            var name = TextCut.To(header[column].Trim().Trim('\uFEFF'), MaxText);
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
