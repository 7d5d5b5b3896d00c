using System.Text;

namespace LinkWatch.Robots;

/// <summary>The lines of a robots.txt that hold a field and a value, in order: <c>foreach</c> over the bytes, nothing copied.</summary>
internal ref struct RobotsLineReader
{
    /// <summary>Google ignores the rest of a line: eight times the longest URL of a browser, less one.</summary>
    private const int MaxLine = (2083 * 8) - 1;

    private static readonly (RobotsField Field, byte[][] Spellings)[] Fields =
    [
        (RobotsField.UserAgent, Spelled("user-agent", "useragent", "user agent")),
        (RobotsField.Allow, Spelled("allow")),
        (RobotsField.Disallow, Spelled("disallow", "dissallow", "dissalow", "disalow", "diasllow", "disallaw")),
    ];

    private ReadOnlySpan<byte> rest;
    private int number;

    public RobotsLineReader(ReadOnlySpan<byte> file)
    {
        // Google skips as much of a byte order mark as is there, also a broken one.
        ReadOnlySpan<byte> mark = [0xEF, 0xBB, 0xBF];
        rest = file[file.CommonPrefixLength(mark)..];
    }

    public RobotsLine Current { get; private set; }

    public readonly RobotsLineReader GetEnumerator() => this;

    public bool MoveNext()
    {
        while (!rest.IsEmpty)
        {
            var line = NextLine();
            number++;
            if (Split(line[..Math.Min(line.Length, MaxLine)]) is var found && !found.IsEmpty)
            {
                Current = found;
                return true;
            }
        }

        return false;
    }

    private ReadOnlySpan<byte> NextLine()
    {
        var end = rest.IndexOfAny((byte)'\r', (byte)'\n');
        var line = end < 0 ? rest : rest[..end];
        rest = end < 0 ? [] : rest[(rest[end..].StartsWith("\r\n"u8) ? end + 2 : end + 1)..];
        return line;
    }

    private readonly RobotsLine Split(ReadOnlySpan<byte> line)
    {
        var end = line.IndexOfAny((byte)'#', (byte)0);
        line = Trim(end < 0 ? line : line[..end]);
        var separator = line.IndexOf((byte)':');
        if (separator < 0)
        {
            // Some forget the colon. White space stands in for it where it parts exactly two words.
            separator = line.IndexOfAny((byte)' ', (byte)'\t');
            if (separator < 0 || line[separator..].TrimStart(" \t"u8).IndexOfAny((byte)' ', (byte)'\t') >= 0) return default;
        }

        var key = Trim(line[..separator]);
        return key.IsEmpty ? default : new RobotsLine(FieldOf(key), Trim(line[(separator + 1)..]), line, number);
    }

    /// <summary>Google compares beginnings, so <c>Disallowed</c> is <c>Disallow</c>, and accepts the common misspellings.</summary>
    private static RobotsField FieldOf(ReadOnlySpan<byte> key)
    {
        foreach (var (field, spellings) in Fields)
        {
            foreach (var spelling in spellings)
            {
                if (key.Length >= spelling.Length && Ascii.EqualsIgnoreCase(key[..spelling.Length], spelling)) return field;
            }
        }

        return RobotsField.Other;
    }

    private static byte[][] Spelled(params string[] spellings) => [.. spellings.Select(Encoding.ASCII.GetBytes)];

    private static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> text) => text.Trim(" \t\n\v\f\r"u8);
}

internal enum RobotsField
{
    Other,
    UserAgent,
    Allow,
    Disallow,
}

/// <summary>A field and its value as they stand in the file.</summary>
internal readonly ref struct RobotsLine(RobotsField field, ReadOnlySpan<byte> value, ReadOnlySpan<byte> line, int number)
{
    private const int MaxText = 500;

    private readonly ReadOnlySpan<byte> line = line;

    public RobotsField Field { get; } = field;

    public ReadOnlySpan<byte> Value { get; } = value;

    /// <summary>From 1.</summary>
    public int Number { get; } = number;

    public bool IsEmpty => line.IsEmpty;

    /// <summary>The line without its comment: at most 500 bytes of it, control characters as spaces.</summary>
    public string Text
    {
        get
        {
            var text = Encoding.UTF8.GetString(line[..Math.Min(line.Length, MaxText)]);
            return string.Create(text.Length, text, static (to, from) =>
            {
                for (var i = 0; i < to.Length; i++) to[i] = char.IsControl(from[i]) ? ' ' : from[i];
            });
        }
    }
}
