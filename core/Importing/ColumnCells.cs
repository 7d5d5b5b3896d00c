using LinkWatch.Links;

namespace LinkWatch.Importing;

/// <summary>What the columns of a file hold, by its first rows.</summary>
/// <param name="rows">Without the header.</param>
/// <param name="site">The site as a target; null if it is not known.</param>
internal sealed class ColumnCells(IReadOnlyList<CsvRecord> rows, LinkTarget? site)
{
    public static bool IsAddress(string cell) =>
        cell.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || cell.StartsWith("https://", StringComparison.OrdinalIgnoreCase);

    public static bool IsCount(string cell) =>
        cell.Any(char.IsAsciiDigit) && cell.All(c => char.IsAsciiDigit(c) || c is '.' or ',' or ' ' or '\u00A0' or '\u202F');

    public static bool IsHost(string cell) => cell.Contains('.', StringComparison.Ordinal) && !cell.Any(char.IsWhiteSpace);

    public bool AreAll(int column, Func<string, bool> holds) => Of(column).ToList() is { Count: > 0 } cells && cells.All(holds);

    /// <summary>Most of the cells are addresses, or one is the site's, written without a scheme.</summary>
    public bool HoldAddresses(int column)
    {
        var cells = Of(column).ToList();
        return cells.Any(IsOwnWithoutScheme) || cells.Count(cell => IsAddress(cell) || IsWithoutScheme(cell)) * 2 > cells.Count;
    }

    /// <summary>All of the cells are addresses of the site.</summary>
    public bool IsOwnSite(int column) => site is not null && AreAll(column, cell =>
        ImportAddress.Read(cell, "target", out _) is { } url && site.IsSameSite(url));

    public string Example(int column) =>
        Of(column).FirstOrDefault(cell => IsAddress(cell) || IsWithoutScheme(cell) || IsOwnWithoutScheme(cell)) ?? "";

    private IEnumerable<string> Of(int column) =>
        rows.Where(row => column < row.Fields.Length).Select(row => row.Fields[column].Trim()).Where(cell => cell.Length > 0);

    private static bool IsWithoutScheme(string cell) => cell.StartsWith("//", StringComparison.Ordinal) && IsHost(cell);

    private bool IsOwnWithoutScheme(string cell) =>
        site is not null && !cell.Any(char.IsWhiteSpace) && site.IsSameSite(cell.Split('/', ':', '?', '#')[0].ToLowerInvariant());
}
