using System.Diagnostics;

namespace LinkWatch.Tests.Functions.Worker;

/// <summary>The published app as the Functions host starts it.</summary>
internal sealed class WorkerProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly Task<string> output;
    private readonly Task<string> error;

    private WorkerProcess(Process process)
    {
        this.process = process;
        output = process.StandardOutput.ReadToEndAsync();
        error = process.StandardError.ReadToEndAsync();
    }

    /// <param name="folder">What was published.</param>
    /// <param name="port">Where the host listens.</param>
    /// <param name="settings">App settings, and what else its environment gets. Nothing of ours is inherited.</param>
    public static WorkerProcess Start(string folder, int port, IReadOnlyDictionary<string, string> settings)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(folder, "LinkWatch.Functions.dll"), .. Arguments(port)])
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(IsOurs).ToList()) start.Environment.Remove(name);
        start.Environment["FUNCTIONS_WORKER_DIRECTORY"] = folder;
        start.Environment["FUNCTIONS_APPLICATION_DIRECTORY"] = folder;
        foreach (var (name, value) in settings) start.Environment[name] = value;
        return new WorkerProcess(Process.Start(start)!);
    }

    /// <summary>How it ended, and all that it wrote.</summary>
    public async Task<(int Code, string Output, string Error)> EndedAsync(CancellationToken cancellationToken)
    {
        await process.WaitForExitAsync(cancellationToken);
        return (process.ExitCode, await output, await error);
    }

    /// <summary>SIGKILL.</summary>
    public void Kill() => process.Kill();

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private static bool IsOurs(string name) =>
        name.StartsWith("LINKWATCH_", StringComparison.Ordinal) || name.StartsWith("AzureWebJobs", StringComparison.Ordinal);

    /// <summary>Each is given twice: the older spelling is read by some versions of the worker only.</summary>
    private static IEnumerable<string> Arguments(int port) =>
    [
        "--host", "127.0.0.1", "--port", $"{port}", "--workerId", "worker", "--requestId", "start", "--grpcMaxMessageLength",
        $"{int.MaxValue}", "--functions-uri", $"http://127.0.0.1:{port}", "--functions-worker-id", "worker", "--functions-request-id",
        "start", "--functions-grpc-max-message-length", $"{int.MaxValue}",
    ];
}
