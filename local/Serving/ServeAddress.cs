namespace LinkWatch.Local.Serving;

/// <summary>
/// Where each <c>serve</c> of a data folder listens: a file with its address, beside one that it locks for as long as it runs. Locks on
/// Unix are advisory, and only one that excludes all others shows whether somebody holds it; so nobody could read a locked address on
/// Windows. The names are of one process: none overwrites or removes those of another that runs.
/// </summary>
internal static class ServeAddress
{
    private const string Prefix = "serve-";
    private const string Address = ".url";
    private const string Lock = ".lock";

    /// <returns>To be disposed when it listens no longer; null if the folder cannot be written.</returns>
    public static IDisposable? Announce(string dataFolder, Uri address)
    {
        var path = Path.Combine(dataFolder, Prefix + Guid.CreateVersion7().ToString("N"));
        FileStream? held = null;
        try
        {
            held = new FileStream(path + Lock, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
            File.WriteAllText(path + Address, address.AbsoluteUri);
            return new Announced(held, path + Address);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            held?.Dispose();
            return null;
        }
    }

    /// <summary>The address of any <c>serve</c> that runs on the folder, the latest first; null if none does.</summary>
    public static Uri? Find(string dataFolder)
    {
        try
        {
            return Directory.GetFiles(dataFolder, Prefix + "*" + Address).OrderDescending(StringComparer.Ordinal)
                .Select(AddressIn).FirstOrDefault(address => address is not null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static Uri? AddressIn(string path)
    {
        var locked = Path.ChangeExtension(path, Lock);
        try
        {
            if (IsHeld(locked)) return Uri.TryCreate(File.ReadAllText(path), UriKind.Absolute, out var address) ? address : null;

            // What a process that was killed left.
            File.Delete(path);
            File.Delete(locked);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It ended meanwhile, or is somebody else's.
        }

        return null;
    }

    /// <summary>Asked with a lock that others who ask may have too.</summary>
    private static bool IsHeld(string path)
    {
        try
        {
            new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1).Dispose();
            return false;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
        {
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    private sealed class Announced(FileStream held, string path) : IDisposable
    {
        public void Dispose()
        {
            try
            {
                File.Delete(path);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Without its lock it counts no longer.
            }

            held.Dispose();
        }
    }
}
