using System.IO.Compression;
using LinkWatch.Streams;

namespace LinkWatch.Ranking;

/// <summary>A rank list as it is downloaded: plain, gzip, or alone in a zip archive.</summary>
public static class RankContent
{
    /// <param name="file">The file. What cannot be read twice, such as a pipe, is taken for plain.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Its content, decompressed.</returns>
    /// <exception cref="RankListException">It is an archive of several files.</exception>
    /// <exception cref="InvalidDataException">It is damaged; reading throws this too.</exception>
    public static async Task<Stream> OpenAsync(Stream file, CancellationToken cancellationToken)
    {
        if (!file.CanSeek) return file;
        var start = new byte[4];
        var read = await file.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancellationToken);
        file.Position = 0;
        if (start.AsSpan(0, read) is [0x1f, 0x8b, ..]) return new WholeGzip(file);
        return start.AsSpan().SequenceEqual("PK\u0003\u0004"u8) ? await UnzipAsync(file, cancellationToken) : file;
    }

    private static async Task<Stream> UnzipAsync(Stream file, CancellationToken cancellationToken)
    {
        var archive = await ZipArchive.CreateAsync(file, ZipArchiveMode.Read, leaveOpen: true, entryNameEncoding: null, cancellationToken);
        return archive.Entries is [var only]
            ? await only.OpenAsync(cancellationToken)
            : throw new RankListException($"it is an archive of {archive.Entries.Count} files; unpack it and name one");
    }
}
