namespace LinkWatch.Local.Settings;

/// <summary>A secret in the data folder, made once, which only its owner may read.</summary>
internal static class SecretFile
{
    /// <summary>Of processes that start together one makes it, and all read the same.</summary>
    /// <exception cref="UsageException">The file cannot be used.</exception>
    public static IReadOnlyList<string> Open(string dataFolder, string name, Func<string> newLine)
    {
        var path = Path.Combine(dataFolder, name);
        try
        {
            Directory.CreateDirectory(dataFolder);
            if (!File.Exists(path)) Create(path, newLine());
            return File.ReadAllLines(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{path} cannot be read or written: {e.Message}", e);
        }
    }

    /// <summary>It gets its name when it is whole, unless another has that name by then.</summary>
    private static void Create(string path, string line)
    {
        var scratch = $"{path}.{Path.GetRandomFileName()}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        try
        {
            using (var writer = new StreamWriter(scratch, options)) writer.WriteLine(line);
            File.Move(scratch, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(scratch);
        }
    }
}
