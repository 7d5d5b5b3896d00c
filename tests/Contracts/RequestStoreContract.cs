using LinkWatch.Links;
using LinkWatch.Storage;

namespace LinkWatch.Tests.Contracts;

/// <summary>What every <see cref="IRequestStore"/> does.</summary>
public abstract class RequestStoreContract
{
    private static readonly RequestRow Request = Of(1);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Another handle onto this test's own store, which begins empty.</summary>
    protected abstract Task<IRequestStore> CreateAsync();

    [Theory]
    [InlineData("shop")]
    [InlineData(null)]
    public async Task Of_two_that_begin_one_request_the_second_is_refused_until_it_replaces_what_it_read(string? site)
    {
        var store = await CreateAsync();
        var first = await store.TryWriteAsync(site, Request, before: null, Stop);

        Assert.NotNull(first);
        Assert.Null(await store.TryWriteAsync(site, Request with { At = Sample.At(1) }, before: null, Stop));
        var found = await store.FindAsync(site, Request.RequestId, Stop);
        Assert.Equal(first, found);
        Assert.Null(await store.FindAsync(site is null ? "shop" : null, Request.RequestId, Stop));

        var taken = await store.TryWriteAsync(site, Request with { At = Sample.At(6) }, found, Stop);
        Assert.NotNull(taken);
        Assert.Null(await store.TryWriteAsync(site, Request with { Answer = Answer("late") }, first, Stop));
        Assert.Equal(taken, await store.FindAsync(site, Request.RequestId, Stop));
    }

    [Fact]
    public async Task An_answer_of_any_length_comes_back_as_it_was()
    {
        var store = await CreateAsync();
        var running = await store.TryWriteAsync("shop", Request, before: null, Stop);
        var answer = Answer(string.Concat(Enumerable.Range(0, 6000).Select(i => $"{i * 7919 % 100_003} ö")));

        await store.TryWriteAsync("shop", Request with { Answer = answer }, running, Stop);

        var found = (await store.FindAsync("shop", Request.RequestId, Stop))!.Row.Answer!;
        Assert.Equal((answer.Status, answer.Body), (found.Status, found.Body));
        Assert.Equal(answer.Headers, found.Headers);
    }

    [Fact]
    public async Task A_request_that_was_removed_can_begin_again_and_one_that_was_taken_over_is_not_removed()
    {
        var store = await CreateAsync();
        var first = await store.TryWriteAsync("shop", Request, before: null, Stop);
        await store.RemoveAsync("shop", first!, Stop);
        Assert.Null(await store.FindAsync("shop", Request.RequestId, Stop));

        var again = await store.TryWriteAsync("shop", Request, before: null, Stop);
        Assert.NotNull(again);
        Assert.NotNull(await store.TryWriteAsync("shop", Request with { At = Sample.At(6) }, again, Stop));
        await store.RemoveAsync("shop", again, Stop);
        Assert.NotNull(await store.FindAsync("shop", Request.RequestId, Stop));
    }

    [Fact]
    public async Task Old_requests_and_those_of_a_clock_that_was_ahead_are_removed_and_no_more_than_is_allowed()
    {
        var store = await CreateAsync();
        foreach (var minute in Enumerable.Range(0, 8)) await store.TryWriteAsync("shop", Of(minute), before: null, Stop);
        await store.TryWriteAsync("other", Of(0), before: null, Stop);

        Assert.Equal(2, await RemoveAsync(max: 2));
        Assert.Equal([2, 3, 4, 5, 6, 7], await LeftAsync());
        Assert.Equal(2, await RemoveAsync(max: 10));
        Assert.Equal([3, 4, 5, 6], await LeftAsync());
        Assert.Equal(0, await RemoveAsync(max: 10));
        Assert.NotNull(await store.FindAsync("other", Of(0).RequestId, Stop));

        Task<int> RemoveAsync(int max) => store.RemoveAsync("shop", until: Sample.At(3), ahead: Sample.At(6.5), max, Stop);

        async Task<List<int>> LeftAsync()
        {
            var left = new List<int>();
            foreach (var minute in Enumerable.Range(0, 8))
            {
                if (await store.FindAsync("shop", Of(minute).RequestId, Stop) is not null) left.Add(minute);
            }

            return left;
        }
    }

    private static RequestRow Of(int minute) => new(Ids.Hash($"request {minute}"), Sample.At(minute), Ids.Hash("POST"));

    private static KeptAnswer Answer(string body) =>
        new(201, new Dictionary<string, string> { ["Content-Type"] = "application/json" }, body);
}
