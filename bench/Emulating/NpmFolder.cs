using System.ComponentModel;
using System.Diagnostics;

namespace LinkWatch.Bench.Emulating;

/// <summary>Packages from npm in a folder of their own, installed once. If several processes ask, one installs them.</summary>
internal static class NpmFolder
{
    /// <param name="folder">Where.</param>
    /// <param name="what">What is installed, with its version: another is installed anew.</param>
    /// <param name="program">A file that is there then.</param>
    /// <param name="npm">What npm is called with.</param>
    /// <param name="say">Takes what is being done.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="NodeMissingException">Node or npm is not installed.</exception>
    /// <exception cref="InvalidOperationException">npm failed.</exception>
    public static async Task EnsureAsync(
        string folder, NpmPackages what, string program, IEnumerable<string> npm, Action<string> say, CancellationToken cancellationToken)
    {
        await RunAsync(what.Name, "node", ["--version"], cancellationToken);
        Directory.CreateDirectory(folder);

        // Written last, so an interrupted installation has none.
        var mark = Path.Combine(folder, "installed-" + what.Version);
        await using var turn = await TurnAsync(Path.Combine(folder, "lock"), cancellationToken);
        if (File.Exists(mark) && File.Exists(program)) return;
        say($"installing {what.Name} from npm into {folder}: about {what.Megabytes} MB, once");
        await RunAsync(what.Name, "npm", [.. npm, "--prefix", folder, "--no-audit", "--no-fund"], cancellationToken);
        await File.WriteAllTextAsync(mark, "", cancellationToken);
    }

    private static async Task<FileStream> TurnAsync(string path, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(500), TimeProvider.System, cancellationToken);
            }
        }
    }

    private static async Task RunAsync(string what, string program, string[] arguments, CancellationToken cancellationToken)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments)
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true
            })!;
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var errors = await process.StandardError.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            if (process.ExitCode != 0)
                throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} failed: {errors}{await output}");
        }
        catch (Win32Exception)
        {
            throw new NodeMissingException($"{what} needs {program}, which is not installed: apt-get install nodejs npm");
        }
    }
}

/// <summary>What is installed.</summary>
/// <param name="Name">For people.</param>
/// <param name="Version">Part of a file's name.</param>
/// <param name="Megabytes">On the disk.</param>
internal sealed record NpmPackages(string Name, string Version, int Megabytes);

/// <summary>Node or npm is not installed; the message names the command that installs it.</summary>
public sealed class NodeMissingException(string message) : Exception(message);
