using System.Diagnostics;
using System.Text.RegularExpressions;

namespace LinkWatch.Tests.Support;

/// <summary>The real <c>linkwatch serve</c> in a process of its own, on a free port.</summary>
internal sealed class ServeProcess : IDisposable
{
    private readonly Process process;

    private ServeProcess(Process process, Uri url) => (this.process, Url) = (process, url);

    public Uri Url { get; }

    public static Task<ServeProcess> StartAsync(string folder, params string[] more) =>
        StartAsync(folder, new Dictionary<string, string>(), more);

    public static async Task<ServeProcess> StartAsync(string folder, Dictionary<string, string> settings, params string[] more)
    {
        var process = LinkWatchProcess.Start(settings, ["serve", "--port", "0", "--data", folder, .. more]);
        var line = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        return new ServeProcess(process, new Uri(Regex.Match(line!, "http://[0-9.:]+", RegexOptions.NonBacktracking).Value));
    }

    public void Dispose()
    {
        process.Kill();
        process.WaitForExit();
        process.Dispose();
    }
}
