namespace LinkWatch.Streams;

/// <summary>
/// Parts a file into lines in one buffer, without a string for each. A byte order mark and Windows line ends are left out.
/// </summary>
internal sealed class ByteLines
{
    /// <summary>Bytes of the longest line that is read, unless the reader wants more.</summary>
    public const int MaxLength = 1 << 20;

    private readonly ILineSink sink;
    private bool isFirst = true;
    private bool isWithinLongLine;

    private ByteLines(ILineSink sink) => this.sink = sink;

    /// <param name="file">The file, not compressed.</param>
    /// <param name="sink">Takes the lines.</param>
    /// <param name="progress">Is called after about a megabyte each time; null if nobody waits.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <param name="maxLength">Bytes of the longest line that is read; as much memory is used.</param>
    /// <exception cref="InvalidDataException">It is damaged: the lines before that were taken, and what there is of the next.</exception>
    public static async Task ReadAsync(
        Stream file, ILineSink sink, Action? progress, CancellationToken cancellationToken, int maxLength = MaxLength)
    {
        var lines = new ByteLines(sink);
        var buffer = new byte[maxLength];
        var held = 0;
        try
        {
            while (await file.ReadAsync(buffer.AsMemory(held), cancellationToken) is > 0 and var read)
            {
                held += read;
                var used = lines.TakeLines(buffer.AsSpan(0, held));
                if (used == 0 && held == buffer.Length)
                {
                    sink.TakeOverlongLine();
                    lines.isFirst = false;
                    lines.isWithinLongLine = true;
                    used = held;
                }

                buffer.AsSpan(used, held - used).CopyTo(buffer);
                held -= used;
                progress?.Invoke();
            }
        }
        catch (InvalidDataException)
        {
            if (held > 0) lines.TakeLine(buffer.AsSpan(0, held));
            throw;
        }

        if (held > 0) lines.TakeLine(buffer.AsSpan(0, held));
    }

    /// <returns>How much of <paramref name="text"/> was used: its whole lines.</returns>
    private int TakeLines(ReadOnlySpan<byte> text)
    {
        var rest = text;
        while (rest.IndexOf((byte)'\n') is >= 0 and var end)
        {
            if (!isWithinLongLine) TakeLine(rest[..end]);
            isWithinLongLine = false;
            rest = rest[(end + 1)..];
        }

        return isWithinLongLine ? text.Length : text.Length - rest.Length;
    }

    private void TakeLine(ReadOnlySpan<byte> line)
    {
        if (isFirst && line.StartsWith("\ufeff"u8)) line = line[3..];
        isFirst = false;
        sink.TakeLine(line.EndsWith("\r"u8) ? line[..^1] : line);
    }
}
