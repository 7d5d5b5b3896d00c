using LinkWatch.Ranking;
using Microsoft.Win32.SafeHandles;

namespace LinkWatch.Local.Ranks;

/// <summary>A rank file on this machine. An import may replace it meanwhile: the old one is read on.</summary>
public sealed class FileRankSource : IRankSource, IDisposable
{
    private readonly SafeFileHandle file;

    public FileRankSource(string path)
    {
        file = File.OpenHandle(
            path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.RandomAccess);
        Length = RandomAccess.GetLength(file);
    }

    public long Length { get; }

    /// <summary>At once: a kilobyte from a file costs less than asking another thread for it.</summary>
    public ValueTask ReadAsync(long offset, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        while (buffer.Length > 0)
        {
            var read = RandomAccess.Read(file, buffer.Span, offset);
            if (read == 0) return ValueTask.FromException(new RankListException("it became shorter while it was read"));
            (offset, buffer) = (offset + read, buffer[read..]);
        }

        return ValueTask.CompletedTask;
    }

    public void Dispose() => file.Dispose();
}
