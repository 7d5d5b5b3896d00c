using LinkWatch.Links;
using LinkWatch.Storage;
using LinkWatch.Urls;

namespace LinkWatch.Sites;

/// <summary>
/// Begins and ends the watching of a site's targets, as links to them come and go. A target is written on its owner's side first and on its
/// page last, and goes the other way round; what was left half done is completed by the next daily audit.
/// </summary>
public sealed class TargetWatch(IPageStore pages, ISiteStore sites, TimeProvider time, TrackingOptions options)
{
    private const int Portion = 500;

    /// <summary>Each may need three writes.</summary>
    private const int TargetsPerCommit = 30;

    private readonly LinkRemoval removal = new(pages, sites, time);

    /// <summary>Watches what new links lead to, as far as there is room: the daily audit decides which targets matter most.</summary>
    public Task BeginAsync(string siteId, IEnumerable<Backlink> links, CancellationToken cancellationToken)
    {
        var counts = new TargetCounts(siteId);
        foreach (var link in links) counts.Add(link);
        return BeginAsync(siteId, counts, cancellationToken);
    }

    /// <inheritdoc cref="BeginAsync(string, IEnumerable{Backlink}, CancellationToken)"/>
    public async Task BeginAsync(string siteId, TargetCounts counts, CancellationToken cancellationToken)
    {
        var wanted = counts.Most(TargetRow.MaxOfSite);
        var known = await KnownAsync(siteId, wanted, cancellationToken);
        var missing = wanted.Where(target => !known.ContainsKey(target.TargetId)).ToList();
        if (missing.Count == 0) return;
        var watched = await sites.ListEntriesAsync(
            siteId, Keys.TargetListPrefix, Keys.EndOf(Keys.TargetListPrefix), TargetRow.MaxOfSite, cancellationToken);
        await BeginAsync(siteId, [.. missing.Take(TargetRow.MaxOfSite - watched.Count)], cancellationToken);
    }

    /// <summary>Begins to count links for <see cref="SyncAsync"/>.</summary>
    public async Task<TargetCounts> CountAsync(string siteId, CancellationToken cancellationToken)
    {
        var watched = await AllAsync(siteId, cancellationToken);
        return new TargetCounts(siteId, watched.Select(target => target.Row.TargetId).ToHashSet(StringComparer.Ordinal));
    }

    /// <summary>
    /// Makes the watched targets those that most links lead to, and writes how many do. What stays as it is costs no write, and what came
    /// since the counting began stays.
    /// </summary>
    public async Task SyncAsync(string siteId, TargetCounts counts, CancellationToken cancellationToken)
    {
        var wanted = counts.Most(TargetRow.MaxOfSite).ToDictionary(target => target.TargetId, StringComparer.Ordinal);
        var (unread, recounted) = (new List<CountedTarget>(), new List<IReadOnlyList<RowWrite>>());
        foreach (var stored in await AllAsync(siteId, cancellationToken))
        {
            if (!wanted.Remove(stored.Row.TargetId, out var target))
            {
                if (!counts.IsNewer(stored.Row.TargetId)) await EndAsync(siteId, stored, cancellationToken);
                continue;
            }

            if (stored.Row.FirstReadAt is null) unread.Add(target);
            var after = stored.Row with { Links = target.Links, FollowedLinks = target.Followed };
            if (after != stored.Row) recounted.Add(TargetRow.Writes(stored, after));
        }

        await WriteAsync(siteId, recounted, cancellationToken);
        await BeginAsync(siteId, [.. wanted.Values], cancellationToken);
        await VisitAsync(siteId, unread, cancellationToken);
    }

    /// <summary>Ends the watching of all targets of a site.</summary>
    public async Task EndAsync(string siteId, CancellationToken cancellationToken)
    {
        foreach (var stored in await AllAsync(siteId, cancellationToken)) await EndAsync(siteId, stored, cancellationToken);
    }

    private async Task BeginAsync(string siteId, IReadOnlyList<CountedTarget> targets, CancellationToken cancellationToken)
    {
        var rows = targets.Select(target => new TargetRow
        {
            TargetId = target.TargetId,
            Url = target.Url,
            AddedAt = time.GetUtcNow(),
            Links = target.Links,
            FollowedLinks = target.Followed,
        });
        await WriteAsync(siteId, [.. rows.Select(row => TargetRow.Writes(before: null, row))], cancellationToken);
        await VisitAsync(siteId, targets, cancellationToken);
    }

    /// <summary>What others wrote meanwhile stays; the next audit looks again.</summary>
    private async Task WriteAsync(
        string siteId, IReadOnlyList<IReadOnlyList<RowWrite>> targets, CancellationToken cancellationToken)
    {
        foreach (var portion in targets.Chunk(TargetsPerCommit))
        {
            if (await sites.CommitAsync(siteId, [.. portion.SelectMany(writes => writes)], cancellationToken) is not null) continue;
            foreach (var writes in portion) await sites.CommitAsync(siteId, writes, cancellationToken);
        }
    }

    /// <summary>
    /// Sees to it that the pages of these targets are visited, at once but one after another: at the addresses that their rows have, which
    /// others may have written.
    /// </summary>
    private async Task VisitAsync(string siteId, IReadOnlyList<CountedTarget> targets, CancellationToken cancellationToken)
    {
        if (targets.Count == 0) return;
        var schedule = new FirstReadings(time.GetUtcNow(), options.Spacing);
        var rows = await KnownAsync(siteId, targets, cancellationToken);
        foreach (var (id, url) in rows) await pages.TryPutAsync(url, [Tracked(siteId, id, url)], schedule, cancellationToken);

        // A site that was removed meanwhile did not find them on their pages.
        var left = await KnownAsync(siteId, targets, cancellationToken);
        foreach (var (id, url) in rows.Where(row => !left.ContainsKey(row.Key))) await TakeOffPageAsync(id, url, cancellationToken);
        if (await sites.FindSiteAsync(siteId, cancellationToken) is null) await EndAsync(siteId, cancellationToken);
    }

    private static TrackedLink Tracked(string siteId, string targetId, WebUrl url) => new()
    {
        LinkId = targetId,
        SiteId = siteId,
        Target = new LinkTarget(url),
        Role = TrackedRole.Target,
        Cadence = Cadence.Daily,
    };

    /// <summary>
    /// It counts as unread before it leaves its page, whatever is moved late: if it is wanted again before its row is gone too, the audit
    /// puts it back.
    /// </summary>
    private Task EndAsync(string siteId, Stored<TargetRow> target, CancellationToken cancellationToken) =>
        OptimisticUpdate.RunAsync($"site {siteId}: target {target.Row.Url}", async isRetry =>
        {
            var row = target.Row;
            var stored = isRetry ? await FindAsync(siteId, row.TargetId, cancellationToken) : target;
            if (stored is not null)
            {
                var leaving = stored.Row with { FirstReadAt = null, LeftAt = time.GetUtcNow() };
                var writes = TargetRow.Writes(stored, leaving);
                if (await sites.CommitAsync(siteId, writes, cancellationToken) is not [var version]) return false;
                stored = new Stored<TargetRow>(leaving, version);
            }

            await TakeOffPageAsync(row.TargetId, row.Url, cancellationToken);
            return stored is null
                || await sites.CommitAsync(siteId, TargetRow.Writes(stored, after: null), cancellationToken) is not null;
        }, cancellationToken);

    private async Task<Stored<TargetRow>?> FindAsync(string siteId, string targetId, CancellationToken cancellationToken) =>
        await sites.FindTargetsAsync(siteId, [targetId], cancellationToken) is [var stored] ? stored : null;

    private Task TakeOffPageAsync(string targetId, WebUrl url, CancellationToken cancellationToken) =>
        removal.TakeOffPageAsync(url, new HashSet<string>(StringComparer.Ordinal) { targetId }, cancellationToken);

    /// <summary>Those that have a row, with its address.</summary>
    private async Task<IReadOnlyDictionary<string, WebUrl>> KnownAsync(
        string siteId, IReadOnlyList<CountedTarget> targets, CancellationToken cancellationToken)
    {
        var known = new Dictionary<string, WebUrl>(StringComparer.Ordinal);
        foreach (var portion in targets.Chunk(Portion))
        {
            var rows = await sites.FindTargetsAsync(siteId, [.. portion.Select(target => target.TargetId)], cancellationToken);
            foreach (var row in rows) known[row.Row.TargetId] = row.Row.Url;
        }

        return known;
    }

    private async Task<IReadOnlyList<Stored<TargetRow>>> AllAsync(string siteId, CancellationToken cancellationToken)
    {
        var all = new List<Stored<TargetRow>>();
        for (string? after = null, next = ""; next is not null; after = next)
        {
            var portion = await sites.ListTargetsAsync(siteId, after, Portion, cancellationToken);
            all.AddRange(portion.Rows);
            next = portion.Next;
        }

        return all;
    }
}
