namespace LinkWatch.Local.Serving;

/// <summary>Where the <c>serve</c> of a data folder listens: in a file that it holds for as long as it runs.</summary>
internal static class ServeAddress
{
    private const string FileName = "serve.url";

    /// <returns>To be disposed when it listens no longer; null if another holds the file, or it cannot be written.</returns>
    public static IDisposable? Announce(string dataFolder, Uri address)
    {
        try
        {
            var file = new FileStream(
                Path.Combine(dataFolder, FileName), FileMode.Create, FileAccess.Write, FileShare.Read, 1, FileOptions.DeleteOnClose);
            using var writer = new StreamWriter(file, leaveOpen: true);
            writer.Write(address.AbsoluteUri);
            return file;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Null if no <c>serve</c> runs on the folder: a file that nobody holds was left by one that was killed.</summary>
    public static Uri? Find(string dataFolder)
    {
        var path = Path.Combine(dataFolder, FileName);
        try
        {
            new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.None).Dispose();
            return null;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(file);
            return Uri.TryCreate(reader.ReadToEnd(), UriKind.Absolute, out var address) ? address : null;
        }
    }
}
