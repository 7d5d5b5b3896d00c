using LinkWatch.Alerting;
using LinkWatch.Links;
using LinkWatch.Storage;

namespace LinkWatch.Tracking;

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
    public async Task<TrackingOutcome> AddAsync(Site site, IReadOnlyList<Backlink> links, string source, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var byId = links.GroupBy(link => Ids.Link(site.Id, link.Source, link.Target)).ToDictionary(group => group.Key, group => group.Last());
        var rows = await RowsAsync(site, byId, now, source, cancellationToken);
        await AnnounceAsync(site, rows, now, source, cancellationToken);

        var done = 0;
        var schedule = new FirstReadings(now, options.Spacing);
        foreach (var portion in rows.GroupBy(row => row.Row.Page.PageId).Chunk(PagesPerCommit))
        {
            await WriteLinksAsync(site.Id, portion.SelectMany(page => page).ToList(), cancellationToken);
            foreach (var shard in portion.GroupBy(page => page.First().Row.Page.Shard))
            {
                await WritePagesAsync(site, shard.Key, shard.Select(page => page.Select(row => row.Row).ToList()).ToList(), schedule, cancellationToken);
            }

            progress?.Report(done += portion.Sum(page => page.Count()));
        }

        return new TrackingOutcome(rows.Count(row => row.IsNew), rows.Count(row => row is { IsNew: false, IsChanged: true }), rows.Count(row => !row.IsChanged));
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

    private async Task<IReadOnlyList<Draft>> RowsAsync(Site site, IReadOnlyDictionary<string, Backlink> links, DateTimeOffset now, string source, CancellationToken cancellationToken)
    {
        var importKey = Keys.Import(now, Ids.Hash(source)[..8]);
        var drafts = new List<Draft>(links.Count);
        foreach (var portion in links.Chunk(Portion))
        {
            var standing = (await sites.FindLinksAsync(site.Id, portion.Select(link => link.Key).ToList(), cancellationToken)).ToDictionary(row => row.Row.LinkId, row => row.Row);
            foreach (var (linkId, link) in portion)
            {
                var before = standing.GetValueOrDefault(linkId);
                var shard = Ids.Shard(link.Source.Authority, pages.Shards);
                var row = before is null
                    ? new LinkRow { LinkId = linkId, Link = link, Page = new PageKey(shard, site.Cadence, Ids.Page(link.Source)), AddedAt = now, ImportKey = importKey }
                    : before with { Link = link };
                drafts.Add(new Draft(row, IsNew: before is null, IsChanged: before is null || Json.Write(before.Link) != Json.Write(link)));
            }
        }

        return drafts;
    }

    private async Task AnnounceAsync(Site site, IReadOnlyList<Draft> rows, DateTimeOffset now, string source, CancellationToken cancellationToken)
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
        await sites.PutDueAsync(new DueAlert(import.ReportDue, site.Id, AlertIds.OfImport(import.RowKey)), cancellationToken);
        await sites.CommitAsync(site.Id, [RowWrite.Put(import)], cancellationToken);
    }

    private async Task WriteLinksAsync(string siteId, IReadOnlyList<Draft> drafts, CancellationToken cancellationToken)
    {
        foreach (var portion in drafts.Where(draft => draft.IsChanged).Chunk(Portion))
        {
            await sites.CommitAsync(siteId, portion.Select(draft => RowWrite.Put(draft.Row)).ToList(), cancellationToken);
        }
    }

    private async Task WritePagesAsync(Site site, int shard, IReadOnlyList<List<LinkRow>> portion, FirstReadings schedule, CancellationToken cancellationToken)
    {
        var writes = new List<RowWrite>();
        foreach (var links in portion) writes.AddRange(await PageWritesAsync(site, shard, links, schedule, isRetry: false, cancellationToken));
        if (writes.Count == 0 || (writes.Count <= RowWrite.Most && await pages.CommitAsync(shard, writes, cancellationToken) is not null)) return;
        foreach (var links in portion) await WritePageAsync(site, shard, links, schedule, cancellationToken);
    }

    private async Task WritePageAsync(Site site, int shard, List<LinkRow> links, FirstReadings schedule, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < options.Attempts; attempt++)
        {
            var writes = await PageWritesAsync(site, shard, links, schedule, isRetry: attempt > 0, cancellationToken);
            if (writes.Count == 0 || await pages.CommitAsync(shard, writes, cancellationToken) is not null) return;
        }

        throw new TimeoutException($"{links[0].Link.Source}: its row changed under every attempt to write it");
    }

    private async Task<IReadOnlyList<RowWrite>> PageWritesAsync(Site site, int shard, List<LinkRow> links, FirstReadings schedule, bool isRetry, CancellationToken cancellationToken)
    {
        var url = links[0].Link.Source;
        var tracked = links.Select(link => Track(site, link)).ToList();
        var stored = await pages.FindPageAsync(url.Authority, Ids.Page(url), cancellationToken);
        var page = stored is null ? PageEdit.New(shard, url, tracked) : PageEdit.With(stored.Row, tracked);
        if (ReferenceEquals(page, stored?.Row)) return [];

        var recheck = new RecheckRow(schedule.Next(url.Authority), page.Key, url.Authority, IsUnconditional: true);
        return PageReplacement.Writes(stored, page, recheck, mayRecheckBeGone: isRetry);
    }

    private async Task RemoveFromPageAsync(WebUrl url, IReadOnlySet<string> linkIds, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < options.Attempts; attempt++)
        {
            if (await pages.FindPageAsync(url.Authority, Ids.Page(url), cancellationToken) is not { } stored) return;
            var page = PageEdit.Without(stored.Row, linkIds);
            if (ReferenceEquals(page, stored.Row)) return;
            var writes = page is null
                ? PageReplacement.Removal(stored, mayRecheckBeGone: attempt > 0)
                : PageReplacement.Writes(stored, page, MovedRecheck(stored.Row, page), mayRecheckBeGone: attempt > 0);
            if (await pages.CommitAsync(stored.Row.Key.Shard, writes, cancellationToken) is not null) return;
        }

        throw new TimeoutException($"{url}: its row changed under every attempt to write it");
    }

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

    /// <summary>When new pages are first read: at once, but those of one host one after another.</summary>
    private sealed class FirstReadings(DateTimeOffset now, TimeSpan spacing)
    {
        private readonly Dictionary<string, int> perHost = [];

        public DateTimeOffset Next(string host) => now + spacing * (perHost[host] = perHost.GetValueOrDefault(host) + 1) - spacing;
    }
}
