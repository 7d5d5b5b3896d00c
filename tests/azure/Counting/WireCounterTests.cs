using LinkWatch.Azure;
using LinkWatch.Azure.Counting;
using LinkWatch.Storage;
using LinkWatch.Tests.Support;

namespace LinkWatch.Tests.Azure.Counting;

/// <summary>What is counted at the wire, on Azurite.</summary>
public sealed class WireCounterTests(Azurite azurite)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_request_is_counted_by_what_it_does_until_it_is_taken()
    {
        var counter = new WireCounter();
        var options = new AzureStorageOptions
        {
            ConnectionString = await azurite.ConnectionStringAsync(),
            Prefix = azurite.NewName("counted"),
            Clients = counter.Watch
        };
        var storage = await AzureStorage.OpenAsync(options, 1, Stop);
        counter.Take();

        var replacement = new SharedReplacementRow(new ReplacementSignature("body", "0123", "a wall"), DateTimeOffset.UnixEpoch, []);
        var other = new SharedReplacementRow(new ReplacementSignature("body", "4567", "a wall"), DateTimeOffset.UnixEpoch, []);
        await storage.SharedReplacements.CommitAsync([RowWrite.Insert(replacement), RowWrite.Insert(other)], Stop);
        await storage.SharedReplacements.FindAsync([replacement.RowKey, other.RowKey], Stop);
        await storage.SharedReplacements.ListAsync(null, 10, Stop);
        await storage.Queues.Checks.SendAsync("text", TimeSpan.Zero, Stop);
        var message = Assert.Single(await storage.Queues.Checks.ReceiveAsync(32, TimeSpan.FromMinutes(5), Stop));
        await storage.Queues.Checks.DeleteAsync(message, Stop);
        await storage.Queues.Checks.CountAsync(Stop);

        var counts = counter.Take();
        Assert.Equal(
            [
                "queues count 1", "queues delete 1", "queues receive 1", "queues send 1", "tables query 1", "tables read 2",
                "tables transaction 1"
            ],
            counts.Select(count => $"{count.Service} {count.Operation} {count.Requests}"));
        Assert.All(counts.Where(count => count.Operation is "send" or "transaction"), count => Assert.True(count.Sent > 0));
        Assert.All(counts.Where(count => count.Operation is "receive" or "query" or "read" or "transaction"), count =>
            Assert.True(count.Received > 0));
        Assert.Empty(counter.Take());
    }
}
