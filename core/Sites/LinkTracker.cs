using LinkWatch.Links;
using LinkWatch.Storage;
using LinkWatch.Urls;

namespace LinkWatch.Sites;

/// <summary>
/// Begins and ends the watching of links. A link is written on its owner's side first and on its page last, so that what a
/// crash left half done is completed by doing it again; what is done already changes nothing.
/// </summary>
public sealed class LinkTracker(IPageStore pages, ISiteStore sites, TimeProvider time, TrackingOptions options)
{
    /// <summary>A new page takes three writes, an edited one at most four.</summary>
    private const int PagesPerCommit = 25;
    private const int Portion = 100;

    /// <summary>Adds <paramref name="links"/> to the site, or brings those already there up to date.</summary>
    public async Task<TrackingOutcome> AddAsync(
        Site site, IReadOnlyList<Backlink> links, string source, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var byId = links.GroupBy(link => Ids.Link(site.Id, link.Source, link.Target)).ToDictionary(
            group => group.Key, group => group.Last());
        var rows = await RowsAsync(site, byId, now, source, cancellationToken);
        await AnnounceAsync(site, rows, now, source, cancellationToken);

        var done = 0;
        var schedule = new FirstReadings(now, options.Spacing);
        var refused = new HashSet<Draft>(ReferenceEqualityComparer.Instance);
        foreach (var portion in rows.GroupBy(row => row.Row.Page.PageId).Chunk(PagesPerCommit))
        {
            var pageDrafts = new List<PageDraft>(portion.Length);
            foreach (var page in portion) pageDrafts.Add(await FitAsync([.. page], refused, cancellationToken));
            await WriteLinksAsync(site.Id, pageDrafts.SelectMany(page => page.Links).ToList(), cancellationToken);
            foreach (var shard in pageDrafts.Where(page => page.Links.Count > 0).GroupBy(page => page.Links[0].Row.Page.Shard))
            {
                await WritePagesAsync(site, shard.Key, [.. shard], schedule, cancellationToken);
            }

            progress?.Report(done += portion.Sum(page => page.Count()));
        }

        await WithdrawAsync(site, refused.Where(row => row.IsNew).ToList(), cancellationToken);
        rows = rows.Where(row => !refused.Contains(row)).ToList();
        return new TrackingOutcome(
            rows.Count(row => row.IsNew), rows.Count(row => row is { IsNew: false, IsChanged: true }), rows.Count(row => !row.IsChanged))
        {
            Refused = refused.Select(row => row.Row.Link).ToList(),
        };
    }

    /// <summary>Ends the watching of <paramref name="links"/>; their history stays.</summary>
    public async Task RemoveAsync(string siteId, IReadOnlyList<LinkRow> links, CancellationToken cancellationToken)
    {
        foreach (var page in links.GroupBy(link => link.Page.PageId))
        {
            await RemoveFromPageAsync(page.First().Link.Source, page.Select(link => link.LinkId).ToHashSet(), cancellationToken);
        }

        foreach (var portion in links.Chunk(Portion))
        {
            var standing = await sites.FindLinksAsync(siteId, portion.Select(link => link.LinkId).ToList(), cancellationToken);
            await sites.CommitAsync(siteId, standing.Select(link => RowWrite.Delete(link.Row.RowKey)).ToList(), cancellationToken);
        }
    }

    private async Task<IReadOnlyList<Draft>> RowsAsync(
        Site site, IReadOnlyDictionary<string, Backlink> links, DateTimeOffset now, string source, CancellationToken cancellationToken)
    {
        var importKey = Keys.Import(now, Ids.Hash(source)[..8]);
        var drafts = new List<Draft>(links.Count);
        foreach (var portion in links.Chunk(Portion))
        {
            var standing = (await sites.FindLinksAsync(site.Id, portion.Select(link => link.Key).ToList(), cancellationToken)).ToDictionary(
                row => row.Row.LinkId, row => row.Row);
            foreach (var (linkId, link) in portion)
            {
                var before = standing.GetValueOrDefault(linkId);
                var shard = Ids.Shard(link.Source.Authority, pages.Shards);
                var row = before is null
                    ? new LinkRow
                    {
                        LinkId = linkId,
                        Link = link,
                        Page = new PageKey(shard, site.Cadence, Ids.Page(link.Source)),
                        AddedAt = now,
                        ImportKey = importKey
                    }
                    : before with { Link = link };
                drafts.Add(new Draft(row, IsNew: before is null, IsChanged: before is null || Json.Write(before.Link) != Json.Write(link)));
            }
        }

        return drafts;
    }

    private async Task AnnounceAsync(
        Site site, IReadOnlyList<Draft> rows, DateTimeOffset now, string source, CancellationToken cancellationToken)
    {
        if (rows.Count(row => row.IsNew) is not (> 0 and var added)) return;
        var import = new ImportBatchRow
        {
            ImportId = Ids.Hash(source)[..8],
            At = now,
            Source = source,
            Added = added,
            ReportDue = now + site.Cadence.Period(),
        };
        await sites.PutDueAsync(new ScheduledAlert(import.ReportDue, site.Id, AlertIds.OfImport(import.RowKey)), cancellationToken);
        await sites.CommitAsync(site.Id, [RowWrite.Put(import)], cancellationToken);
    }

    /// <summary>Links that turned out not to fit are not of the import: its report would wait for them.</summary>
    private async Task WithdrawAsync(Site site, IReadOnlyList<Draft> refused, CancellationToken cancellationToken)
    {
        if (refused.Count == 0) return;
        await OptimisticUpdate.RunAsync(
            $"site {site.Id}: its import's row", _ => TryWithdrawAsync(site, refused, cancellationToken), cancellationToken);
    }

    private async Task<bool> TryWithdrawAsync(Site site, IReadOnlyList<Draft> refused, CancellationToken cancellationToken)
    {
        if (await sites.FindImportAsync(site.Id, refused[0].Row.ImportKey!, cancellationToken) is not { } import) return true;
        var less = import.Row with { Added = import.Row.Added - refused.Count };
        if (less is { Added: > 0, ReportedAt: null } && less.ReadOnce >= less.Added)
        {
            await sites.PutDueAsync(new ScheduledAlert(time.GetUtcNow(), site.Id, AlertIds.OfImport(less.RowKey)), cancellationToken);
        }

        var write = less.Added > 0 ? RowWrite.Replace(less, import.Version) : RowWrite.Delete(less.RowKey, import.Version);
        return await sites.CommitAsync(site.Id, [write], cancellationToken) is not null;
    }

    /// <summary>Those links of a page that it has room for; the page as it was read for that is what they are written to first.</summary>
    private async Task<PageDraft> FitAsync(IReadOnlyList<Draft> drafts, HashSet<Draft> refused, CancellationToken cancellationToken)
    {
        var url = drafts[0].Row.Link.Source;
        var stored = await pages.FindPageAsync(url.Authority, Ids.Page(url), cancellationToken);
        var load = stored is null ? default : PageLoad.Of(stored.Row);
        var held = stored is null ? [] : stored.Row.Links.Select(link => link.LinkId).ToHashSet();
        var fitting = new List<Draft>(drafts.Count);
        foreach (var draft in drafts)
        {
            var more = held.Contains(draft.Row.LinkId) ? load : load.With(draft.Row.Link.Target);
            if (more != load && more.IsTooMuch)
            {
                refused.Add(draft);
                continue;
            }

            load = more;
            fitting.Add(draft);
        }

        return new PageDraft(fitting, stored);
    }

    private async Task WriteLinksAsync(string siteId, IReadOnlyList<Draft> drafts, CancellationToken cancellationToken)
    {
        foreach (var portion in drafts.Where(draft => draft.IsChanged).Chunk(Portion))
        {
            await PutAsync(siteId, portion.Select(draft => RowWrite.Put(draft.Row)).ToList(), cancellationToken);
        }
    }

    /// <summary>
    /// Rows that need not be written together. A hundred links with notes of 32 Ki characters each are more than a store takes at once.
    /// </summary>
    private async Task PutAsync(string siteId, List<RowWrite> writes, CancellationToken cancellationToken)
    {
        try
        {
            await sites.CommitAsync(siteId, writes, cancellationToken);
        }
        catch (CommitTooLargeException) when (writes.Count > 1)
        {
            foreach (var half in writes.Chunk((writes.Count + 1) / 2)) await PutAsync(siteId, [.. half], cancellationToken);
        }
    }

    private async Task WritePagesAsync(
        Site site, int shard, IReadOnlyList<PageDraft> portion, FirstReadings schedule, CancellationToken cancellationToken)
    {
        var writes = new List<RowWrite>();
        foreach (var page in portion) writes.AddRange(PageWrites(site, shard, page, schedule, isRetry: false));
        if (writes.Count == 0 || await TryCommitAsync(shard, writes, cancellationToken)) return;
        foreach (var page in portion) await WritePageAsync(site, shard, page, schedule, cancellationToken);
    }

    /// <summary>False if nothing was written: too much at once, or some page's row is not as it was read.</summary>
    private async Task<bool> TryCommitAsync(int shard, IReadOnlyList<RowWrite> writes, CancellationToken cancellationToken)
    {
        if (writes.Count > RowWrite.MaxPerCommit) return false;
        try
        {
            return await pages.CommitAsync(shard, writes, cancellationToken) is not null;
        }
        catch (CommitTooLargeException)
        {
            return false;
        }
    }

    private Task WritePageAsync(Site site, int shard, PageDraft page, FirstReadings schedule, CancellationToken cancellationToken)
    {
        var url = page.Links[0].Row.Link.Source;
        return OptimisticUpdate.RunAsync(url.Href, async isRetry =>
        {
            var stored = await pages.FindPageAsync(url.Authority, Ids.Page(url), cancellationToken);
            var writes = PageWrites(site, shard, page with { Stored = stored }, schedule, isRetry);
            return writes.Count == 0 || await pages.CommitAsync(shard, writes, cancellationToken) is not null;
        }, cancellationToken);
    }

    private static IReadOnlyList<RowWrite> PageWrites(Site site, int shard, PageDraft draft, FirstReadings schedule, bool isRetry)
    {
        var (links, stored) = draft;
        var url = links[0].Row.Link.Source;
        var tracked = links.Select(link => Track(site, link.Row)).ToList();
        var page = stored is null ? PageEdit.New(shard, url, tracked) : PageEdit.With(stored.Row, tracked);
        if (ReferenceEquals(page, stored?.Row)) return [];

        var recheck = new RecheckRow(schedule.Next(url.Authority), page.Key, url.Authority, IsUnconditional: true) { IsFirst = true };
        return PageReplacement.Writes(stored, page, recheck, mayRecheckBeGone: isRetry);
    }

    private Task RemoveFromPageAsync(WebUrl url, IReadOnlySet<string> linkIds, CancellationToken cancellationToken) =>
        OptimisticUpdate.RunAsync(url.Href, async isRetry =>
        {
            if (await pages.FindPageAsync(url.Authority, Ids.Page(url), cancellationToken) is not { } stored) return true;
            var page = PageEdit.Without(stored.Row, linkIds);
            if (ReferenceEquals(page, stored.Row)) return true;
            var writes = page is null
                ? PageReplacement.Removal(stored, mayRecheckBeGone: isRetry)
                : PageReplacement.Writes(stored, page, MovedRecheck(stored.Row, page), mayRecheckBeGone: isRetry);
            return await pages.CommitAsync(stored.Row.Key.Shard, writes, cancellationToken) is not null;
        }, cancellationToken);

    /// <summary>A page whose cadence changes has a new key, and an early check of it the old one: it is planned anew.</summary>
    private RecheckRow? MovedRecheck(PageRow before, PageRow after) =>
        before.Key == after.Key ? null : new RecheckRow(time.GetUtcNow(), after.Key, after.Url.Authority, IsUnconditional: true);

    private static TrackedLink Track(Site site, LinkRow link) => new()
    {
        LinkId = link.LinkId,
        SiteId = site.Id,
        Target = link.Link.Target,
        ExpectedRel = link.Link.ExpectedRel,
        Cadence = site.Cadence,
        ImportKey = link.ImportKey,
    };

    private sealed record Draft(LinkRow Row, bool IsNew, bool IsChanged);

    /// <param name="Links">The links to track on one page.</param>
    /// <param name="Stored">The page as it was read; null for a new one.</param>
    private sealed record PageDraft(IReadOnlyList<Draft> Links, Stored<PageRow>? Stored);

    /// <summary>When new pages are first read: at once, but those of one host one after another.</summary>
    private sealed class FirstReadings(DateTimeOffset now, TimeSpan spacing)
    {
        private readonly Dictionary<string, int> perHost = [];

        public DateTimeOffset Next(string host) => now + spacing * (perHost[host] = perHost.GetValueOrDefault(host) + 1) - spacing;
    }
}
