namespace LinkWatch.Importing;

/// <summary>Which character parts the fields of a file.</summary>
internal static class CsvSeparator
{
    /// <summary>
    /// Of a list with nothing but one address a line: a character that no text holds, for addresses hold commas and semicolons.
    /// </summary>
    public const char None = '\u001F';

    private const int SampleLines = 50;

    private static readonly char[] Candidates = [',', ';', '\t', '|'];

    /// <param name="sample">The beginning of the text.</param>
    public static char Detect(string sample)
    {
        var lines = sample.Split(['\r', '\n'], SampleLines + 1, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (lines.Length == 0) return None;
        if (Hint(lines[0]) is { } hint) return hint;

        // A header is parted by what it holds most of; of addresses only what stands before another one parts them.
        var best = lines[0].Contains("://", StringComparison.Ordinal)
            ? None
            : MostFrequent(candidate => CountOutsideQuotes(lines[0], candidate));
        return best != None ? best : MostFrequent(candidate => lines.Take(SampleLines).Count(line => PartsAddresses(line, candidate)));
    }

    /// <summary>Excel's first line <c>sep=;</c>, which is no record.</summary>
    public static bool IsHint(CsvRecord record) =>
        record.Row == 1 && record.Fields[0].StartsWith("sep=", StringComparison.OrdinalIgnoreCase);

    private static char? Hint(string line)
    {
        if (!line.StartsWith("sep=", StringComparison.OrdinalIgnoreCase)) return null;
        if (line.Length == 4) return '\t'; // trimmed away with the line's end
        return Candidates.Contains(line[4]) ? line[4] : null;
    }

    private static char MostFrequent(Func<char, int> count)
    {
        var best = Candidates.MaxBy(count);
        return count(best) > 0 ? best : None;
    }

    private static int CountOutsideQuotes(string line, char candidate)
    {
        var (count, isQuoted) = (0, false);
        foreach (var c in line)
        {
            if (c == '"') isQuoted = !isQuoted;
            else if (c == candidate && !isQuoted) count++;
        }

        return count;
    }

    private static bool PartsAddresses(string line, char candidate)
    {
        var at = line.IndexOf(candidate, StringComparison.Ordinal);
        while (at >= 0)
        {
            if (line.AsSpan(at + 1).TrimStart(" \"").StartsWith("http", StringComparison.OrdinalIgnoreCase)) return true;
            at = line.IndexOf(candidate, at + 1);
        }

        return false;
    }
}
