using Azure.Storage.Queues;
using LinkWatch.Storage;
using LinkWatch.Tests.Contracts;
using LinkWatch.Tests.Support;

namespace LinkWatch.Tests.Azure.Queues;

public sealed class StorageQueueTests(Azurite azurite) : MessageQueueContract
{
    private readonly OwnStorage storage = new(azurite);

    protected override async Task<IMessageQueues> CreateAsync() => (await storage.OpenAsync()).Queues;

    /// <summary>The service has a clock of its own.</summary>
    protected override Task PassAsync(TimeSpan time) => Task.Delay(time, TimeProvider.System, Stop);

    [Fact]
    public async Task Messages_lie_as_they_are_and_never_expire()
    {
        var queues = await CreateAsync();
        await queues.Checks.SendAsync("{\"n\":\"<&>\"}", TimeSpan.Zero, Stop);
        var options = await storage.OptionsAsync();
        var queue = new QueueServiceClient(options.ConnectionString!, new QueueClientOptions()).GetQueueClient(options.Prefix + "checks");

        var message = Assert.Single((await queue.PeekMessagesAsync(1, Stop)).Value);

        Assert.Equal("{\"n\":\"<&>\"}", message.MessageText);
        Assert.True(message.ExpiresOn is null || message.ExpiresOn.Value.Year > 2100, $"it expires at {message.ExpiresOn}");
    }
}
