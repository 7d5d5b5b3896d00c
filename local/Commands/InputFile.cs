namespace LinkWatch.Local.Commands;

/// <summary>A file named on the command line.</summary>
internal static class InputFile
{
    /// <summary>The file name that stands for standard input.</summary>
    public const string StandardInput = "-";

    /// <summary>What messages call the file.</summary>
    public static string NameOf(string path) => path == StandardInput ? "standard input" : path;

    /// <summary>To be read more than once: what can be read only once, such as a pipe, is held in memory.</summary>
    /// <exception cref="UsageException">The file does not exist or cannot be read.</exception>
    public static async Task<Stream> OpenToRereadAsync(string path, CommandIo io, CancellationToken cancellationToken)
    {
        var file = path == StandardInput ? io.InBytes : Open(path);
        if (file.CanSeek) return file;
        await using (file)
        {
            var copy = new MemoryStream();
            await file.CopyToAsync(copy, cancellationToken);
            copy.Position = 0;
            return copy;
        }
    }

    /// <exception cref="UsageException">The file does not exist or cannot be read.</exception>
    public static FileStream Open(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 1 << 16, useAsync: true);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new UsageException($"there is no file '{path}'", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new UsageException(
                Directory.Exists(path) ? $"'{path}' is a folder, not a file" : $"'{path}' cannot be read: {e.Message}", e);
        }
    }
}
