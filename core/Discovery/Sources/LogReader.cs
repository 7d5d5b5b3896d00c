using LinkWatch.Streams;

namespace LinkWatch.Discovery.Sources;

/// <summary>Reads an access log, line by line and without a string for each.</summary>
internal sealed class LogReader : ILineSink
{
    private readonly ILogFormat format;
    private readonly IRequestSink sink;
    private readonly SourceCount count;

    private LogReader(ILogFormat format, IRequestSink sink, SourceCount count) =>
        (this.format, this.sink, this.count) = (format, sink, count);

    /// <param name="log">The log, not compressed.</param>
    /// <param name="kind">A kind of log.</param>
    /// <param name="sink">Takes the requests.</param>
    /// <param name="count">Counts the lines.</param>
    /// <param name="progress">Is called after about a megabyte each time; null if nobody waits.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static Task ReadAsync(
        Stream log, SourceKind kind, IRequestSink sink, SourceCount count, Action? progress, CancellationToken cancellationToken) =>
        count.ReadAsync(log, new LogReader(FormatOf(kind), sink, count), ByteLines.MaxLength, progress, cancellationToken);

    public static ILogFormat FormatOf(SourceKind kind) => kind switch
    {
        SourceKind.Combined => new CombinedFormat(),
        SourceKind.W3c => new W3cFormat(),
        SourceKind.FrontDoor => JsonFormat.FrontDoor(),
        SourceKind.Cloudflare => JsonFormat.Cloudflare(),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "no log"),
    };

    public void TakeLine(ReadOnlySpan<byte> line)
    {
        count.Next(isBlank: line.IsEmpty);
        if (line.IsEmpty) return;
        var request = default(LogRequest);
        var what = format.Read(line, ref request);
        if (what == LogLine.Request) sink.Add(request);
        else if (what == LogLine.Other) count.AddOther();
        else count.AddMalformed();
    }

    public void TakeOverlongLine()
    {
        count.Next(isBlank: false);
        count.AddMalformed();
    }
}
