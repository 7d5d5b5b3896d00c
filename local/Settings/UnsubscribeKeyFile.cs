using LinkWatch.Alerting.Unsubscribing;

namespace LinkWatch.Local.Settings;

/// <summary>The keys of unsubscribe links, in the data folder. Generated once, so that links in old mails stay valid.</summary>
internal static class UnsubscribeKeyFile
{
    private const string Name = "unsubscribe.keys";

    /// <exception cref="UsageException">The file is invalid or cannot be read or written.</exception>
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
                $"{path}: {e.Message}; a line is an id and a secret of 64 hexadecimal digits; delete the file to get a new one", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{path} cannot be read or written: {e.Message}", e);
        }
    }

    /// <summary>Written to a temporary file and renamed: if two processes start at once, both read the file of the later one.</summary>
    private static void Create(string path)
    {
        var scratch = $"{path}.{Environment.ProcessId}";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var writer = new StreamWriter(scratch, options)) writer.WriteLine(UnsubscribeKeys.NewLine("first"));
        File.Move(scratch, path, overwrite: true);
    }
}
