using System.Text;

namespace LinkWatch.Importing;

/// <summary>
/// Keeps a spreadsheet from running a cell: one that starts with <c>= + - @</c>, tab, a line end, or their full-width forms, gets a
/// <c>'</c> before it (https://owasp.org/www-community/attacks/CSV_Injection). A spreadsheet that is set to other separators than the
/// comma parts the cell further, so what follows such a separator within it is guarded too. What looks guarded already gets another
/// <c>'</c>, so that an import takes back exactly what an export added.
/// </summary>
internal static class FormulaGuard
{
    private const string Operators = "=+-@\uFF1D\uFF0B\uFF0D\uFF20";

    private const string Triggers = Operators + "\t\r\n";

    private const string Separators = ";|\t\r\n";

    /// <summary>Some programs take a cell without the quotes and spaces before its text, and our own <c>'</c> is doubled.</summary>
    private const string Skipped = "'\" ";

    private static bool Needs(string cell)
    {
        for (var start = 0; start >= 0; start = Next(cell, start))
        {
            if (NeedsAt(cell, start)) return true;
        }

        return false;
    }

    public static string Add(string cell)
    {
        if (!Needs(cell)) return cell;
        var guarded = new StringBuilder(cell.Length + 2);
        for (var start = 0; start >= 0; start = Next(cell, start))
        {
            if (NeedsAt(cell, start)) guarded.Append('\'');
            guarded.Append(Part(cell, start));
        }

        return guarded.ToString();
    }

    public static string Remove(string cell)
    {
        if (!Needs(cell)) return cell;
        var plain = new StringBuilder(cell.Length);
        for (var start = 0; start >= 0; start = Next(cell, start))
        {
            var part = Part(cell, start);
            plain.Append(NeedsAt(cell, start) && part[0] == '\'' ? part[1..] : part);
        }

        return plain.ToString();
    }

    /// <summary>Where the next part begins; negative after the last.</summary>
    private static int Next(string cell, int start) => cell.AsSpan(start).IndexOfAny(Separators) is var at and >= 0 ? start + at + 1 : -1;

    private static ReadOnlySpan<char> Part(string cell, int start) =>
        Next(cell, start) is var next and >= 0 ? cell.AsSpan(start, next - start) : cell.AsSpan(start);

    private static bool NeedsAt(string cell, int start)
    {
        var text = cell.AsSpan(start);
        var first = text.IndexOfAnyExcept(Skipped);
        return first >= 0 && (start == 0 ? Triggers : Operators).Contains(text[first], StringComparison.Ordinal);
    }
}
