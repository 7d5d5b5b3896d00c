using System.Diagnostics;
using System.Text.RegularExpressions;

namespace LinkWatch.Tests.Support;

/// <summary>The real <c>linkwatch serve</c> in a process of its own, on a free port.</summary>
internal sealed class ServeProcess : IDisposable
{
    private readonly Process process;

    private ServeProcess(Process process, Uri url, Uri signIn) => (this.process, Url, SignIn) = (process, url, signIn);

    public Uri Url { get; }

    /// <summary>The address that it prints for whoever started it.</summary>
    public Uri SignIn { get; }

    public static Task<ServeProcess> StartAsync(string folder, params string[] more) =>
        StartAsync(folder, new Dictionary<string, string>(), more);

    public static async Task<ServeProcess> StartAsync(string folder, Dictionary<string, string> settings, params string[] more)
    {
        var process = LinkWatchProcess.Start(settings, ["serve", "--port", "0", "--data", folder, .. more]);
        try
        {
            var line = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
            var second = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
            return new ServeProcess(process, AddressIn(line!), AddressIn(second!));
        }
        catch
        {
            process.Kill();
            process.Dispose();
            throw;
        }
    }

    private static Uri AddressIn(string line) => new(Regex.Match(line, "https?://[^ ]+", RegexOptions.NonBacktracking).Value);

    public void Dispose()
    {
        process.Kill();
        process.WaitForExit();
        process.Dispose();
    }
}
