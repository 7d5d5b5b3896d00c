using LinkWatch.Ranking;

namespace LinkWatch.Local.Ranks;

/// <summary>How far an import is.</summary>
/// <param name="Read">Called with the bytes of the file that were read.</param>
/// <param name="StartSorting">Called when all is read; gets the parts that are sorted, of <see cref="RankSorter.Parts"/>.</param>
public sealed record RankProgress(Action<long> Read, Func<IProgress<int>> StartSorting);

/// <summary>What an import did.</summary>
public sealed record RankImport(RankReading Reading, RankHeader Header);

/// <summary>The imported rank lists of a data folder: at most one of a kind.</summary>
public sealed class RankFolder(string dataFolder)
{
    /// <summary>The folder's name in the data folder.</summary>
    public const string Name = "ranks";

    public string Path { get; } = System.IO.Path.Combine(dataFolder, Name);

    /// <summary>The kinds that are there.</summary>
    public IEnumerable<RankKind> Kinds => RankKinds.All.Where(kind => File.Exists(FileOf(kind)));

    public string FileOf(RankKind kind) => System.IO.Path.Combine(Path, kind.FileName());

    /// <returns>Whether there was one.</returns>
    public bool Remove(RankKind kind)
    {
        if (!File.Exists(FileOf(kind))) return false;
        File.Delete(FileOf(kind));
        return true;
    }

    /// <summary>Imports a list. It takes the place of the one of its kind when it is whole; until then, that one stays.</summary>
    /// <param name="file">The list as it was downloaded; it is closed when it was read.</param>
    /// <param name="kind">Whose list it is; null to recognise it.</param>
    /// <param name="release">Its release.</param>
    /// <param name="now">What time it is.</param>
    /// <param name="progress">How far it is; null for nobody.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="RankListException">There is no domain in it, it is not of this kind, or an import is running.</exception>
    public async Task<RankImport> ImportAsync(
        Stream file, RankKind? kind, string release, DateTimeOffset now, RankProgress? progress, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path);
        await using var spill = OpenSpill();
        var sorter = new RankSorter(spill);
        var reading = await ReadAsync(file, kind, sorter, () => progress?.Read(file.CanSeek ? file.Position : 0), cancellationToken);
        var path = FileOf(reading.Kind);
        var partial = path + ".partial";
        try
        {
            var header = Write(partial, sorter, reading.Kind, release, now, progress?.StartSorting(), cancellationToken);
            File.Move(partial, path, overwrite: true);
            return new RankImport(reading, header);
        }
        finally
        {
            File.Delete(partial);
        }
    }

    private static async Task<RankReading> ReadAsync(
        Stream file, RankKind? kind, RankSorter sorter, Action progress, CancellationToken cancellationToken)
    {
        try
        {
            await using var content = await RankContent.OpenAsync(file, cancellationToken);
            return await RankListReader.ReadAsync(content, kind, sorter, progress, cancellationToken);
        }
        catch (InvalidDataException e)
        {
            throw new RankListException("it is damaged or cut off: it cannot be decompressed", e);
        }
    }

    private static RankHeader Write(
        string path, RankSorter sorter, RankKind kind, string release, DateTimeOffset now, IProgress<int>? progress,
        CancellationToken cancellationToken)
    {
        using var output = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        var writer = new RankFileWriter(output, kind, release, now, sorter.Count);
        sorter.Drain(writer, progress, cancellationToken);
        var header = writer.Complete();
        output.Flush(flushToDisk: true);
        return header;
    }

    /// <summary>It is locked while an import runs, and gone after it.</summary>
    private FileStream OpenSpill()
    {
        try
        {
            return new FileStream(
                System.IO.Path.Combine(Path, "importing"), FileMode.Create, FileAccess.ReadWrite, FileShare.None, bufferSize: 0,
                FileOptions.DeleteOnClose);
        }
        catch (IOException e) when (e is not (DirectoryNotFoundException or PathTooLongException))
        {
            throw new RankListException($"another import into {Path} is running", e);
        }
    }
}
