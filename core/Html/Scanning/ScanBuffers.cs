namespace LinkWatch.Html.Scanning;

/// <summary>The memory that a scan works in, all of it on the caller's stack.</summary>
/// <param name="names">The stack of open elements: as deep as this is long.</param>
/// <param name="starts">As long as <paramref name="names"/>.</param>
internal readonly ref struct ScanBuffers(Span<uint> names, Span<int> starts)
{
    public Span<uint> Names { get; } = names;
    public Span<int> Starts { get; } = starts;
}
