using LinkWatch.Bench.Emulating;

[assembly: AssemblyFixture(typeof(LinkWatch.Tests.Support.Azurite))]

namespace LinkWatch.Tests.Support;

/// <summary>
/// Azurite for all tests of a run: started by the first that asks, installed below the tests if it is not there yet. Each test
/// takes tables and queues of its own (<see cref="NewName"/>).
/// </summary>
public sealed class Azurite : IAsyncDisposable
{
    private readonly Lazy<Task<AzuriteProcess>> process = new(() =>
        AzuriteProcess.StartAsync(Path.Combine(Repository.Root, "tests", ".azurite"), Console.WriteLine, CancellationToken.None));

    private int names;
    private bool isDisposed;

    /// <summary>The running emulator; skips the test if Node is missing.</summary>
    public async Task<AzuriteProcess> StartedAsync()
    {
        try
        {
            return await process.Value;
        }
        catch (NodeMissingException e)
        {
            Assert.Skip(e.Message);
            throw;
        }
    }

    /// <summary>For clients; skips the test if Node is missing.</summary>
    public async Task<string> ConnectionStringAsync() => (await StartedAsync()).ConnectionString;

    /// <summary>A name that no other test has, good for tables and queues: <c>rows7</c>.</summary>
    /// <param name="what">Lower-case letters.</param>
    public string NewName(string what) => FormattableString.Invariant($"{what}{Interlocked.Increment(ref names)}");

    /// <summary>A test may have ended it before.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref isDisposed, true)) return;
        if (process is { IsValueCreated: true, Value.IsCompletedSuccessfully: true }) await (await process.Value).DisposeAsync();
    }
}
