using System.Collections.Concurrent;
using LinkWatch.Storage;

namespace LinkWatch.Tests.Contracts;

/// <summary>
/// What every <see cref="IMessageQueue"/> does. Leases and delays are whole seconds, the shortest that queue services know.
/// </summary>
public abstract class MessageQueueContract
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan PastLease = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan LongLease = TimeSpan.FromMinutes(5);

    protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Another handle onto this test's own queues, which begin empty.</summary>
    protected abstract Task<IMessageQueues> CreateAsync();

    /// <summary>Lets so much of the queue's time pass.</summary>
    protected abstract Task PassAsync(TimeSpan time);

    [Fact]
    public async Task What_was_sent_is_received_once_and_hidden_for_its_lease()
    {
        var queue = (await CreateAsync()).Checks;
        await queue.SendAsync("hello", TimeSpan.Zero, Stop);
        var message = Assert.Single(await queue.ReceiveAsync(10, LongLease, Stop));
        Assert.Equal("hello", message.Text);
        Assert.Equal(1, message.DequeueCount);
        Assert.Empty(await queue.ReceiveAsync(10, LongLease, Stop));
    }

    [Fact]
    public async Task An_empty_queue_gives_nothing()
    {
        Assert.Empty(await (await CreateAsync()).Alerts.ReceiveAsync(32, Lease, Stop));
    }

    [Fact]
    public async Task A_message_comes_back_when_its_lease_ends_and_counts_its_deliveries()
    {
        var queue = (await CreateAsync()).Checks;
        await queue.SendAsync("again", TimeSpan.Zero, Stop);
        var first = Assert.Single(await queue.ReceiveAsync(1, Lease, Stop));
        await PassAsync(PastLease);
        var second = Assert.Single(await queue.ReceiveAsync(1, Lease, Stop));
        Assert.Equal((first.Id, first.Text, first.SentAt, 2), (second.Id, second.Text, second.SentAt, second.DequeueCount));
        Assert.NotEqual(first.Receipt, second.Receipt);
    }

    [Fact]
    public async Task A_deleted_message_never_comes_back()
    {
        var queue = (await CreateAsync()).Checks;
        await queue.SendAsync("once", TimeSpan.Zero, Stop);
        var message = Assert.Single(await queue.ReceiveAsync(1, Lease, Stop));
        Assert.True(await queue.DeleteAsync(message, Stop));
        Assert.False(await queue.DeleteAsync(message, Stop));
        Assert.False(await queue.ReleaseAsync(message, TimeSpan.Zero, Stop));
        await PassAsync(PastLease);
        Assert.Empty(await queue.ReceiveAsync(1, Lease, Stop));
    }

    [Fact]
    public async Task Who_lost_the_lease_can_neither_delete_nor_release()
    {
        var queue = (await CreateAsync()).Checks;
        await queue.SendAsync("mine", TimeSpan.Zero, Stop);
        var stale = Assert.Single(await queue.ReceiveAsync(1, Lease, Stop));
        await PassAsync(PastLease);
        var held = Assert.Single(await queue.ReceiveAsync(1, LongLease, Stop));
        Assert.False(await queue.DeleteAsync(stale, Stop));
        Assert.False(await queue.ReleaseAsync(stale, TimeSpan.Zero, Stop));
        Assert.Empty(await queue.ReceiveAsync(1, Lease, Stop));
        Assert.True(await queue.DeleteAsync(held, Stop));
    }

    [Fact]
    public async Task A_released_message_is_received_again_at_once()
    {
        var queue = (await CreateAsync()).Checks;
        await queue.SendAsync("back", TimeSpan.Zero, Stop);
        var first = Assert.Single(await queue.ReceiveAsync(1, LongLease, Stop));
        Assert.True(await queue.ReleaseAsync(first, TimeSpan.Zero, Stop));
        Assert.False(await queue.DeleteAsync(first, Stop));
        Assert.Equal(2, Assert.Single(await queue.ReceiveAsync(1, LongLease, Stop)).DequeueCount);
    }

    [Fact]
    public async Task A_returned_message_is_received_again_at_once()
    {
        var queue = (await CreateAsync()).Checks;
        await queue.SendAsync("back", TimeSpan.Zero, Stop);
        var first = Assert.Single(await queue.ReceiveAsync(1, LongLease, Stop));
        Assert.True(await queue.ReturnAsync(first, Stop));
        Assert.False(await queue.ReturnAsync(first, Stop));
        Assert.Equal(2, Assert.Single(await queue.ReceiveAsync(1, LongLease, Stop)).DequeueCount);
    }

    [Fact]
    public async Task A_message_released_with_a_delay_waits_for_it()
    {
        var queue = (await CreateAsync()).Checks;
        await queue.SendAsync("later", TimeSpan.Zero, Stop);
        var message = Assert.Single(await queue.ReceiveAsync(1, LongLease, Stop));
        Assert.True(await queue.ReleaseAsync(message, Lease, Stop));
        Assert.Empty(await queue.ReceiveAsync(1, Lease, Stop));
        await PassAsync(PastLease);
        Assert.Single(await queue.ReceiveAsync(1, Lease, Stop));
    }

    [Fact]
    public async Task A_message_sent_with_a_delay_waits_for_it()
    {
        var queue = (await CreateAsync()).Checks;
        await queue.SendAsync("later", Lease, Stop);
        Assert.Empty(await queue.ReceiveAsync(1, Lease, Stop));
        await PassAsync(PastLease);
        Assert.Equal("later", Assert.Single(await queue.ReceiveAsync(1, Lease, Stop)).Text);
    }

    [Fact]
    public async Task The_oldest_come_first_and_no_more_than_asked_for()
    {
        var queue = (await CreateAsync()).Checks;
        foreach (var text in new[] { "a", "b", "c", "d", "e" }) await queue.SendAsync(text, TimeSpan.Zero, Stop);
        Assert.Equal(["a", "b"], (await queue.ReceiveAsync(2, LongLease, Stop)).Select(message => message.Text));
        Assert.Equal(["c", "d", "e"], (await queue.ReceiveAsync(32, LongLease, Stop)).Select(message => message.Text));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(33)]
    public async Task One_to_thirty_two_messages_can_be_asked_for(int max)
    {
        var queue = (await CreateAsync()).Checks;
        await Assert.ThrowsAnyAsync<ArgumentException>(() => queue.ReceiveAsync(max, Lease, Stop));
    }

    [Fact]
    public async Task Queues_know_nothing_of_each_other()
    {
        var queues = await CreateAsync();
        Assert.Equal(("checks", "alerts"), (queues.Checks.Name, queues.Alerts.Name));
        Assert.Equal("checks-poison", queues.PoisonOf(queues.Checks).Name);
        await queues.Checks.SendAsync("check", TimeSpan.Zero, Stop);
        await queues.PoisonOf(queues.Alerts).SendAsync("failed alert", TimeSpan.Zero, Stop);
        Assert.Empty(await queues.Alerts.ReceiveAsync(10, Lease, Stop));
        Assert.Empty(await queues.PoisonOf(queues.Checks).ReceiveAsync(10, Lease, Stop));
        Assert.Equal("check", Assert.Single(await queues.Checks.ReceiveAsync(10, Lease, Stop)).Text);
        Assert.Equal("failed alert", Assert.Single(await queues.PoisonOf(queues.Alerts).ReceiveAsync(10, Lease, Stop)).Text);
    }

    [Fact]
    public async Task Text_comes_back_as_it_was_sent()
    {
        var queue = (await CreateAsync()).Checks;
        string[] texts =
        [
            "{\"n\":\"x\"}", "<a href=\"?a=1&amp;b\">'é' 𝕳 👩‍👩‍👧 ]]></a>", "'; DROP TABLE messages; --", new('x', 40_000)
        ];
        foreach (var text in texts) await queue.SendAsync(text, TimeSpan.Zero, Stop);
        Assert.Equal(texts, (await queue.ReceiveAsync(10, Lease, Stop)).Select(message => message.Text));
    }

    [Fact]
    public async Task The_count_includes_what_is_hidden()
    {
        var queue = (await CreateAsync()).Checks;
        foreach (var text in new[] { "a", "b", "c" }) await queue.SendAsync(text, TimeSpan.Zero, Stop);
        await queue.SendAsync("later", LongLease, Stop);
        await queue.ReceiveAsync(2, LongLease, Stop);
        var count = 0L;
        for (var wait = 0; wait < 10 && count != 4; wait++)
        {
            count = await queue.CountAsync(Stop);
            if (count != 4) await PassAsync(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(4, count);
    }

    [Fact]
    public async Task No_two_consumers_hold_one_message()
    {
        const int Sent = 120;
        var handles = new[] { (await CreateAsync()).Checks, (await CreateAsync()).Checks };
        for (var i = 0; i < Sent; i++) await handles[i % 2].SendAsync($"{i}", TimeSpan.Zero, Stop);
        var received = new ConcurrentBag<string>();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(consumer => Task.Run(() => ConsumeAsync(handles[consumer % 2]), Stop)));
        Assert.Equal(Enumerable.Range(0, Sent), received.Select(int.Parse).Order());

        async Task ConsumeAsync(IMessageQueue queue)
        {
            while (await queue.ReceiveAsync(3, LongLease, Stop) is { Count: > 0 } messages)
            {
                foreach (var message in messages)
                {
                    received.Add(message.Text);
                    Assert.True(await queue.DeleteAsync(message, Stop));
                }
            }
        }
    }

    [Fact]
    public async Task Who_cancels_is_heard()
    {
        var queue = (await CreateAsync()).Checks;
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => queue.SendAsync("x", TimeSpan.Zero, cancelled.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => queue.ReceiveAsync(1, Lease, cancelled.Token));
        Assert.Empty(await queue.ReceiveAsync(1, Lease, Stop));
    }
}
