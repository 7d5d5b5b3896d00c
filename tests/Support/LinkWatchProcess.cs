using System.Diagnostics;
using LinkWatch.Local.Settings;

namespace LinkWatch.Tests.Support;

/// <summary>The real <c>linkwatch</c>, in a process of its own.</summary>
internal static class LinkWatchProcess
{
    /// <summary>Runs it to its end.</summary>
    public static Task<Ended> RunAsync(params string[] args) => RunAsync(Start(args));

    /// <summary>Runs it to its end with settings in its environment.</summary>
    public static Task<Ended> RunAsync(IReadOnlyDictionary<string, string> settings, params string[] args) =>
        RunAsync(Start("dotnet", Typed(args), settings));

    /// <summary>Runs it to its end with its standard output going to a file, such as a full one.</summary>
    public static Task<Ended> RunIntoAsync(string file, params string[] args) =>
        RunAsync(Start("/bin/sh", ["-c", "exec \"$@\" >" + file, "sh", "dotnet", .. Typed(args)]));

    /// <summary>Starts it; the caller ends it.</summary>
    public static Process Start(params string[] args) => Start("dotnet", Typed(args));

    /// <inheritdoc cref="Start(string[])"/>
    public static Process Start(IReadOnlyDictionary<string, string> settings, params string[] args) =>
        Start("dotnet", Typed(args), settings);

    /// <summary>Starts it on a terminal of its own; what is written to its input is typed there.</summary>
    public static Process StartOnTerminal(params string[] args)
    {
        var typed = string.Join(' ', Typed(args).Prepend("dotnet").Select(arg => $"'{arg}'"));
        return Start("/usr/bin/script", ["-qec", typed, "/dev/null"]);
    }

    private static IEnumerable<string> Typed(string[] args) => [typeof(LocalSettings).Assembly.Location, .. args];

    private static Process Start(string program, IEnumerable<string> args, IReadOnlyDictionary<string, string>? settings = null)
    {
        var start = new ProcessStartInfo(program, args)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("LINKWATCH_", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        foreach (var (name, value) in settings ?? new Dictionary<string, string>()) start.Environment[name] = value;
        return Process.Start(start)!;
    }

    private static async Task<Ended> RunAsync(Process process)
    {
        using (process)
        {
            process.StandardInput.Close();
            var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            return new Ended(process.ExitCode, await output, await error);
        }
    }

    internal sealed record Ended(int Code, string Output, string Error)
    {
        /// <summary>Bad usage or input: exit code 2, nothing on standard output, one line on standard error, which is returned.</summary>
        public string IsRefusal()
        {
            Assert.Equal((2, ""), (Code, Output));
            Assert.EndsWith("\n", Error, StringComparison.Ordinal);
            var line = Assert.Single(Error.TrimEnd('\n').Split('\n'));
            Assert.StartsWith("linkwatch: ", line, StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", line, StringComparison.Ordinal);
            Assert.DoesNotContain("Exception", line, StringComparison.Ordinal);
            return line;
        }
    }
}
