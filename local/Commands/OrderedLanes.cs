using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace LinkWatch.Local.Commands;

/// <summary>Processes items in parallel, but those of one lane one at a time, and returns the results in the items' order.</summary>
internal static class OrderedLanes
{
    /// <param name="items">The items, read as results are taken.</param>
    /// <param name="laneOf">The lane of an item; null: a separate one.</param>
    /// <param name="act">Processes an item.</param>
    /// <param name="parallel">The number of items processed at once.</param>
    /// <param name="window">The number of items read ahead of the first unfinished one; bounds memory.</param>
    /// <param name="cancellationToken">Stops.</param>
    public static async IAsyncEnumerable<TResult> RunAsync<TItem, TResult>(
        IAsyncEnumerable<TItem> items,
        Func<TItem, string?> laneOf,
        Func<TItem, CancellationToken, Task<TResult>> act,
        int parallel,
        int window,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var results = Channel.CreateBounded<Task<TResult>>(window);
        var feeding = FeedAsync(items, laneOf, act, parallel, results.Writer, stop.Token);
        try
        {
            await foreach (var result in results.Reader.ReadAllAsync(cancellationToken)) yield return await result;
            await feeding;
        }
        finally
        {
            await stop.CancelAsync();
        }
    }

    private static async Task FeedAsync<TItem, TResult>(
        IAsyncEnumerable<TItem> items, Func<TItem, string?> laneOf, Func<TItem, CancellationToken, Task<TResult>> act, int parallel,
        ChannelWriter<Task<TResult>> results, CancellationToken cancellationToken)
    {
        var slots = new SemaphoreSlim(parallel);
        var lanes = new ConcurrentDictionary<string, Task>();
        Exception? fault = null;
        try
        {
            await foreach (var item in items.WithCancellation(cancellationToken))
            {
                var lane = laneOf(item);
                var before = lane is null ? Task.CompletedTask : lanes.GetValueOrDefault(lane, Task.CompletedTask);
                var work = WorkAsync(before, item);
                if (lane is not null)
                {
                    lanes[lane] = work;
                    _ = work.ContinueWith(done => lanes.TryRemove(KeyValuePair.Create(lane, (Task)done)), TaskScheduler.Default);
                }

                await results.WriteAsync(work, cancellationToken);
            }
        }
        catch (Exception e)
        {
            fault = e;
            throw;
        }
        finally
        {
            results.Complete(fault);
        }

        async Task<TResult> WorkAsync(Task before, TItem item)
        {
            await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await slots.WaitAsync(cancellationToken);
            try
            {
                return await act(item, cancellationToken);
            }
            finally
            {
                slots.Release();
            }
        }
    }
}
