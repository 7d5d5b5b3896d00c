namespace LinkWatch.Discovery.Sources;

/// <summary>
/// The W3C extended format (https://www.w3.org/TR/WD-logfile.html): the directive <c>#Fields:</c> names the columns, and may come again;
/// <c>-</c> is empty, and IIS writes <c>+</c> for a space.
/// </summary>
internal sealed class W3cFormat : ILogFormat
{
    private static readonly string[] Names =
        ["date", "time", "cs-method", "cs-host", "cs-uri-stem", "cs-uri-query", "cs(referer)", "sc-status"];

    private readonly Range[] cells = new Range[Names.Length];
    private Column[] columns = [];
    private byte[] target = new byte[1024];

    private enum Column
    {
        Date,
        Time,
        Method,
        Host,
        Stem,
        Query,
        Referrer,
        Status,
        None,
    }

    /// <summary>Whether a line names the columns of such a log.</summary>
    public static bool IsFields(ReadOnlySpan<byte> line) => line.StartsWith("#Fields:"u8);

    public LogLine Read(ReadOnlySpan<byte> line, ref LogRequest request)
    {
        if (line[0] == '#')
        {
            if (IsFields(line)) columns = [.. Columns(System.Text.Encoding.UTF8.GetString(line["#Fields:".Length..]))];
            return LogLine.Other;
        }

        if (columns.Length == 0 || !TrySplit(line)) return LogLine.Malformed;
        if (!CombinedFormat.TryReadStatus(Cell(line, Column.Status), out var status)) return LogLine.Malformed;
        LogTime.TryReadW3c(Cell(line, Column.Date), Cell(line, Column.Time), out var time);
        request = new LogRequest
        {
            Host = LogRequest.WithoutPort(Cell(line, Column.Host)),
            Method = Cell(line, Column.Method),
            Target = TargetOf(Cell(line, Column.Stem), Cell(line, Column.Query)),
            Referrer = Cell(line, Column.Referrer),
            Status = status,
            Time = time,
        };
        return LogLine.Request;
    }

    private static IEnumerable<Column> Columns(string fields) =>
        fields.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries)
            .Select(name => Array.IndexOf(Names, name.ToLowerInvariant()) is >= 0 and var column ? (Column)column : Column.None);

    /// <summary>False if there are not as many cells as columns.</summary>
    private bool TrySplit(ReadOnlySpan<byte> line)
    {
        Array.Clear(cells);
        var at = 0;
        foreach (var (i, column) in columns.Index())
        {
            if (at > line.Length) return false;
            var length = line[at..].IndexOf((byte)' ');
            var end = length < 0 ? line.Length : at + length;
            if (end == at && i < columns.Length - 1) return false;
            if (column != Column.None) cells[(int)column] = at..end;
            at = end + 1;
        }

        return at > line.Length || line[at..].Trim((byte)' ').IsEmpty;
    }

    private ReadOnlySpan<byte> Cell(ReadOnlySpan<byte> line, Column column)
    {
        var cell = line[cells[(int)column]];
        return cell.SequenceEqual("-"u8) ? default : cell;
    }

    private ReadOnlySpan<byte> TargetOf(ReadOnlySpan<byte> stem, ReadOnlySpan<byte> query)
    {
        if (query.IsEmpty && stem.IndexOf((byte)'+') < 0) return stem;
        if (target.Length < (3 * stem.Length) + 1 + query.Length) target = new byte[2 * ((3 * stem.Length) + 1 + query.Length)];
        var used = 0;
        foreach (var letter in stem)
        {
            ReadOnlySpan<byte> written = letter == '+' ? "%20"u8 : [letter];
            written.CopyTo(target.AsSpan(used));
            used += written.Length;
        }

        if (query.IsEmpty) return target.AsSpan(0, used);
        target[used++] = (byte)'?';
        query.CopyTo(target.AsSpan(used));
        return target.AsSpan(0, used + query.Length);
    }
}
