using System.Globalization;
using LinkWatch.Links;

namespace LinkWatch.Importing;

/// <summary>Words for what is wrong with a cell: always one line, whatever the cell holds.</summary>
internal static class ImportProblem
{
    private const int MaxQuote = 120;

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
