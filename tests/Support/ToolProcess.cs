using System.ComponentModel;
using System.Diagnostics;

namespace LinkWatch.Tests.Support;

/// <summary>A program of others that a test asks.</summary>
internal static class ToolProcess
{
    /// <summary>Its standard output; fails the test if it fails, and skips it if it is not installed.</summary>
    /// <param name="program">Its name.</param>
    /// <param name="install">The command that installs it.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="input">Its standard input.</param>
    /// <param name="variables">Environment variables for it, beside those of the tests.</param>
    public static async Task<string> RunAsync(
        string program, string install, IEnumerable<string> arguments, string input = "",
        IReadOnlyDictionary<string, string>? variables = null)
    {
        var stop = TestContext.Current.CancellationToken;
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in variables ?? new Dictionary<string, string>()) start.Environment[name] = value;
        using var process = Start(start, install);
        var error = process.StandardError.ReadToEndAsync(stop);
        await process.StandardInput.WriteAsync(input.AsMemory(), stop);
        process.StandardInput.Close();
        var output = await process.StandardOutput.ReadToEndAsync(stop);
        await process.WaitForExitAsync(stop);
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', start.ArgumentList)}: {await error}{output}");
        return output;
    }

    private static Process Start(ProcessStartInfo start, string install)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            Assert.Skip($"there is no {start.FileName} here: {install}");
            throw;
        }
    }
}
