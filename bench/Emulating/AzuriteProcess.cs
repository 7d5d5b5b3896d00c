using System.Diagnostics;
using System.Text.RegularExpressions;

namespace LinkWatch.Bench.Emulating;

/// <summary>
/// Azurite, the emulator of Azure Storage, on free ports of 127.0.0.1 and in memory. It exits with the process that started it.
/// </summary>
public sealed class AzuriteProcess : IAsyncDisposable
{
    /// <summary>The emulator's account and key are public and the same everywhere.</summary>
    private const string Account = "devstoreaccount1";
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    /// <summary>Runs before Azurite: when the pipe from its parent breaks, for whatever reason, it exits too.</summary>
    private const string EndsWithParent = "data:text/javascript,process.stdin.on(\"end\",()=>process.exit()).resume()";
    private static readonly Regex Listening = new(
        @"Azurite (?<service>Table|Queue|Blob) service is successfully listening at http://127\.0\.0\.1:(?<port>[0-9]+)",
        RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture);
    private readonly Process process;

    private AzuriteProcess(Process process, int tablePort, int queuePort, int blobPort)
    {
        this.process = process;
        BlobEndpoint = new Uri($"http://127.0.0.1:{blobPort}/{Account}");
        TableEndpoint = new Uri($"http://127.0.0.1:{tablePort}/{Account}");
        QueueEndpoint = new Uri($"http://127.0.0.1:{queuePort}/{Account}");
    }

    public Uri TableEndpoint { get; }

    public Uri QueueEndpoint { get; }

    public Uri BlobEndpoint { get; }

    public string ConnectionString =>
        $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={Key};TableEndpoint={TableEndpoint};QueueEndpoint={QueueEndpoint};"
            + $"BlobEndpoint={BlobEndpoint}";

    public int ProcessId => process.Id;

    /// <summary>Installs Azurite if it is missing, and starts it.</summary>
    /// <param name="folder">The folder to install it into.</param>
    /// <param name="say">Receives a line before anything that takes long.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="NodeMissingException">Node or npm is not installed.</exception>
    /// <exception cref="InvalidOperationException">npm or Azurite failed.</exception>
    public static async Task<AzuriteProcess> StartAsync(string folder, Action<string> say, CancellationToken cancellationToken)
    {
        var program = await AzuritePackage.EnsureAsync(folder, say, cancellationToken);
        var start = new ProcessStartInfo("node", [
            "--import", EndsWithParent, program, "--inMemoryPersistence", "--skipApiVersionCheck", "--disableTelemetry", "--silent"
        ])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var service in (string[])["table", "queue", "blob"])
        {
            foreach (var argument in (string[])[$"--{service}Host", "127.0.0.1", $"--{service}Port", "0"]) start.ArgumentList.Add(argument);
        }

        var process = Process.Start(start)!;
        try
        {
            var (tables, queues, blobs) = await ListeningAsync(process, cancellationToken);
            return new AzuriteProcess(process, tables, queues, blobs);
        }
        catch
        {
            process.Kill();
            process.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private static async Task<(int Tables, int Queues, int Blobs)> ListeningAsync(Process process, CancellationToken cancellationToken)
    {
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        var ports = new Dictionary<string, int>();
        while (ports.Count < 3)
        {
            var line = await process.StandardOutput.ReadLineAsync(cancellationToken)
                ?? throw new InvalidOperationException($"Azurite exited: {await errors}");
            var match = Listening.Match(line);
            if (match.Success) ports[match.Groups["service"].Value] = int.Parse(match.Groups["port"].Value);
        }

        // Keep reading, or the pipe fills up and Azurite blocks.
        _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        return (ports["Table"], ports["Queue"], ports["Blob"]);
    }
}
