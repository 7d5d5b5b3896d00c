using LinkWatch.Links;

namespace LinkWatch.Importing;

/// <summary>What the owner says that a column holds, whatever it is called.</summary>
public sealed record ColumnChoice
{
    /// <summary>The column is none of the fields: its cells are kept as notes.</summary>
    public const string Note = "note";

    private ColumnChoice(ImportField? field, string header) => (Field, Header) = (field, header);

    /// <summary>What a column can be.</summary>
    public static IReadOnlyList<string> Fields { get; } = [.. Enum.GetValues<ImportField>().Select(field => field.Name()), Note];

    /// <summary>As the file has it, in any case.</summary>
    public string Header { get; }

    /// <summary>Null for a note.</summary>
    internal ImportField? Field { get; }

    /// <summary>Null if there is no such field.</summary>
    public static ColumnChoice? Of(string field, string header) =>
        Fields.Contains(field, StringComparer.OrdinalIgnoreCase) && header.Trim().Length > 0
            ? new ColumnChoice(KebabCase.Parse<ImportField>(field), header.Trim())
            : null;
}
