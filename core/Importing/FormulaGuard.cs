namespace LinkWatch.Importing;

/// <summary>
/// Keeps a spreadsheet from running a cell: one that starts with <c>= + - @</c>, tab, a line end, or their full-width forms, gets a
/// <c>'</c> before it (https://owasp.org/www-community/attacks/CSV_Injection). A cell that looks guarded already gets another, so that an
/// import takes back exactly what an export added.
/// </summary>
internal static class FormulaGuard
{
    private const string Triggers = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

    public static bool Needs(string cell)
    {
        var first = cell.AsSpan().IndexOfAnyExcept('\'');
        return first >= 0 && Triggers.Contains(cell[first], StringComparison.Ordinal);
    }

    public static string Remove(string cell) => cell.StartsWith('\'') && Needs(cell) ? cell[1..] : cell;
}
