using System.Text;

namespace LinkWatch.Local.Settings;

/// <summary>A secret in the data folder, made once, which only its owner may read.</summary>
internal static class SecretFile
{
    private const int MaxAttempts = 100;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Of processes that start together one makes it, and all read the same.</summary>
    /// <exception cref="UsageException">The file cannot be used.</exception>
    public static IReadOnlyList<string> Open(string dataFolder, string name, Func<string> newLine)
    {
        var path = Path.Combine(dataFolder, name);
        try
        {
            Directory.CreateDirectory(dataFolder);
            return Open(path, newLine);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{path} cannot be read or written: {e.Message}", e);
        }
    }

    /// <summary>
    /// Who writes it holds it alone, and reading fails until then. Moving a whole file into its place would not do: on Linux
    /// <see cref="File.Move(string, string, bool)"/> looks whether the name is taken and then renames, and the later of two wins.
    /// </summary>
    private static IReadOnlyList<string> Open(string path, Func<string> newLine)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                if (new FileInfo(path) is not { Exists: true, Length: > 0 }) Create(path, newLine);
                return File.ReadAllLines(path);
            }
            catch (IOException) when (attempt < MaxAttempts && File.Exists(path))
            {
                Task.Delay(Pause, TimeProvider.System).GetAwaiter().GetResult();
            }
        }
    }

    private static void Create(string path, Func<string> newLine)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new FileStream(path, options);
        if (file.Length > 0) return;
        file.Write(Encoding.UTF8.GetBytes(newLine() + Environment.NewLine));
    }
}
