using System.Runtime.ExceptionServices;
using LinkWatch.Incidents;
using LinkWatch.Links;
using LinkWatch.Storage;
using LinkWatch.Urls;
using LinkWatch.Worth;

namespace LinkWatch.Alerting;

/// <summary>
/// Moves changes from a shard's outbox to their sites: history, the link as its owner lists it, its import's count, its
/// incident and the open alert, in one transaction a portion. The history's key shows whether a change was moved before.
/// </summary>
public sealed class OutboxRelay(
    IPageStore pages, ISiteStore sites, ISiteLinks listing, OpenAlert open, ICandidateResults candidates, TopicRelay topics,
    PublicSuffix suffixes, TimeProvider time) : IDisposable
{
    /// <summary>
    /// Each change may need five writes (its history with an entry in the link's own, its link, its import or incident, its place in the
    /// alert); the open alert and the counts one more each. A link has 9 to 15 entries in the site's lists, and most of them are moved by
    /// two writes: a loss usually takes 27 to 31. What takes more than a commit does goes in halves.
    /// </summary>
    private const int WritesPerChange = 32;

    /// <summary>Most changes belong to a few sites: moved side by side, they would only be in each other's way.</summary>
    private readonly SemaphoreSlim oneAtATime = new(1);

    /// <summary>What cannot be moved stays in the outbox, and keeps nothing else there.</summary>
    public async Task MoveAsync(int shard, IReadOnlyList<string> rowKeys, CancellationToken cancellationToken)
    {
        await oneAtATime.WaitAsync(cancellationToken);
        try
        {
            var rows = await pages.FindChangesAsync(shard, rowKeys, cancellationToken);
            var stuck = await MoveAsync(rows, cancellationToken);
            await ReceiveAsync(rows.Where(row => row.Row.Candidates is not null), candidates.ReceiveAsync, stuck, cancellationToken);
            await ReceiveAsync(rows.Where(row => row.Row.TopicNews is not null), topics.MoveAsync, stuck, cancellationToken);
            await EmptyOutboxAsync(shard, [.. rows.Where(row => !stuck.ContainsKey(row.Row.RowKey))], cancellationToken);

            // After that: what cannot be counted keeps nothing in the outbox.
            foreach (var site in rows.SelectMany(row => row.Row.Links).Select(link => link.SiteId).Distinct(StringComparer.Ordinal))
                await listing.CountAsync(site, cancellationToken);
            if (stuck.Count > 0) stuck.Values.First().Throw();
        }
        finally
        {
            oneAtATime.Release();
        }
    }

    private static async Task ReceiveAsync(
        IEnumerable<Stored<ChangeRow>> rows,
        Func<ChangeRow, CancellationToken, Task> receive,
        Dictionary<string, ExceptionDispatchInfo> stuck,
        CancellationToken cancellationToken)
    {
        foreach (var row in rows)
        {
            try
            {
                await receive(row.Row, cancellationToken);
            }
            catch (Exception e) when (MayGoAlone(e))
            {
                stuck[row.Row.RowKey] = ExceptionDispatchInfo.Capture(e);
            }
        }
    }

    /// <summary>Whether a fault may be of one change, rather than of the storage or of us.</summary>
    private static bool MayGoAlone(Exception e) => e is not (ConcurrencyException or StorageException or OperationCanceledException);

    public void Dispose() => oneAtATime.Dispose();

    private async Task<Dictionary<string, ExceptionDispatchInfo>> MoveAsync(
        IReadOnlyList<Stored<ChangeRow>> rows, CancellationToken cancellationToken)
    {
        var stuck = new Dictionary<string, ExceptionDispatchInfo>(StringComparer.Ordinal);
        var bySite = rows.SelectMany(row => row.Row.Links.Select(link => (link.SiteId, Change: new MovedChange(
            row.Row, link.ImportKey, new HistoryRow(link.LinkId, row.Row.Url, link.Target, link.Change)
            {
                Title = row.Row.Title,
                Role = link.Role,
            }))));
        foreach (var site in bySite.GroupBy(pair => pair.SiteId, pair => pair.Change))
        {
            foreach (var portion in site.Chunk(sites.MaxPerCommit / WritesPerChange))
                await MoveAsync(site.Key, portion, stuck, cancellationToken);
        }

        return stuck;
    }

    /// <summary>
    /// Changes with all the evidence that they may keep (some 200 Ki characters, three times: history, link, alert) are more than a
    /// store takes at once: such a portion goes in halves, and so does one with a change in it that cannot be moved.
    /// </summary>
    private async Task MoveAsync(
        string siteId, MovedChange[] portion, Dictionary<string, ExceptionDispatchInfo> stuck, CancellationToken cancellationToken)
    {
        try
        {
            await MovePortionAsync(siteId, portion, cancellationToken);
        }
        catch (Exception e) when (MayGoAlone(e))
        {
            if (portion.Length == 1)
            {
                stuck[portion[0].Page.RowKey] = ExceptionDispatchInfo.Capture(e);
                return;
            }

            var half = portion.Length / 2;
            await MoveAsync(siteId, portion[..half], stuck, cancellationToken);
            await MoveAsync(siteId, portion[half..], stuck, cancellationToken);
        }
    }

    private Task MovePortionAsync(string siteId, MovedChange[] portion, CancellationToken cancellationToken) =>
        OptimisticUpdate.RunAsync($"site {siteId}", _ => TryMoveAsync(siteId, portion, cancellationToken), cancellationToken);

    private async Task<bool> TryMoveAsync(string siteId, MovedChange[] portion, CancellationToken cancellationToken)
    {
        // A site or link that its owner removed meanwhile has nobody to notify.
        if (await sites.FindSiteAsync(siteId, cancellationToken) is not { Row: var site }) return true;
        var moved = await sites.FindHistoryKeysAsync(siteId, portion.Select(p => p.Change.RowKey).ToList(), cancellationToken);
        var ids = portion.Where(p => !p.Change.IsOfTarget).Select(p => p.Change.LinkId).Distinct().ToList();
        var links = (await sites.FindLinksAsync(siteId, ids, cancellationToken)).ToDictionary(link => link.Row.LinkId);
        var targets = await TargetsAsync(siteId, portion, cancellationToken);
        var fresh = portion.Where(p => !moved.Contains(p.Change.RowKey))
            .Where(p => p.Change.IsOfTarget ? targets.ContainsKey(p.Change.LinkId) : links.ContainsKey(p.Change.LinkId))
            .Select(p => p with
            {
                Change = p.Change.IsOfTarget
                    ? TargetProjection.AsListed(p.Change, targets[p.Change.LinkId].Row, time.GetUtcNow())
                    : AsListed(p.Change, links[p.Change.LinkId].Row)
            }).ToList();
        if (fresh.Count == 0) return true;

        var incidents = await IncidentsAsync(site, fresh.Select(p => p.Change), cancellationToken);
        var projection = new SiteProjection(links, incidents, new LinkAppraiser(site, suffixes), time.GetUtcNow());
        var projectedTargets = new TargetProjection(targets, time.GetUtcNow());
        foreach (var change in fresh.Where(p => p.Change.IsOfTarget)) projectedTargets.Apply(change.Change, change.Page);
        fresh = [.. fresh.Select(p => p.Change.IsOfTarget
            ? p
            : p with { Change = projection.Apply(p.Change, p.ImportKey, p.Page) })];
        await PointAsync(site, incidents, DateTimeOffset.MaxValue, cancellationToken);
        var single = fresh.Select(p => p.Change).Where(change => change.Change.Incident is null).Concat(incidents.Single)
            .Where(change => change.Change.IsAlert).ToHashSet();
        var (alertId, joining) = await JoinAsync(site, single, cancellationToken);
        List<RowWrite> writes =
        [
            .. fresh.Select(p => RowWrite.Insert(single.Contains(p.Change) ? p.Change with { AlertId = alertId } : p.Change)),
            .. fresh.Select(p => RowWrite.Put(ListEntryRow.At(
                Keys.LinkHistory(p.Change.Change.At, p.Change.LinkId, p.Change.Change.Kind.Name())))),
            .. projection.LinkWrites,
            .. projectedTargets.Writes,
            .. await CountAsync(siteId, projection.FirstReadings, cancellationToken),
            .. incidents.Writes,
            .. joining,
        ];
        if (await sites.CommitAsync(siteId, writes, cancellationToken) is null) return false;

        // A pointer that is due may have been consumed before the rows were there.
        await PointAsync(site, incidents, time.GetUtcNow(), cancellationToken);
        return true;
    }

    private async Task<Dictionary<string, Stored<TargetRow>>> TargetsAsync(
        string siteId, MovedChange[] portion, CancellationToken cancellationToken)
    {
        var ids = portion.Where(p => p.Change.IsOfTarget).Select(p => p.Change.LinkId).Distinct().ToList();
        if (ids.Count == 0) return [];
        return (await sites.FindTargetsAsync(siteId, ids, cancellationToken)).ToDictionary(target => target.Row.TargetId);
    }

    /// <summary>The change with what its owner noted of the link; one of a muted link is history, and counts in no incident.</summary>
    private HistoryRow AsListed(HistoryRow row, LinkRow link)
    {
        row = row with { Cost = link.Link.CostWords is { } cost ? TextCut.To(cost, HistoryRow.MaxCost) : null };
        return link.IsMuted(time.GetUtcNow())
            ? row with { IsMuted = true, Change = row.Change with { IsAlert = false, Incident = null } }
            : row;
    }

    private async Task<IEnumerable<RowWrite>> CountAsync(
        string siteId, IReadOnlyDictionary<string, int> firstReadings, CancellationToken cancellationToken)
    {
        var writes = new List<RowWrite>();
        foreach (var (importKey, count) in firstReadings)
        {
            if (await sites.FindImportAsync(siteId, importKey, cancellationToken) is not { } import) continue;
            var counted = import.Row with { ReadOnce = import.Row.ReadOnce + count };
            if (counted.ReadOnce >= counted.Added && counted.ReportedAt is null)
            {
                await sites.PutDueAsync(new ScheduledAlert(time.GetUtcNow(), siteId, AlertIds.OfImport(counted.RowKey)), cancellationToken);
            }

            writes.Add(RowWrite.Replace(counted, import.Version));
        }

        return writes;
    }

    /// <summary>Changes that are reported on their own join the open alert; those that an incident reports do not.</summary>
    private async Task<(string? AlertId, IEnumerable<RowWrite> Writes)> JoinAsync(
        Site site, IReadOnlySet<HistoryRow> single, CancellationToken cancellationToken)
    {
        if (single.Count == 0) return (null, []);
        var (alertId, write) = await open.JoinAsync(site, single.Count, cancellationToken);
        return (alertId, [write, .. single.Select(change => RowWrite.Insert(new AlertMemberRow(alertId, change)))]);
    }

    private async Task<IncidentCount> IncidentsAsync(Site site, IEnumerable<HistoryRow> changes, CancellationToken cancellationToken)
    {
        var ids = changes.Select(change => change.Change.Incident?.Incident.Id).OfType<string>().Distinct().ToList();
        var rows = ids.Count == 0 ? [] : await sites.FindIncidentsAsync(site.Id, ids, cancellationToken);
        var now = time.GetUtcNow();
        return new IncidentCount(rows.ToDictionary(
            row => row.Row.Incident.Id, row => row with { Row = IncidentTiming.NotAhead(row.Row, site, now) }));
    }

    /// <summary>Before the rows are written, for the same reason as an alert's: a pointer in vain is harmless.</summary>
    private async Task PointAsync(Site site, IncidentCount incidents, DateTimeOffset dueUntil, CancellationToken cancellationToken)
    {
        foreach (var incident in incidents.Rows)
        {
            if (IncidentTiming.NextDue(incident, site) is not { } due || due > dueUntil) continue;
            await sites.PutDueAsync(new ScheduledAlert(due, site.Id, AlertIds.OfIncident(incident.Incident.Id)), cancellationToken);
        }
    }

    private async Task EmptyOutboxAsync(int shard, IReadOnlyList<Stored<ChangeRow>> rows, CancellationToken cancellationToken)
    {
        foreach (var portion in rows.Chunk(RowWrite.MaxPerCommit))
        {
            var writes = portion.Select(row => RowWrite.Delete(row.Row.RowKey, row.Version)).ToList();
            if (await pages.CommitAsync(shard, writes, cancellationToken) is not null) continue;
            foreach (var write in writes) await pages.CommitAsync(shard, [write], cancellationToken);
        }
    }

    /// <param name="Page">The row that holds it.</param>
    /// <param name="ImportKey">Its link's import.</param>
    /// <param name="Change">What becomes of it.</param>
    private sealed record MovedChange(ChangeRow Page, string? ImportKey, HistoryRow Change);
}
