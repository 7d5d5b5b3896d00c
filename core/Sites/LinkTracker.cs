using LinkWatch.Links;
using LinkWatch.Storage;
using LinkWatch.Urls;

namespace LinkWatch.Sites;

/// <summary>
/// Begins and ends the watching of links. A link is written on its owner's side first and on its page last, so that what a
/// crash left half done is completed by doing it again; what is done already changes nothing.
/// </summary>
public sealed class LinkTracker(
    IPageStore pages, ISiteStore sites, ISiteLinks listing, TimeProvider time, TrackingOptions options, PublicSuffix suffixes)
{
    /// <summary>
    /// How many links are held in memory and written at a time. A larger number makes an import into a file faster, because it writes each
    /// page of its index less often, but takes more memory: with 5,000 an import of 100,000 links writes a quarter less and takes 40 MB
    /// more.
    /// </summary>
    private const int Portion = 2000;

    private const int PagesRemovedAtOnce = 100;

    /// <summary>Adds <paramref name="links"/> to the site, or brings those already there up to date.</summary>
    public Task<TrackingOutcome> AddAsync(
        Site site, IReadOnlyList<Backlink> links, string source, IProgress<int>? progress, CancellationToken cancellationToken) =>
        AddAsync(site, links.ToAsyncEnumerable(), links.Count, source, progress, cancellationToken);

    /// <param name="site">Whose links they are.</param>
    /// <param name="links">They are read a portion at a time.</param>
    /// <param name="atMost">How many may come.</param>
    /// <param name="source">Where they come from, for the report.</param>
    /// <param name="progress">Learns how many are done.</param>
    /// <param name="cancellationToken">Stops between two portions.</param>
    /// <inheritdoc cref="AddAsync(Site, IReadOnlyList{Backlink}, string, IProgress{int}?, CancellationToken)"/>
    public Task<TrackingOutcome> AddAsync(
        Site site, IAsyncEnumerable<Backlink> links, int atMost, string source, IProgress<int>? progress,
        CancellationToken cancellationToken) =>
        AddAsync(site, links, atMost, source, isMove: false, progress, cancellationToken);

    /// <summary>
    /// Adds a link that was found and not listed by anyone: there is no import that it belongs to, and no report of it. One that is tracked
    /// already stays as its owner has it.
    /// </summary>
    public async Task<TrackingOutcome> DiscoverAsync(Site site, Backlink link, CancellationToken cancellationToken)
    {
        var id = Ids.Link(site.Id, link.Source, link.Target);
        if (await sites.FindLinkAsync(site.Id, id, cancellationToken) is { Row: var there }) link = there.Link;
        var now = time.GetUtcNow();
        var context = new AddContext(site, now, ImportKey: null, IsMove: false, new FirstReadings(now, options.Spacing), suffixes);
        var drafts = DraftsOf(site, [link]);
        await new LinkWriter(pages, sites, context, (_, _) => Task.CompletedTask).WriteAsync(drafts, cancellationToken);
        await listing.CountAsync(site.Id, cancellationToken);
        var draft = drafts[0].Links[0];
        return new TrackingOutcome(draft.IsAdded ? 1 : 0, 0, draft.IsAdded ? 0 : 1) { Refused = draft.IsRefused ? [link] : [] };
    }

    /// <summary>Moves the pages of links that are there to the site's cadence; the links stay as their owner has them.</summary>
    public Task MoveAsync(Site site, IReadOnlyList<Backlink> links, CancellationToken cancellationToken) =>
        AddAsync(site, links.ToAsyncEnumerable(), links.Count, "cadence", isMove: true, progress: null, cancellationToken);

    /// <summary>
    /// Changes what is noted of links that are there. Each edit is made of the link as it is when it is written, so that nobody else's is
    /// lost. It leaves a link alone by returning it, and is asked again of what it made itself if its page was overtaken.
    /// </summary>
    /// <returns>How many changed.</returns>
    /// <exception cref="ConcurrencyException">Others changed them every time.</exception>
    public async Task<int> EditAsync(
        Site site, IReadOnlyList<LinkRow> links, Func<Backlink, Backlink> edit, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var context = new AddContext(site, now, ImportKey: "", IsMove: false, new FirstReadings(now, options.Spacing), suffixes);
        var writer = new LinkWriter(pages, sites, context, (_, _) => Task.CompletedTask);
        var drafts = links.GroupBy(link => link.Page.PageId).Select(page => new PageDraft(
            Ids.Shard(page.First().Link.Source.Authority, pages.Shards),
            page.Key,
            [.. page.Select(link => new LinkDraft(link.LinkId, link.Link, edit))])).ToList();
        await writer.WriteAsync(drafts, cancellationToken);
        await listing.CountAsync(site.Id, cancellationToken);
        return drafts.SelectMany(page => page.Links).Count(link => link.IsChanged);
    }

    /// <summary>Ends the watching of <paramref name="links"/>; their history stays.</summary>
    /// <exception cref="ConcurrencyException">Others changed them every time.</exception>
    public async Task RemoveAsync(string siteId, IReadOnlyList<LinkRow> links, CancellationToken cancellationToken)
    {
        foreach (var portion in links.GroupBy(link => link.Page.PageId).Chunk(PagesRemovedAtOnce))
        {
            if (await TryRemoveAsync(siteId, portion, cancellationToken)) continue;
            foreach (var page in portion)
            {
                await OptimisticUpdate.RunAsync(
                    page.First().Link.Source.Href, _ => TryRemoveAsync(siteId, [page], cancellationToken), cancellationToken);
            }
        }

        await listing.CountAsync(siteId, cancellationToken);
    }

    private async Task<TrackingOutcome> AddAsync(
        Site site, IAsyncEnumerable<Backlink> links, int atMost, string source, bool isMove, IProgress<int>? progress,
        CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var import = new ImportCount(sites, time, site, source, now);
        if (!isMove) await import.JoinAsync(atMost, cancellationToken);
        var context = new AddContext(site, now, import.Key, isMove, new FirstReadings(now, options.Spacing), suffixes);
        var (done, added, changed, unchanged) = (0, 0, 0, 0);
        var refused = new List<Backlink>();
        var portions = links.Chunk(Portion).Select(portion => (portion.Length, Drafts: DraftsOf(site, portion)));
        await foreach (var (length, drafts) in atMost > Portion ? ReadAhead.Of(portions, cancellationToken) : portions)
        {
            done += length;

            // A time of its own for each portion: what sorts by time then lies side by side in the storage.
            context.Schedule.From = time.GetUtcNow();
            var writer = new LinkWriter(
                pages, sites, context with { Now = context.Schedule.From },
                (fresh, stop) => import.AnnounceAsync(fresh + Math.Max(0, atMost - done), stop));
            await writer.WriteAsync(drafts, cancellationToken);
            await listing.CountAsync(site.Id, cancellationToken);
            foreach (var link in drafts.SelectMany(page => page.Links))
            {
                if (link.IsRefused) refused.Add(link.Link);
                else if (link.IsAdded) added++;
                else if (link.IsChanged) changed++;
                else unchanged++;
            }

            progress?.Report(done);
        }

        await import.SettleAsync(added, cancellationToken);
        return new TrackingOutcome(added, changed, unchanged) { Refused = refused };
    }

    /// <summary>By page; of a link that is named twice the last counts.</summary>
    private IReadOnlyList<PageDraft> DraftsOf(Site site, IEnumerable<Backlink> links) =>
    [
        .. links.GroupBy(link => Ids.Page(link.Source)).Select(page => new PageDraft(
            Ids.Shard(page.First().Source.Authority, pages.Shards),
            page.Key,
            [.. page.GroupBy(link => Ids.Link(site.Id, link.Source, link.Target)).Select(link => new LinkDraft(link.Key, link.Last()))]))
    ];

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
            if (linkIds.Count > 0) await RemoveFromPageAsync(page.First().Link.Source, linkIds, cancellationToken);
        }

        var commits = LinkEdit.Chunk(rows.Select(row => LinkEdit.Of(row, after: null)), edit => edit, sites.MaxPerCommit)
            .Select(LinkEdit.Commit).ToList();
        if ((await sites.CommitAllAsync(siteId, commits, cancellationToken)).Any(outcome => outcome != CommitOutcome.Written)) return false;
        foreach (var page in removed) await RemoveOrphansAsync(siteId, page, cancellationToken);
        return true;
    }

    /// <summary>
    /// An import that had written the row, and not yet the page, may have written the page since; if it does so later, it finds the row
    /// gone itself (<see cref="LinkWriter"/>). The page is read before the rows: a link that is added anew has its row by then.
    /// </summary>
    private Task RemoveOrphansAsync(string siteId, IGrouping<string, LinkRow> removed, CancellationToken cancellationToken)
    {
        var url = removed.First().Link.Source;
        return OptimisticUpdate.RunAsync(url.Href, async isRetry =>
        {
            if (await pages.FindPageAsync(url.Authority, removed.Key, cancellationToken) is not { } stored) return true;
            var held = removed.Select(link => link.LinkId).Intersect(stored.Row.Links.Select(link => link.LinkId)).ToList();
            var listed = await sites.FindLinkIdsAsync(siteId, held, cancellationToken);
            var orphans = held.Except(listed).ToHashSet(StringComparer.Ordinal);
            return orphans.Count == 0 || await TryRemoveFromPageAsync(stored, orphans, isRetry, cancellationToken);
        }, cancellationToken);
    }

    private Task RemoveFromPageAsync(WebUrl url, IReadOnlySet<string> linkIds, CancellationToken cancellationToken) =>
        OptimisticUpdate.RunAsync(url.Href, async isRetry =>
        {
            if (await pages.FindPageAsync(url.Authority, Ids.Page(url), cancellationToken) is not { } stored) return true;
            return await TryRemoveFromPageAsync(stored, linkIds, isRetry, cancellationToken);
        }, cancellationToken);

    private async Task<bool> TryRemoveFromPageAsync(
        Stored<PageRow> stored, IReadOnlySet<string> linkIds, bool isRetry, CancellationToken cancellationToken)
    {
        var page = PageEdit.Without(stored.Row, linkIds);
        if (ReferenceEquals(page, stored.Row)) return true;
        var writes = PageReplacement.Left(stored, page, time.GetUtcNow(), mayRecheckBeGone: isRetry);
        return await pages.CommitAsync(stored.Row.Key.Shard, writes, cancellationToken) is not null;
    }
}
