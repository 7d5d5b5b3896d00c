using System.Diagnostics;
using LinkWatch.Tests.Functions.Worker;
using LinkWatch.Tests.Support;

[assembly: AssemblyFixture(typeof(PublishedFunctions))]

namespace LinkWatch.Tests.Functions.Worker;

/// <summary>The functions app as <c>dotnet publish</c> writes it, in a folder of its own: published by the first test that asks.</summary>
public sealed class PublishedFunctions : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory(RunTempFolder.FixturePrefix).FullName;
    private readonly Lazy<Task> publishing;

    private string App => Path.Combine(folder, "app");

    public PublishedFunctions() => publishing = new(PublishAsync);

    public async Task<string> FolderAsync()
    {
        await publishing.Value;
        return App;
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (publishing.IsValueCreated) await publishing.Value;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task PublishAsync()
    {
        // A build server would outlive the command and keep its output open.
        var start = new ProcessStartInfo(
            "dotnet", ["publish", "functions", "-c", "Release", "-o", App, "-v", "quiet", "--disable-build-servers"])
        {
            WorkingDirectory = Repository.Root,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // The command leaves folders of its own behind.
        start.Environment["TMPDIR"] = Directory.CreateDirectory(Path.Combine(folder, "scratch")).FullName;

        // Under `dotnet test` these point into the SDK that runs the tests.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(name);
        }

        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"dotnet publish functions: {output}{await error}");
    }
}
