using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using LinkWatch.Tests.Support;

namespace LinkWatch.Tests.Standins;

/// <summary>The stand-in of Azure.Storage.Queues, on Azurite.</summary>
public sealed class QueueStandInTests(Azurite azurite)
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan ForEver = TimeSpan.FromSeconds(-1);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string> Texts => ["plain", "<&>\"'", "]]>", "ä€😀 \u0085\u2028", "line\nfeed\rreturn\r\nboth\ttab", " spaces ", "{\"n\":\"check\",\"d\":{\"u\":\"https://x/?a=1&b=2\"}}", "%3Cnot%3E"];

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task A_text_comes_back_as_it_went(string text)
    {
        var queue = await QueueAsync();
        var sent = (await queue.SendMessageAsync(text, timeToLive: ForEver, cancellationToken: Stop)).Value;
        Assert.Equal(text, Assert.Single((await queue.PeekMessagesAsync(cancellationToken: Stop)).Value).MessageText);
        var received = Assert.Single((await queue.ReceiveMessagesAsync(32, Long, Stop)).Value);
        Assert.Equal((sent.MessageId, text, 1L), (received.MessageId, received.MessageText, received.DequeueCount));
        Assert.Equal(sent.InsertionTime, received.InsertedOn);
        Assert.True(received.ExpiresOn > sent.InsertionTime.AddYears(100));
    }

    [Fact]
    public async Task A_message_can_stand_in_the_queue_as_Base64()
    {
        var plain = await QueueAsync();
        var coded = new QueueServiceClient(await azurite.ConnectionStringAsync(), new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 }).GetQueueClient(plain.Name);
        await coded.SendMessageAsync("ä", Stop);
        Assert.Equal("w6Q=", Assert.Single((await plain.PeekMessagesAsync(32, Stop)).Value).MessageText);
        Assert.Equal("ä", Assert.Single((await coded.ReceiveMessagesAsync(Stop)).Value).MessageText);
    }

    [Fact]
    public async Task A_received_message_is_hidden_counted_and_comes_back_with_another_receipt()
    {
        var queue = await QueueAsync();
        await queue.SendMessageAsync("again", Stop);
        var first = Assert.Single((await queue.ReceiveMessagesAsync(1, Long, Stop)).Value);
        Assert.Empty((await queue.ReceiveMessagesAsync(1, Long, Stop)).Value);
        Assert.Equal(1, (await queue.GetPropertiesAsync(Stop)).Value.ApproximateMessagesCount);
        await queue.UpdateMessageAsync(first.MessageId, first.PopReceipt, cancellationToken: Stop);
        var second = Assert.Single((await queue.ReceiveMessagesAsync(1, Long, Stop)).Value);
        Assert.Equal((first.MessageId, 2L), (second.MessageId, second.DequeueCount));
        Assert.NotEqual(first.PopReceipt, second.PopReceipt);
    }

    [Fact]
    public async Task A_lost_receipt_neither_deletes_nor_updates()
    {
        var queue = await QueueAsync();
        await queue.SendMessageAsync("lost", Stop);
        var first = Assert.Single((await queue.ReceiveMessagesAsync(1, Long, Stop)).Value);
        var updated = (await queue.UpdateMessageAsync(first.MessageId, first.PopReceipt, visibilityTimeout: Long, cancellationToken: Stop)).Value;
        Assert.True(updated.NextVisibleOn > first.InsertedOn);
        Assert.Contains((await Assert.ThrowsAsync<RequestFailedException>(() => queue.DeleteMessageAsync(first.MessageId, first.PopReceipt, Stop))).Status, (int[])[400, 404]);
        Assert.Contains((await Assert.ThrowsAsync<RequestFailedException>(() => queue.UpdateMessageAsync(first.MessageId, first.PopReceipt, cancellationToken: Stop))).Status, (int[])[400, 404]);
        await queue.DeleteMessageAsync(first.MessageId, updated.PopReceipt, Stop);
        var gone = await Assert.ThrowsAsync<RequestFailedException>(() => queue.DeleteMessageAsync(first.MessageId, updated.PopReceipt, Stop));
        Assert.Equal(404, gone.Status);
        Assert.True(gone.ErrorCode == QueueErrorCode.MessageNotFound);
    }

    [Fact]
    public async Task An_update_changes_the_text_and_hides_the_message()
    {
        var queue = await QueueAsync();
        await queue.SendMessageAsync("old", Stop);
        var message = Assert.Single((await queue.ReceiveMessagesAsync(1, Long, Stop)).Value);
        var hidden = (await queue.UpdateMessageAsync(message.MessageId, message.PopReceipt, "<new & better>", Long, Stop)).Value;
        Assert.Empty((await queue.ReceiveMessagesAsync(1, Long, Stop)).Value);
        await queue.UpdateMessageAsync(message.MessageId, hidden.PopReceipt, visibilityTimeout: TimeSpan.Zero, cancellationToken: Stop);
        Assert.Equal("<new & better>", Assert.Single((await queue.ReceiveMessagesAsync(1, Long, Stop)).Value).MessageText);
    }

    [Fact]
    public async Task A_message_sent_with_a_delay_is_not_there_yet_but_counts()
    {
        var queue = await QueueAsync();
        await queue.SendMessageAsync("later", Long, ForEver, Stop);
        Assert.Empty((await queue.ReceiveMessagesAsync(32, Long, Stop)).Value);
        Assert.Equal(1, (await queue.GetPropertiesAsync(Stop)).Value.ApproximateMessagesCount);
        await queue.ClearMessagesAsync(Stop);
        Assert.Equal(0, (await queue.GetPropertiesAsync(Stop)).Value.ApproximateMessagesCount);
    }

    [Fact]
    public async Task Thirty_two_messages_come_at_once_and_not_more()
    {
        var queue = await QueueAsync();
        for (var number = 0; number < 33; number++) await queue.SendMessageAsync($"{number}", Stop);
        Assert.Equal(32, (await queue.ReceiveMessagesAsync(32, Long, Stop)).Value.Length);
        Assert.Equal(400, (await Assert.ThrowsAsync<RequestFailedException>(() => queue.ReceiveMessagesAsync(33, Long, Stop))).Status);
    }

    [Fact]
    public async Task A_queue_is_made_once_and_can_be_dropped()
    {
        var queue = new QueueServiceClient(await azurite.ConnectionStringAsync()).GetQueueClient(azurite.NewName("made"));
        Assert.False((await queue.ExistsAsync(Stop)).Value);
        var missing = await Assert.ThrowsAsync<RequestFailedException>(() => queue.SendMessageAsync("x", Stop));
        Assert.Equal((404, "QueueNotFound"), (missing.Status, missing.ErrorCode));
        Assert.Equal(201, (await queue.CreateIfNotExistsAsync(cancellationToken: Stop))?.Status);
        Assert.Null(await queue.CreateIfNotExistsAsync(cancellationToken: Stop));
        Assert.True((await queue.ExistsAsync(Stop)).Value);
        Assert.True((await queue.DeleteIfExistsAsync(Stop)).Value);
        Assert.False((await queue.DeleteIfExistsAsync(Stop)).Value);
    }

    [Fact]
    public async Task A_message_may_be_64_KiB_and_not_more()
    {
        var queue = await QueueAsync();
        var text = new string('x', queue.MessageMaxBytes);
        await queue.SendMessageAsync(text, Stop);
        Assert.Equal(text, Assert.Single((await queue.ReceiveMessagesAsync(Stop)).Value).MessageText);
        Assert.InRange((await Assert.ThrowsAsync<RequestFailedException>(() => queue.SendMessageAsync(text + "x", Stop))).Status, 400, 413);
    }

    private async Task<QueueClient> QueueAsync()
    {
        var queue = new QueueServiceClient(await azurite.ConnectionStringAsync()).GetQueueClient(azurite.NewName("queue"));
        await queue.CreateIfNotExistsAsync(cancellationToken: Stop);
        return queue;
    }
}
