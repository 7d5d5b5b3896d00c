using System.ComponentModel;
using System.Diagnostics;

namespace LinkWatch.Bench.Emulating;

/// <summary>Azurite from npm, installed once into a folder.</summary>
internal static class AzuritePackage
{
    public const string Version = "3.37.0";

    /// <summary>The path of the program, installed first if it is missing. If several processes ask, one installs it.</summary>
    /// <exception cref="NodeMissingException">Node or npm is not installed.</exception>
    /// <exception cref="InvalidOperationException">npm failed.</exception>
    public static async Task<string> EnsureAsync(string folder, Action<string> say, CancellationToken cancellationToken)
    {
        await RunAsync("node", ["--version"], cancellationToken);
        Directory.CreateDirectory(folder);
        var program = Path.Combine(folder, "node_modules", "azurite", "dist", "src", "azurite.js");

        // Written last, so an interrupted installation has none.
        var mark = Path.Combine(folder, "installed-" + Version);
        await using var turn = await TurnAsync(Path.Combine(folder, "lock"), cancellationToken);
        if (File.Exists(mark) && File.Exists(program)) return program;
        say($"installing azurite@{Version} from npm into {folder}: about 365 MB, once");
        await RunAsync("npm", ["install", $"azurite@{Version}", "--prefix", folder, "--no-audit", "--no-fund"], cancellationToken);
        await File.WriteAllTextAsync(mark, "", cancellationToken);
        return program;
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

    private static async Task RunAsync(string program, string[] arguments, CancellationToken cancellationToken)
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
            throw new NodeMissingException($"Azurite needs {program}, which is not installed: apt-get install nodejs npm");
        }
    }
}

/// <summary>Node or npm is not installed; the message names the command that installs it.</summary>
public sealed class NodeMissingException(string message) : Exception(message);
