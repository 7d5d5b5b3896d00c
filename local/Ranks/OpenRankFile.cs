using LinkWatch.Ranking;

namespace LinkWatch.Local.Ranks;

/// <summary>An imported rank list of the data folder; dispose it when done.</summary>
public sealed class OpenRankFile : IDisposable
{
    private readonly FileRankSource source;

    private OpenRankFile(string path, FileRankSource source, RankFile file) => (Path, this.source, File) = (path, source, file);

    public string Path { get; }

    public RankFile File { get; }

    public long Bytes => source.Length;

    /// <exception cref="RankListException">It is no rank file, one of another version, or not whole.</exception>
    public static async Task<OpenRankFile> OpenAsync(string path, CancellationToken cancellationToken)
    {
        var source = new FileRankSource(path);
        try
        {
            return new OpenRankFile(path, source, await RankFile.OpenAsync(source, cancellationToken));
        }
        catch
        {
            source.Dispose();
            throw;
        }
    }

    public void Dispose() => source.Dispose();
}
