using LinkWatch.Alerting.Unsubscribing;

namespace LinkWatch.Local.Settings;

/// <summary>The keys of unsubscribe links in the data folder: made once, so that links in old mails stay good.</summary>
internal static class UnsubscribeKeyFile
{
    private const string Name = "unsubscribe.keys";

    /// <exception cref="UsageException">The file cannot be used.</exception>
    public static UnsubscribeKeys Open(string dataFolder)
    {
        var path = Path.Combine(Directory.CreateDirectory(dataFolder).FullName, Name);
        try
        {
            if (!File.Exists(path)) Create(path);
            return UnsubscribeKeys.Parse(File.ReadAllLines(path));
        }
        catch (FormatException e)
        {
            throw new UsageException(
                $"{path}: {e.Message}; a line is an id and a secret of 64 hexadecimal digits, and without the file a new one is made", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{path} cannot be read or written: {e.Message}", e);
        }
    }

    /// <summary>Moved to its name whole: of two processes that start together both read the one that came last.</summary>
    private static void Create(string path)
    {
        var scratch = $"{path}.{Environment.ProcessId}";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var writer = new StreamWriter(scratch, options)) writer.WriteLine(UnsubscribeKeys.NewLine("first"));
        File.Move(scratch, path, overwrite: true);
    }
}
