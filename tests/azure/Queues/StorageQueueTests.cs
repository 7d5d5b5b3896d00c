using Azure.Storage.Queues;
using LinkWatch.Azure.Queues;
using LinkWatch.Messages;
using LinkWatch.Storage;
using LinkWatch.Tests.Contracts;
using LinkWatch.Tests.Support;

namespace LinkWatch.Tests.Azure.Queues;

public sealed class StorageQueueTests(Azurite azurite) : MessageQueueContract
{
    private readonly OwnStorage storage = new(azurite);

    protected override async Task<IMessageQueues> CreateAsync() => (await storage.OpenAsync()).Queues;

    /// <summary>The service uses the real clock.</summary>
    protected override Task PassAsync(TimeSpan time) => Task.Delay(time, TimeProvider.System, Stop);

    [Fact]
    public async Task Messages_are_stored_as_plain_text_and_never_expire()
    {
        var queues = await CreateAsync();
        await queues.Checks.SendAsync("{\"n\":\"<&>\"}", TimeSpan.Zero, Stop);
        var options = await storage.OptionsAsync();
        var queue = new QueueServiceClient(options.ConnectionString!, new QueueClientOptions()).GetQueueClient(options.Prefix + "checks");

        var message = Assert.Single((await queue.PeekMessagesAsync(1, Stop)).Value);

        Assert.Equal("{\"n\":\"<&>\"}", message.MessageText);
        Assert.True(message.ExpiresOn is null || message.ExpiresOn.Value.Year > 2100, $"it expires at {message.ExpiresOn}");
    }

    [Fact]
    public async Task A_message_of_64_KiB_passes_and_one_byte_more_is_refused_in_one_line()
    {
        var queue = (await CreateAsync()).Checks;
        var text = new string('x', StorageQueue.MaxBytes);
        await queue.SendAsync(text, TimeSpan.Zero, Stop);
        Assert.Equal(text, Assert.Single(await queue.ReceiveAsync(1, TimeSpan.FromMinutes(5), Stop)).Text);

        foreach (var (large, bytes) in new[] { (text + "x", 65_537), (text[1..] + "é", 65_537), (new string('€', 30_000), 90_000) })
        {
            var refusal = await Assert.ThrowsAsync<ArgumentException>(() => queue.SendAsync(large, TimeSpan.Zero, Stop));
            Assert.StartsWith($"queue checks: a message of {bytes} bytes, at most 65536", refusal.Message, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', refusal.Message);
        }

        Assert.Equal(1, await queue.CountAsync(Stop));
    }

    [Fact]
    public async Task The_largest_of_our_messages_passes_however_much_xml_escapes_in_it()
    {
        var queue = (await CreateAsync()).Checks;
        // ASCII only: Azurite decodes a long body in pieces and breaks a character that lies across two (readRequestIntoText in its
        // serializer.ts).
        foreach (var c in "x&<\"")
        {
            var id = new string(c, 1000);
            var ids = new List<string>();
            while (Envelope.Size(Envelope.Write(new MoveChanges(0, [.. ids, id]))) < Envelope.MaxBytes - 7000) ids.Add(id);
            var text = Envelope.Write(new MoveChanges(0, ids));
            await queue.SendAsync(text, TimeSpan.Zero, Stop);
            Assert.Equal(text, Assert.Single(await queue.ReceiveAsync(1, TimeSpan.FromMinutes(5), Stop)).Text);
        }
    }

    [Fact]
    public async Task A_message_that_the_service_finds_too_large_is_refused_in_the_same_words()
    {
        await using var service = await LoopbackSite.StartAsync(context => context.RefuseAsync(413, "RequestBodyTooLarge"));
        var refusal = await Assert.ThrowsAsync<ArgumentException>(() =>
            LoopbackAccount.Queue(service.Url()).SendAsync("text", TimeSpan.Zero, Stop));
        Assert.StartsWith("queue checks: a message of 4 bytes, at most 65536", refusal.Message, StringComparison.Ordinal);
        Assert.Single(service.Asked);
    }
}
