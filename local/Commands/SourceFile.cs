using LinkWatch.Discovery.Sources;
using LinkWatch.Links;

namespace LinkWatch.Local.Commands;

/// <summary>A file in which candidates or requests are looked for, and what it was recognised as.</summary>
/// <param name="path">As typed.</param>
/// <param name="source">What it is.</param>
internal sealed class SourceFile(string path, DetectedSource source)
{
    private const int Megabyte = 1_000_000;

    /// <summary>Open from the recognising on, for what can be read only once.</summary>
    private SourceContent? opened;

    public string Path => path;

    public DetectedSource Source => source;

    /// <summary>What messages call the file.</summary>
    public string Name => InputFile.NameOf(path);

    public SourceCount Count { get; } = new();

    /// <summary>Recognises all files before any of them is read, so that a wrong one changes nothing.</summary>
    /// <exception cref="UsageException">A file isn't there, or is none of the kinds.</exception>
    public static async Task<List<SourceFile>> RecogniseAsync(
        IReadOnlyList<string> paths, SourceKind? kind, Site site, CommandIo io, CancellationToken cancellationToken)
    {
        if (paths.Count(path => path == InputFile.StandardInput) > 1)
            throw new UsageException("standard input (-) can be read only once");
        var files = new List<SourceFile>();
        foreach (var path in paths)
        {
            var content = await OpenAsync(path, io, cancellationToken);
            var file = new SourceFile(path, await DetectAsync(path, content, kind, site, cancellationToken));
            if (path == InputFile.StandardInput) file.opened = content;
            else await content.DisposeAsync();
            files.Add(file);
        }

        return files;
    }

    /// <summary>Reads the file from its beginning, with a progress bar.</summary>
    /// <param name="io">Where the bar is shown.</param>
    /// <param name="read">Gets the content and what is to be called now and then.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="UsageException">The file cannot be used.</exception>
    public async Task ReadAsync(CommandIo io, Func<Stream, Action, Task> read, CancellationToken cancellationToken)
    {
        await using var content = opened ?? await OpenAsync(path, io, cancellationToken);
        var length = path == InputFile.StandardInput ? (int?)null : (int)(new FileInfo(path).Length / Megabyte);
        using var progress = new PageProgress(io, "Reading MB", length);
        try
        {
            await read(content.Content, () => progress.Report((int)(content.Position / Megabyte)));
        }
        catch (SourceException e)
        {
            throw new UsageException($"{Name}: {e.Message}", e);
        }
    }

    private static async Task<DetectedSource> DetectAsync(
        string path, SourceContent content, SourceKind? kind, Site site, CancellationToken cancellationToken)
    {
        if (kind is { } said) return new DetectedSource(said, said.Title(), "--kind");
        try
        {
            return await SourceDetector.DetectAsync(content.Start, site, cancellationToken);
        }
        catch (SourceException e)
        {
            throw new UsageException($"{InputFile.NameOf(path)}: {e.Message}", e);
        }
    }

    private static async Task<SourceContent> OpenAsync(string path, CommandIo io, CancellationToken cancellationToken)
    {
        try
        {
            return await SourceContent.OpenAsync(
                path == InputFile.StandardInput ? io.InBytes : InputFile.Open(path), cancellationToken);
        }
        catch (InvalidDataException e)
        {
            throw new UsageException($"{InputFile.NameOf(path)}: {e.Message}", e);
        }
    }
}
