namespace LinkWatch.Streams;

/// <summary>Takes the lines of a file, one after another.</summary>
internal interface ILineSink
{
    /// <param name="line">Without its end; valid only during the call. May be empty.</param>
    void TakeLine(ReadOnlySpan<byte> line);

    /// <summary>A line that is longer than is read: it is passed over.</summary>
    void TakeOverlongLine();
}
