using LinkWatch.Storage;

namespace LinkWatch.Sites;

/// <summary>
/// Asks for a reading of pages beside those of their cadence: due at once, but those of one host one after another. It counts as any
/// reading does, so it confirms nothing before its window.
/// </summary>
public sealed class PageRechecks(IPageStore pages, TimeProvider time, TrackingOptions options)
{
    private const int Portion = 500;

    /// <summary>Three writes a page, and at most a hundred in a commit.</summary>
    private const int PagesPerCommit = 25;

    /// <returns>How many pages are to be read.</returns>
    public async Task<int> RequestAsync(Func<PageRow, bool> isWanted, CancellationToken cancellationToken)
    {
        var requested = 0;
        var schedule = new FirstReadings(time.GetUtcNow(), options.Spacing);
        for (var shard = 0; shard < pages.Shards; shard++)
        {
            var read = shard;
            var wanted = Listing.AllAsync((after, stop) => pages.ListPagesAsync(read, after, Portion, stop), cancellationToken)
                .Where(isWanted).Select(page => page.Key);
            await foreach (var keys in wanted.Chunk(PagesPerCommit).WithCancellation(cancellationToken))
                requested += await RequestAsync(shard, keys, schedule, cancellationToken);
        }

        return requested;
    }

    private async Task<int> RequestAsync(
        int shard, IReadOnlyList<PageKey> keys, FirstReadings schedule, CancellationToken cancellationToken)
    {
        var found = await pages.FindPagesAsync(shard, keys, cancellationToken);
        var writes = found.SelectMany(page => Writes(page, schedule, isRetry: false)).ToList();
        if (writes.Count > 0 && await pages.CommitAsync(shard, writes, cancellationToken) is not null) return found.Count;
        foreach (var page in found)
        {
            await OptimisticUpdate.RunAsync(
                page.Row.Url.Href,
                async isRetry => await pages.FindPagesAsync(shard, [page.Row.Key], cancellationToken) is not [var stored]
                    || await pages.CommitAsync(shard, Writes(stored, schedule, isRetry), cancellationToken) is not null,
                cancellationToken);
        }

        return found.Count;
    }

    private static IReadOnlyList<RowWrite> Writes(Stored<PageRow> page, FirstReadings schedule, bool isRetry)
    {
        var recheck = new RecheckRow(schedule.Next(page.Row.Url.Authority), page.Row.Key, page.Row.Url.Authority, IsUnconditional: true)
        {
            IsFirst = true,
        };
        return PageReplacement.Writes(page, page.Row, recheck, isRetry);
    }
}
