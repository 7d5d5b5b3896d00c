using LinkWatch.Links;
using LinkWatch.Storage;
using LinkWatch.Urls;

namespace LinkWatch.Sites;

/// <summary>Takes links off the pages that hold them and deletes their rows, whatever others write of the same links meanwhile.</summary>
internal sealed class LinkRemoval(IPageStore pages, ISiteStore sites, TimeProvider time)
{
    private const int PagesAtOnce = 100;

    /// <exception cref="ConcurrencyException">Others changed them every time.</exception>
    public async Task RemoveAsync(string siteId, IReadOnlyList<LinkRow> links, CancellationToken cancellationToken)
    {
        foreach (var portion in links.GroupBy(link => link.Page.PageId).Chunk(PagesAtOnce))
        {
            if (await TryRemoveAsync(siteId, portion, cancellationToken)) continue;
            foreach (var page in portion)
            {
                await OptimisticUpdate.RunAsync(
                    page.First().Link.Source.Href, _ => TryRemoveAsync(siteId, [page], cancellationToken), cancellationToken);
            }
        }
    }

    /// <summary>
    /// Takes those of <paramref name="linkIds"/> off the page at <paramref name="url"/> that have no row: whoever put them there had read
    /// the row before it was deleted. The page is read before the rows: a link that is added anew has its row by then.
    /// </summary>
    /// <exception cref="ConcurrencyException">Others changed the page every time.</exception>
    public Task RemoveOrphansAsync(string siteId, WebUrl url, IReadOnlyCollection<string> linkIds, CancellationToken cancellationToken) =>
        OptimisticUpdate.RunAsync(url.Href, async isRetry =>
        {
            if (await pages.FindPageAsync(url.Authority, Ids.Page(url), cancellationToken) is not { } stored) return true;
            var held = linkIds.Intersect(stored.Row.Links.Select(link => link.LinkId)).ToList();
            var listed = await sites.FindLinkIdsAsync(siteId, held, cancellationToken);
            var orphans = held.Except(listed).ToHashSet(StringComparer.Ordinal);
            return orphans.Count == 0 || await TryTakeOffPageAsync(stored, orphans, isRetry, cancellationToken);
        }, cancellationToken);

    /// <summary>Takes links off the page at <paramref name="url"/>; their rows stay.</summary>
    /// <exception cref="ConcurrencyException">Others changed the page every time.</exception>
    public Task TakeOffPageAsync(WebUrl url, IReadOnlySet<string> linkIds, CancellationToken cancellationToken) =>
        OptimisticUpdate.RunAsync(url.Href, async isRetry =>
        {
            if (await pages.FindPageAsync(url.Authority, Ids.Page(url), cancellationToken) is not { } stored) return true;
            return await TryTakeOffPageAsync(stored, linkIds, isRetry, cancellationToken);
        }, cancellationToken);

    /// <summary>
    /// False if a row was written meanwhile, which may have been after its link was taken off the page: then both are to be done again.
    /// </summary>
    private async Task<bool> TryRemoveAsync(
        string siteId, IReadOnlyList<IGrouping<string, LinkRow>> removed, CancellationToken cancellationToken)
    {
        var rows = await sites.FindLinksAsync(siteId, [.. removed.SelectMany(page => page).Select(link => link.LinkId)], cancellationToken);
        var present = rows.Select(row => row.Row.LinkId).ToHashSet(StringComparer.Ordinal);
        foreach (var page in removed)
        {
            // A row that is gone was removed by another, and if it comes back, it is not what is removed here.
            var linkIds = page.Select(link => link.LinkId).Where(present.Contains).ToHashSet(StringComparer.Ordinal);
            if (linkIds.Count > 0) await TakeOffPageAsync(page.First().Link.Source, linkIds, cancellationToken);
        }

        var commits = LinkEdit.Chunk(rows.Select(row => LinkEdit.Of(row, after: null)), edit => edit, sites.MaxPerCommit)
            .Select(LinkEdit.Commit).ToList();
        if ((await sites.CommitAllAsync(siteId, commits, cancellationToken)).Any(outcome => outcome != CommitOutcome.Written)) return false;

        // Whoever had read a row and not yet written the page may have written it since; if it is later, it finds the row gone itself.
        foreach (var page in removed)
        {
            await RemoveOrphansAsync(siteId, page.First().Link.Source, [.. page.Select(link => link.LinkId)], cancellationToken);
        }

        return true;
    }

    private async Task<bool> TryTakeOffPageAsync(
        Stored<PageRow> stored, IReadOnlySet<string> linkIds, bool isRetry, CancellationToken cancellationToken)
    {
        var page = PageEdit.Without(stored.Row, linkIds);
        if (ReferenceEquals(page, stored.Row)) return true;
        var writes = PageReplacement.Left(stored, page, time.GetUtcNow(), mayRecheckBeGone: isRetry);
        return await pages.CommitAsync(stored.Row.Key.Shard, writes, cancellationToken) is not null;
    }
}
