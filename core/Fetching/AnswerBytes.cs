using System.Text;

namespace LinkWatch.Fetching;

/// <summary>What a connection brings, by the line and by the byte.</summary>
internal sealed class AnswerBytes(Stream connection)
{
    private readonly byte[] buffer = new byte[8 * 1024];
    private int start;
    private int end;

    /// <summary>The bytes up to the next LF, as Latin-1, without it and the CRs before it; null if the connection ends before.</summary>
    /// <exception cref="InvalidAnswerException">There are more than <paramref name="max"/>.</exception>
    public async ValueTask<string?> ReadLineAsync(int max, CancellationToken cancellationToken)
    {
        var line = new StringBuilder();
        while (start < end || await FillAsync(cancellationToken))
        {
            var lineFeed = buffer.AsSpan(start, end - start).IndexOf((byte)'\n');
            var length = lineFeed < 0 ? end - start : lineFeed;
            if (line.Length + length > max) throw new InvalidAnswerException("the answer's header goes on for too long");
            line.Append(Encoding.Latin1.GetString(buffer, start, length));
            start += length;
            if (lineFeed < 0) continue;
            start++;
            return line.ToString().TrimEnd('\r');
        }

        return null;
    }

    /// <summary>0 is the connection's end.</summary>
    public async ValueTask<int> ReadAsync(Memory<byte> target, CancellationToken cancellationToken)
    {
        if (start == end) return await connection.ReadAsync(target, cancellationToken);
        var count = Math.Min(target.Length, end - start);
        buffer.AsSpan(start, count).CopyTo(target.Span);
        start += count;
        return count;
    }

    private async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        start = 0;
        end = await connection.ReadAsync(buffer, cancellationToken);
        return end > 0;
    }
}

/// <summary>An answer in which not even a browser would see one.</summary>
internal sealed class InvalidAnswerException(string message) : IOException(message);
