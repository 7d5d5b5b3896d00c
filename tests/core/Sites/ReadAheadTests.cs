using LinkWatch.Sites;

namespace LinkWatch.Tests.Core.Sites;

public sealed class ReadAheadTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_item_comes_once_and_in_order()
    {
        Assert.Equal(Enumerable.Range(0, 100), await ReadAhead.Of(NumbersAsync(100), Stop).ToListAsync(Stop));
        Assert.Empty(await ReadAhead.Of(NumbersAsync(0), Stop).ToListAsync(Stop));
    }

    [Fact]
    public async Task What_goes_wrong_ahead_is_thrown_after_the_items_before_it()
    {
        var seen = new List<int>();
        await Assert.ThrowsAsync<FormatException>(async () =>
        {
            await foreach (var number in ReadAhead.Of(NumbersAsync(3, isBad: true), Stop)) seen.Add(number);
        });
        Assert.Equal([0, 1, 2], seen);
    }

    [Fact]
    public async Task Whoever_stops_early_ends_the_reading()
    {
        var isEnded = false;
        await foreach (var _ in ReadAhead.Of(NumbersAsync(5, onEnd: () => isEnded = true), Stop)) break;
        Assert.True(isEnded);
    }

    private static async IAsyncEnumerable<int> NumbersAsync(int count, bool isBad = false, Action? onEnd = null)
    {
        try
        {
            for (var i = 0; i < count; i++)
            {
                await Task.Yield();
                yield return i;
            }

            if (isBad) throw new FormatException("bad");
        }
        finally
        {
            onEnd?.Invoke();
        }
    }
}
