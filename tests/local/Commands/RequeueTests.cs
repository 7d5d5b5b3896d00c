using LinkWatch.Azure;
using LinkWatch.Hosting.Pumps;
using LinkWatch.Local.Pipeline;
using LinkWatch.Local.Sqlite;
using LinkWatch.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace LinkWatch.Tests.Local.Commands;

/// <summary>A message that nobody can read, from its first attempt until someone puts it back.</summary>
public sealed class RequeueTests(Azurite azurite) : IDisposable
{
    private const string Unreadable = "{\"n\":\"of-the-future\",\"v\":9}";

    private readonly string folder = Directory.CreateTempSubdirectory("linkwatch-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_message_given_up_is_counted_and_put_back_on_the_data_folder()
    {
        using var storage = new OpenStorage(await SqliteFile.OpenAsync(folder, 2, Cancel));
        await PutBackAsync(storage, "--data", folder);
    }

    [Fact]
    public async Task A_message_given_up_is_counted_and_put_back_on_a_storage_account()
    {
        // The command knows no prefix: the names are the account's own, and this is the one test that takes them.
        var connection = await azurite.ConnectionStringAsync();
        using var storage = new OpenStorage(
            await AzureStorage.OpenAsync(new AzureStorageOptions { ConnectionString = connection }, 2, Cancel));
        await PutBackAsync(storage, "--data", folder, "--storage", connection);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static async Task PutBackAsync(OpenStorage storage, params string[] where)
    {
        await using var pipeline = await TestPipeline.StartAsync(storage: storage);
        var (checks, poison) = (pipeline.Queues.Checks, pipeline.Queues.PoisonOf(pipeline.Queues.Checks));
        await checks.SendAsync(Unreadable, TimeSpan.Zero, Cancel);
        using var pump = new QueuePump(
            checks, poison, (message, stop) => pipeline.Get<MessageRouter>().CheckAsync(message.Text, message.DequeueCount, stop),
            new QueuePumpOptions { RetryAfter = TimeSpan.Zero }, TimeProvider.System, NullLogger<QueuePump>.Instance);
        Assert.Equal(5, await pump.DrainAsync(Cancel));

        Assert.Contains("\"poison\":1", await RunAsync("status", [.. where, "--json"]), StringComparison.Ordinal);
        await pipeline.Get<SweepStep>().RunAsync(Cancel);
        var kept = Assert.Single(await storage.Stores.Poison.ListAsync(10, Cancel));
        Assert.Equal(("checks", Unreadable), (kept.Queue, kept.Text));
        Assert.Contains("\"poison\":1", await RunAsync("status", [.. where, "--json"]), StringComparison.Ordinal);

        Assert.Equal("Put back 1 on checks.\n", await RunAsync("requeue", where));
        Assert.Equal("No messages to put back.\n", await RunAsync("requeue", where));

        // The command went by the real clock.
        Assert.Equal(Unreadable, Assert.Single(
            await storage.Stores.Queues(TimeProvider.System).Checks.ReceiveAsync(10, TimeSpan.FromSeconds(1), Cancel)).Text);
        Assert.Empty(await storage.Stores.Poison.ListAsync(10, Cancel));
    }

    private static async Task<string> RunAsync(string command, params string[] args)
    {
        var (code, output, error) = await TypedCommand.RunAsync([command, .. args]);
        Assert.Equal((0, ""), (code, error));
        return output;
    }
}
