using System.Globalization;

namespace LinkWatch.Importing;

/// <summary>Words for what is wrong with a cell: always one line, whatever the cell holds.</summary>
internal static class ImportProblem
{
    private const int MaxQuote = 120;

    /// <summary>The cell in quotation marks, cut, with control characters and the like as spaces: they could forge lines or turn them around.</summary>
    public static string Quote(string cell)
    {
        var visible = Cut(cell, MaxQuote).Select(c => char.IsControl(c) || char.GetUnicodeCategory(c) == UnicodeCategory.Format ? ' ' : c);
        return $"“{string.Concat(visible)}{(cell.Length > MaxQuote ? "…" : "")}”";
    }

    /// <summary>At most <paramref name="length"/> characters, no surrogate pair split.</summary>
    public static string Cut(string text, int length)
    {
        if (text.Length <= length) return text;
        return text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
    }
}
