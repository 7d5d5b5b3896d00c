using LinkWatch.Links;
using LinkWatch.Storage;
using LinkWatch.Urls;

namespace LinkWatch.Sites;

/// <summary>Puts what nobody listed, a target or a candidate, on the row of its page.</summary>
internal static class PagePlacement
{
    /// <summary>What the page holds already is visited in its turn, and stays as it is.</summary>
    /// <param name="pages">Where pages are.</param>
    /// <param name="url">The page.</param>
    /// <param name="links">What it is to be visited for.</param>
    /// <param name="schedule">When.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>False if so much is watched on the page that no more fits.</returns>
    /// <exception cref="ConcurrencyException">Others changed the page every time.</exception>
    public static Task<bool> TryPutAsync(
        this IPageStore pages, WebUrl url, IReadOnlyList<TrackedLink> links, FirstReadings schedule, CancellationToken cancellationToken)
    {
        var (id, shard) = (Ids.Page(url), Ids.Shard(url.Authority, pages.Shards));
        return OptimisticUpdate.RunAsync<bool>(
            url.Href,
            async isRetry =>
            {
                var stored = await pages.FindPageAsync(url.Authority, id, cancellationToken);
                if (stored is not null && links.All(link => stored.Row.Links.Any(held => held.LinkId == link.LinkId)))
                    return Attempt.Written(true);
                if (stored is not null && !PageLoad.Fits(stored.Row, links)) return Attempt.Written(false);
                var page = stored is null ? PageEdit.New(shard, id, url, links) : PageEdit.With(stored.Row, links);
                var recheck = new RecheckRow(schedule.Next(url.Authority), page.Key, url.Authority, IsUnconditional: true)
                {
                    IsFirst = true,
                };
                var writes = PageReplacement.Writes(stored, page, recheck, mayRecheckBeGone: isRetry);
                return await pages.CommitAsync(shard, writes, cancellationToken) is not null
                    ? Attempt.Written(true)
                    : Attempt.Overtaken<bool>();
            },
            cancellationToken);
    }
}
