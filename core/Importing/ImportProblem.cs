using System.Globalization;
using LinkWatch.Links;

namespace LinkWatch.Importing;

/// <summary>Words for what is wrong with a cell: always one line, whatever the cell holds.</summary>
public static class ImportProblem
{
    /// <summary>The column that a file of invalid rows has in addition: an import of the corrected file leaves it out.</summary>
    public const string Column = "linkwatch problem";

    private const int MaxQuote = 120;

    /// <summary>Said once of a file.</summary>
    public static string WithoutScheme(long rows) =>
        $"{Counted.Of(rows, "row has", "rows have")} an address without a scheme, read as https://.";

    /// <summary>
    /// The cell in quotation marks, cut, with control characters and the like as spaces: they could forge lines or turn them around.
    /// </summary>
    public static string Quote(string cell)
    {
        var visible = TextCut.To(cell, MaxQuote)
            .Select(c => char.IsControl(c) || char.GetUnicodeCategory(c) == UnicodeCategory.Format ? ' ' : c);
        return $"“{string.Concat(visible)}{(cell.Length > MaxQuote ? "…" : "")}”";
    }
}
