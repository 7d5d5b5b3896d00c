using LinkWatch.Links;
using LinkWatch.Storage;
using LinkWatch.Urls;

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
            for (string? after = null, next = ""; next is not null; after = next)
            {
                var portion = await pages.ListPagesAsync(shard, after, Portion, cancellationToken);
                var wanted = portion.Rows.Where(page => isWanted(page.Row)).ToList();
                await RequestAsync(shard, wanted, schedule, cancellationToken);
                requested += wanted.Count;
                next = portion.Next;
            }
        }

        return requested;
    }

    /// <returns>How many of these pages are watched: they are to be read.</returns>
    public async Task<int> RequestAsync(IReadOnlyList<WebUrl> urls, CancellationToken cancellationToken)
    {
        var requested = 0;
        var schedule = new FirstReadings(time.GetUtcNow(), options.Spacing);
        foreach (var shard in urls.DistinctBy(Ids.Page).GroupBy(url => Ids.Shard(url.Authority, pages.Shards)))
        {
            var found = await pages.FindPagesByUrlAsync(shard.Key, [.. shard], cancellationToken);
            await RequestAsync(shard.Key, found, schedule, cancellationToken);
            requested += found.Count;
        }

        return requested;
    }

    /// <summary>Pages that others change meanwhile, or that are too large to be written together, are written one by one.</summary>
    private async Task RequestAsync(
        int shard, IReadOnlyList<Stored<PageRow>> wanted, FirstReadings schedule, CancellationToken cancellationToken)
    {
        var commits = wanted.Chunk(PagesPerCommit).ToList();
        var outcomes = await pages.CommitAllAsync(
            shard, [.. commits.Select(commit => commit.SelectMany(page => Writes(page, schedule, isRetry: false)).ToList())],
            cancellationToken);
        var left = commits.Zip(outcomes).Where(pair => pair.Second != CommitOutcome.Written).SelectMany(pair => pair.First);
        foreach (var page in left)
        {
            await OptimisticUpdate.RunAsync(
                page.Row.Url.Href,
                async isRetry => await pages.FindPagesAsync(shard, [page.Row.Key], cancellationToken) is not [var stored]
                    || await pages.CommitAsync(shard, Writes(stored, schedule, isRetry), cancellationToken) is not null,
                cancellationToken);
        }
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
