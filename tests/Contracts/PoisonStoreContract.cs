using LinkWatch.Storage;

namespace LinkWatch.Tests.Contracts;

/// <summary>What every <see cref="IPoisonStore"/> does.</summary>
public abstract class PoisonStoreContract
{
    private static readonly PoisonMessage Failed = new("checks", "5d7f-1", "{\"n\":\"check-slice\"}", Sample.Noon);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Another handle onto this test's own store, which begins empty.</summary>
    protected abstract Task<IPoisonStore> CreateAsync();

    [Fact]
    public async Task What_was_kept_is_listed_as_it_was()
    {
        var store = await CreateAsync();
        Assert.Empty(await store.ListAsync(10, Stop));
        await store.KeepAsync(Failed, Stop);
        Assert.Equal(Failed, Assert.Single(await store.ListAsync(10, Stop)));
    }

    [Fact]
    public async Task Keeping_a_message_twice_is_once()
    {
        var store = await CreateAsync();
        await store.KeepAsync(Failed, Stop);
        await store.KeepAsync(Failed with { FailedAt = Sample.At(5) }, Stop);
        Assert.Single(await store.ListAsync(10, Stop));
    }

    [Fact]
    public async Task Messages_of_other_queues_and_ids_stand_beside_each_other()
    {
        var store = await CreateAsync();
        PoisonMessage[] messages = [Failed, Failed with { Queue = "alerts" }, Failed with { Id = "5d7f" }];
        foreach (var message in messages) await store.KeepAsync(message, Stop);
        Assert.Equal(messages.Length, (await store.ListAsync(10, Stop)).Distinct().Count());
        Assert.Equal(2, (await store.ListAsync(2, Stop)).Count);
    }

    [Fact]
    public async Task A_message_is_removed_once()
    {
        var store = await CreateAsync();
        await store.KeepAsync(Failed, Stop);
        await store.KeepAsync(Failed with { Id = "2" }, Stop);
        Assert.True(await store.RemoveAsync(Failed, Stop));
        Assert.False(await store.RemoveAsync(Failed, Stop));
        Assert.Equal("2", Assert.Single(await store.ListAsync(10, Stop)).Id);
    }

    [Fact]
    public async Task Text_that_nobody_could_read_comes_back_as_it_was()
    {
        var store = await CreateAsync();
        foreach (var text in Sample.HostileTexts)
        {
            await store.KeepAsync(Failed with { Text = text }, Stop);
            Assert.Equal(text, Assert.Single(await store.ListAsync(10, Stop)).Text);
        }

        await store.KeepAsync(Failed with { Text = new string('<', 48 * 1024) }, Stop);
        Assert.Equal(48 * 1024, Assert.Single(await store.ListAsync(10, Stop)).Text.Length);
    }
}
