using LinkWatch.Streams;

namespace LinkWatch.Ranking;

/// <summary>What was read of a rank list.</summary>
/// <param name="Kind">Whose list it is.</param>
/// <param name="Domains">Lines with a position and a domain.</param>
/// <param name="Malformed">Lines without.</param>
/// <param name="FirstMalformed">The numbers of the first of these, from 1.</param>
public sealed record RankReading(RankKind Kind, long Domains, long Malformed, IReadOnlyList<long> FirstMalformed);

/// <summary>Reads a rank list as it is published, line by line and without a string for each.</summary>
public sealed class RankListReader : ILineSink
{
    private const int MaxLinesNamed = 5;

    private readonly IRankSink sink;
    private readonly RankKind? wanted;
    private readonly List<long> firstMalformed = [];
    private RankLayout? layout;
    private long lines;
    private long domains;
    private long malformed;

    private RankListReader(IRankSink sink, RankKind? wanted) => (this.sink, this.wanted) = (sink, wanted);

    /// <param name="list">The list, not compressed.</param>
    /// <param name="kind">Whose list it is; null to recognise it by its first line.</param>
    /// <param name="sink">Takes the domains.</param>
    /// <param name="progress">Is called after about a megabyte each time.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="RankListException">There is no domain in it, or it is not of this kind.</exception>
    public static async Task<RankReading> ReadAsync(
        Stream list, RankKind? kind, IRankSink sink, Action? progress, CancellationToken cancellationToken)
    {
        var reader = new RankListReader(sink, kind);
        await ByteLines.ReadAsync(list, reader, progress, cancellationToken);
        if (reader.layout is not { } layout) throw new RankListException("it is empty");
        return reader.domains > 0
            ? new RankReading(layout.Kind, reader.domains, reader.malformed, reader.firstMalformed)
            : throw new RankListException($"it has no line with a position and a domain as in lists of {layout.Kind.Title()}");
    }

    void ILineSink.TakeOverlongLine() => TakeLine("\0"u8);

    void ILineSink.TakeLine(ReadOnlySpan<byte> line) => TakeLine(line);

    private void TakeLine(ReadOnlySpan<byte> line)
    {
        lines++;
        if (line.IsEmpty) return;
        if (layout is null)
        {
            layout = RankLayout.Of(line, wanted);
            if (layout.Value.HasHeader) return;
        }

        if (layout.Value.TryParse(line, out var hash, out var position))
        {
            domains++;
            sink.Add(hash, position);
            return;
        }

        malformed++;
        if (firstMalformed.Count < MaxLinesNamed) firstMalformed.Add(lines);
    }
}
