namespace LinkWatch.Importing;

/// <summary>How the columns of a file are read.</summary>
public sealed record ImportShape
{
    /// <summary>The tool whose export it is; empty for a plain table or list.</summary>
    public string Tool { get; init; } = "";

    /// <summary>The columns' names as the file has them; empty for a file without a header.</summary>
    public IReadOnlyList<string> Header { get; init; } = [];

    public IReadOnlyList<ColumnUse> Used { get; init; } = [];

    /// <summary>Columns whose names are not known: their cells are kept as notes.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Of those, the ones that are almost called like a field.</summary>
    public IReadOnlyList<ColumnUse> Misspelt { get; init; } = [];

    /// <summary>Why the file cannot be used like this; null if it can.</summary>
    public ImportRow? Refusal { get; init; }

    /// <summary>What it is refused for, if it is a column whose use is to be named (<see cref="ColumnChoice"/>).</summary>
    public UnknownColumn? Unknown { get; init; }
}

/// <summary>A column and the field that it is, or almost is.</summary>
public sealed record ColumnUse(string Field, string Header);

/// <summary>A column that holds addresses under a name that is not known.</summary>
/// <param name="Header">Its name.</param>
/// <param name="Example">An address in it.</param>
/// <param name="Guess">What it may be: <c>source</c> or <c>target</c>.</param>
public sealed record UnknownColumn(string Header, string Example, string Guess);
