namespace LinkWatch.Local.Sqlite;

/// <summary>
/// Finds out which users of a data folder are alive: each process holds a lock on its own file, and the operating system releases it
/// however the process ends.
/// </summary>
internal sealed class ProcessLock : IDisposable
{
    private const string Folder = "running";

    private readonly FileStream held;

    private ProcessLock(FileStream held) => this.held = held;

    public string Id => Path.GetFileName(held.Name);

    /// <summary>Runs what uses the folder.</summary>
    /// <exception cref="DataFolderException">It cannot be written to: another user made it, or something else has its name.</exception>
    public static T Use<T>(string dataFolder, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DataFolderException(
                $"{Path.Combine(dataFolder, Folder)}: cannot be written; give this user write access to the data folder and all that is "
                    + "in it, or choose another with --data",
                e);
        }
    }

    public static void CreateFolder(string dataFolder) => Directory.CreateDirectory(Path.Combine(dataFolder, Folder));

    public static ProcessLock Begin(string dataFolder)
    {
        var path = Path.Combine(Path.GetFullPath(dataFolder), Folder, Guid.CreateVersion7().ToString("N"));
        return new ProcessLock(new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose));
    }

    /// <summary>The ids of dead processes. Call <see cref="Forget"/> for each after releasing what it held.</summary>
    public static IReadOnlyList<string> Dead(string dataFolder) =>
        [.. Directory.EnumerateFiles(Path.Combine(dataFolder, Folder))
            .Where(path => !IsLocked(path))
            .Select(path => Path.GetFileName(path))];

    public static void Forget(string dataFolder, string id) => File.Delete(Path.Combine(dataFolder, Folder, id));

    public void Dispose() => held.Dispose();

    private static bool IsLocked(string path)
    {
        try
        {
            new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.None).Dispose();
            return false;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }
}
