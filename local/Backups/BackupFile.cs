using System.Formats.Tar;
using System.IO.Compression;
using LinkWatch.Local.Serving;
using LinkWatch.Local.Settings;
using LinkWatch.Local.Sqlite;

namespace LinkWatch.Local.Backups;

/// <summary>A backup of a data folder: a compressed tar archive that only its owner may read, because it has the keys in it.</summary>
internal static class BackupFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>The keys without which links in old mails and scripts with the API's key would stop working.</summary>
    private static readonly string[] Keys = [SigningKeyFile.FileName, ApiKey.FileName];

    /// <summary>Writes the backup beside its place, then moves it there: a backup is never half a one.</summary>
    /// <returns>The size in bytes.</returns>
    public static long Write(string dataFolder, string path, bool replace, CancellationToken cancellationToken)
    {
        if (File.Exists(path) && !replace) throw new UsageException($"{path} exists: name another file, or replace it with --force");
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder && !Directory.Exists(folder))
            throw new UsageException($"there is no folder {folder}");
        var (copy, archive) = (path + ".copy", path + ".partial");
        try
        {
            CreatePrivate(copy).Dispose();
            SqliteCopy.Make(dataFolder, copy, cancellationToken);
            Pack(dataFolder, copy, archive);
            File.Move(archive, path, replace);
            return new FileInfo(path).Length;
        }
        finally
        {
            File.Delete(copy);
            File.Delete(archive);
        }
    }

    /// <summary>Fills an empty or missing folder.</summary>
    /// <exception cref="UsageException">The folder isn't empty, or the file is no backup that this version can use.</exception>
    public static void Restore(string path, string dataFolder)
    {
        if (!File.Exists(path)) throw new UsageException($"there is no file {path}");
        var isNew = !Directory.Exists(dataFolder);
        if (!isNew && Directory.EnumerateFileSystemEntries(dataFolder).Any())
            throw new UsageException($"{dataFolder} is not empty: name a new folder with --data");
        var staging = Path.Combine(dataFolder, "restoring");
        Directory.CreateDirectory(staging);
        var isDone = false;
        try
        {
            Unpack(path, staging);
            if (SqliteCopy.Prepare(Path.Combine(staging, SqliteFile.Name)) is { } fault) throw new UsageException($"{path}: {fault}");
            foreach (var file in Directory.GetFiles(staging)) File.Move(file, Path.Combine(dataFolder, Path.GetFileName(file)));
            isDone = true;
        }
        finally
        {
            Directory.Delete(isNew && !isDone ? dataFolder : staging, recursive: true);
        }
    }

    private static void Pack(string dataFolder, string database, string archive)
    {
        using var file = CreatePrivate(archive);
        using (var packed = new GZipStream(file, CompressionLevel.Fastest, leaveOpen: true))
        using (var tar = new TarWriter(packed))
        {
            foreach (var name in Keys.Where(name => File.Exists(Path.Combine(dataFolder, name))))
                Add(tar, name, Path.Combine(dataFolder, name));

            // Last: a file that was cut off has no whole database in it.
            Add(tar, SqliteFile.Name, database);
        }

        file.Flush(flushToDisk: true);
    }

    private static void Add(TarWriter tar, string name, string path)
    {
        using var content = File.OpenRead(path);
        tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = content, Mode = OwnerOnly });
    }

    private static void Unpack(string path, string folder)
    {
        try
        {
            using var file = File.OpenRead(path);
            using var packed = new GZipStream(file, CompressionMode.Decompress);
            using var tar = new TarReader(packed);
            while (tar.GetNextEntry() is { } entry) Extract(entry, path, folder);

            // Its checksum is at the end.
            packed.CopyTo(Stream.Null);
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or FormatException)
        {
            throw new UsageException($"{path} is damaged, or no backup of LinkWatch", e);
        }

        if (!File.Exists(Path.Combine(folder, SqliteFile.Name))) throw new UsageException($"{path} is no backup of LinkWatch");
    }

    /// <summary>By name, so that no file lands elsewhere.</summary>
    private static void Extract(TarEntry entry, string path, string folder)
    {
        if (entry.EntryType != TarEntryType.RegularFile || !Keys.Append(SqliteFile.Name).Contains(entry.Name))
            throw new UsageException($"{path} is no backup of this version of LinkWatch: it has '{entry.Name}' in it");
        using var content = CreatePrivate(Path.Combine(folder, entry.Name));
        entry.DataStream?.CopyTo(content);
        content.Flush(flushToDisk: true);
    }

    private static FileStream CreatePrivate(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerOnly;
        return new FileStream(path, options);
    }
}
