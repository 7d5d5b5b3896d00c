using LinkWatch.Bench.Emulating;
using LinkWatch.Links;

namespace LinkWatch.Tests.Support;

/// <summary>
/// What the tests use from npm beside Azurite, as <c>tests/Support/node</c> pins it: installed below the tests by the first that asks.
/// </summary>
internal static class NodeTools
{
    private static readonly Lazy<Task<string>> Installing = new(InstallAsync);

    /// <summary>The folder with the scripts of ours and <c>node_modules</c>; skips the test if Node is missing.</summary>
    public static async Task<string> FolderAsync()
    {
        try
        {
            return await Installing.Value;
        }
        catch (NodeMissingException e)
        {
            Assert.Skip(e.Message);
            throw;
        }
    }

    private static async Task<string> InstallAsync()
    {
        var folder = Directory.CreateDirectory(Path.Combine(Repository.Root, "tests", ".node")).FullName;
        var source = Path.Combine(Repository.Root, "tests", "Support", "node");
        foreach (var file in Directory.GetFiles(source)) await CopyAsync(file, Path.Combine(folder, Path.GetFileName(file)));
        var pinned = Ids.Hash(await File.ReadAllBytesAsync(Path.Combine(source, "package-lock.json"), CancellationToken.None))[..12];
        await NpmFolder.EnsureAsync(
            folder,
            new NpmPackages("Lighthouse and the Nu HTML checker", pinned, 216),
            Path.Combine(folder, "node_modules", "vnu-jar", "build", "dist", "vnu.jar"),
            ["ci", "--ignore-scripts"],
            Console.WriteLine,
            CancellationToken.None);
        return folder;
    }

    /// <summary>Moved there as a whole: other runs of the tests may read it.</summary>
    private static async Task CopyAsync(string from, string to)
    {
        var text = await File.ReadAllTextAsync(from, CancellationToken.None);
        if (File.Exists(to) && await File.ReadAllTextAsync(to, CancellationToken.None) == text) return;
        var beside = $"{to}.{Environment.ProcessId}";
        await File.WriteAllTextAsync(beside, text, CancellationToken.None);
        File.Move(beside, to, overwrite: true);
    }
}
