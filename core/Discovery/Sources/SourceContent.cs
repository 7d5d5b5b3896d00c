using LinkWatch.Streams;

namespace LinkWatch.Discovery.Sources;

/// <summary>A file as it was found, plain or gzip, from its beginning.</summary>
public sealed class SourceContent : IAsyncDisposable
{
    private const int SampleBytes = 64 * 1024;

    private readonly RewoundStream file;

    private SourceContent(RewoundStream file, Stream content, ReadOnlyMemory<byte> start, bool isGzip) =>
        (this.file, Content, Start, IsGzip) = (file, content, start, isGzip);

    /// <summary>What is in it, decompressed. Reading throws <see cref="InvalidDataException"/> if it is damaged or cut off.</summary>
    public Stream Content { get; }

    /// <summary>The first bytes of the content, at most 64 KiB; they are read again from <see cref="Content"/>.</summary>
    public ReadOnlyMemory<byte> Start { get; }

    public bool IsGzip { get; }

    /// <summary>Bytes of the file that were read.</summary>
    public long Position => file.Position;

    /// <param name="file">Any bytes; need not be seekable. It is closed with this.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<SourceContent> OpenAsync(Stream file, CancellationToken cancellationToken)
    {
        var head = await StartAsync(file, 2, cancellationToken);
        var rewound = new RewoundStream(head, file);
        if (head.Span is not [0x1f, 0x8b]) return await OfAsync(rewound, rewound, isGzip: false, cancellationToken);
        return await OfAsync(rewound, new WholeGzip(rewound), isGzip: true, cancellationToken);
    }

    public ValueTask DisposeAsync() => Content.DisposeAsync();

    private static async Task<SourceContent> OfAsync(RewoundStream file, Stream content, bool isGzip, CancellationToken cancellationToken)
    {
        var start = await StartAsync(content, SampleBytes, cancellationToken);
        return new SourceContent(file, new RewoundStream(start, content), start, isGzip);
    }

    private static async Task<ReadOnlyMemory<byte>> StartAsync(Stream stream, int length, CancellationToken cancellationToken)
    {
        var start = new byte[length];
        var held = 0;
        try
        {
            while (held < length && await stream.ReadAsync(start.AsMemory(held), cancellationToken) is > 0 and var read) held += read;
        }
        catch (InvalidDataException) when (held > 0)
        {
            // Read again, it fails again, where the damage is reported with what was read before.
        }

        return start.AsMemory(0, held);
    }
}
