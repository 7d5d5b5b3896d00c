using LinkWatch.Links;

namespace LinkWatch.Importing;

/// <summary>What one row of an import file came to. A row without anything in it comes to nothing.</summary>
public sealed record ImportRow
{
    /// <summary>The row as a spreadsheet counts it, from 1, header included; 0 if the file as a whole is meant.</summary>
    public required int Number { get; init; }

    public required ImportRowKind Kind { get; init; }

    /// <summary>The source as written; empty if the row has none.</summary>
    public string Source { get; init; } = "";

    /// <summary>The target as written; empty if the row has none.</summary>
    public string Target { get; init; } = "";

    /// <summary>The row as it stands in the file.</summary>
    public IReadOnlyList<string> Cells { get; init; } = [];

    /// <summary>Set for <see cref="ImportRowKind.Link"/> and <see cref="ImportRowKind.Duplicate"/>.</summary>
    public Backlink? Backlink { get; init; }

    /// <summary>Whether its source or target is written without a scheme, and read as https://.</summary>
    public bool LacksScheme { get; init; }

    /// <summary>One line that says what is wrong and what to do; set for everything but <see cref="ImportRowKind.Link"/>.</summary>
    public string? Problem { get; init; }

    /// <summary><c>row 5: the source “example.com” has no scheme: write “https://example.com”</c>.</summary>
    public override string ToString() => (Number == 0 ? "" : $"row {Number}: ") + (Problem ?? Backlink?.Source.Href);
}

/// <summary>What a row is.</summary>
public enum ImportRowKind
{
    /// <summary>A link to track.</summary>
    Link,

    /// <summary>The same source, target and match mode as an earlier row, which alone counts.</summary>
    Duplicate,

    /// <summary>This row cannot be used; the others can.</summary>
    Problem,

    /// <summary>The file cannot be used: what came before it must not be either. Always the last.</summary>
    Refusal,
}
