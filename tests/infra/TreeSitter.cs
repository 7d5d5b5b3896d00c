using System.ComponentModel;
using System.Diagnostics;
using LinkWatch.Tests.Support;

namespace LinkWatch.Tests.Infra;

/// <summary>Reads Bicep by the grammar of tree-sitter-bicep, which npm installs once below the tests. It knows the syntax, not the types.</summary>
internal static class TreeSitter
{
    private const string Packages = "web-tree-sitter@0.27.1 tree-sitter-bicep@1.1.0";

    private static string Folder => Path.Combine(Repository.Root, "tests", ".tree-sitter");

    /// <summary>What is no Bicep in these files, a line each; skips the test where Node is missing.</summary>
    public static async Task<IReadOnlyList<string>> FaultsAsync(IEnumerable<string> files)
    {
        var mark = Path.Combine(Folder, "installed");
        if (!File.Exists(mark))
        {
            Directory.CreateDirectory(Folder);
            await RunAsync("npm", ["install", .. Packages.Split(' '), "--prefix", Folder, "--no-audit", "--no-fund", "--ignore-scripts", "--legacy-peer-deps"]);
            await File.WriteAllTextAsync(mark, Packages, TestContext.Current.CancellationToken);
        }

        var script = Path.Combine(Repository.Root, "tests", "infra", "parse.mjs");
        return (await RunAsync("node", [script, Folder, .. files])).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static async Task<string> RunAsync(string program, string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
            var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.True(process.ExitCode == 0, await error);
            return output;
        }
        catch (Win32Exception)
        {
            Assert.Skip($"there is no {program} here, which reads Bicep: apt-get install nodejs npm");
            throw;
        }
    }
}
