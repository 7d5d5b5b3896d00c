using System.Diagnostics;
using LinkWatch.Tests.Support;

namespace LinkWatch.Tests.Packaging;

/// <summary>A program that may be missing, run in the repository with the built <c>linkwatch</c> on its path.</summary>
internal static class Shell
{
    private const string PowerShell = "dotnet tool install --global PowerShell --version 7.6.9";

    /// <summary>The built command.</summary>
    public static string LinkWatch { get; } = Path.Combine(AppContext.BaseDirectory, "linkwatch");

    /// <summary>Where it lies; skips the test if it isn't here.</summary>
    public static string Find(string program)
    {
        var path = Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
        Assert.SkipWhen(path is null, $"there is no {program} here: {(program == "pwsh" ? PowerShell : $"apt-get install {program}")}");
        return path!;
    }

    /// <summary>Runs it to its end; skips the test if it isn't here.</summary>
    public static async Task<(int Code, string Output, string Error)> RunAsync(string program, params string[] args)
    {
        var start = new ProcessStartInfo(Find(program), args)
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment["PATH"] = AppContext.BaseDirectory + Path.PathSeparator + Environment.GetEnvironmentVariable("PATH");
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("LINKWATCH_", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, output, await error);
    }
}
