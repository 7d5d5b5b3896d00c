using LinkWatch.Tests.Support;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestPipelineStartup(typeof(RunTempFolder))]
[assembly: AssemblyFixture(typeof(NothingLeftBehind))]

namespace LinkWatch.Tests.Support;

/// <summary>The temporary folder of a run: of its tests and of every process that they start. It goes when the run ends.</summary>
public sealed class RunTempFolder : ITestPipelineStartup
{
    internal static readonly string[] Variables = ["TMPDIR", "TMP", "TEMP"];

    /// <summary>
    /// A folder of a fixture of the whole run: which fixture ends first is nobody's to say, and it goes with the run's folder.
    /// </summary>
    internal const string FixturePrefix = "fixture-";

    private const string Prefix = "linkwatch-tests-";

    /// <summary>Null in a run that a test started: it has its temporary folder already, and may be killed.</summary>
    internal static string? Folder { get; private set; }

    public ValueTask StartAsync(IMessageSink diagnosticMessageSink)
    {
        var parent = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetTempPath()));
        if (parent.StartsWith(Prefix, StringComparison.Ordinal)) return default;
        Folder = Directory.CreateTempSubdirectory(Prefix).FullName;
        foreach (var variable in Variables) Environment.SetEnvironmentVariable(variable, Folder);

        // A killed runtime leaves its diagnostic sockets behind.
        Environment.SetEnvironmentVariable("DOTNET_EnableDiagnostics", "0");
        return default;
    }

    public ValueTask StopAsync()
    {
        if (Folder is not null) Directory.Delete(Folder, recursive: true);
        return default;
    }
}

/// <summary>Fails the run if its tests left something in it. A fixture, because dotnet test ignores what StopAsync throws.</summary>
public sealed class NothingLeftBehind : IDisposable
{
    public void Dispose()
    {
        if (RunTempFolder.Folder is not { } folder) return;
        var left = Directory.GetFileSystemEntries(folder).Select(entry => Path.GetFileName(entry))
            .Where(name => !name.StartsWith(RunTempFolder.FixturePrefix, StringComparison.Ordinal)).ToList();
        if (left.Count > 0)
        {
            var message = "tests left in the temporary folder: " + string.Join(", ", left);
            // dotnet test does not show the exception's message.
            TestContext.Current.SendDiagnosticMessage(message);
            throw new InvalidOperationException(message);
        }
    }
}
