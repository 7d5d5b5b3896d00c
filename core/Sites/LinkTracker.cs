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

    private readonly LinkRemoval removal = new(pages, sites, time);

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
        await new LinkWriter(pages, sites, removal, context, (_, _) => Task.CompletedTask).WriteAsync(drafts, cancellationToken);
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
        var context = new AddContext(site, now, ImportKey: null, IsMove: false, new FirstReadings(now, options.Spacing), suffixes)
        {
            MayAdd = false,
        };
        var writer = new LinkWriter(pages, sites, removal, context, (_, _) => Task.CompletedTask);
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
        await removal.RemoveAsync(siteId, links, cancellationToken);
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
                pages, sites, removal, context with { Now = context.Schedule.From },
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
}
