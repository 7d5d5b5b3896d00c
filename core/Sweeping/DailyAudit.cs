using LinkWatch.Alerting;
using LinkWatch.Links;
using LinkWatch.Metering;
using LinkWatch.Storage;

namespace LinkWatch.Sweeping;

/// <summary>
/// Once a day every shard is read through: each site gets a row that says how much of it was verified, owners are notified of links not
/// verified for days, and the counters of the hosts' rows are recounted. Safe to run twice, even concurrently.
/// </summary>
public sealed class DailyAudit(
    IPageStore pages, ISiteStore sites, ISharedReplacementStore replacements, SiteClockRepair repair, ClockWatch clock, TimeProvider time,
    SweepOptions options)
{
    private const int Portion = 1000;
    private DateTimeOffset? lookedAt;

    /// <summary>Runs the audit if the last one, by any process, was at least a day ago; otherwise returns false.</summary>
    public async Task<bool> RunIfDueAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (clock.TakeAuditDue() || lookedAt.IsAhead(now)) lookedAt = null;
        if (now - lookedAt < options.AuditEvery) return false;
        var watched = (await sites.ListSitesAsync(cancellationToken)).Select(site => site.Row).ToList();
        await repair.RunAsync(watched, cancellationToken);
        var all = new List<(Site Site, CoverageRow? Before)>();
        foreach (var site in watched)
        {
            var newest = (await sites.ListCoverageAsync(site.Id, null, 1, cancellationToken)).Rows;
            all.Add((site, newest.Count == 0 ? null : newest[0].Row));
        }

        // The oldest counts: a sweep that was broken off leaves sites without a row of the day. A new site waits for the next.
        var last = all.Min(site => site.Before?.At);
        var isDue = all.Count > 0 && (last is null || now - last >= options.AuditEvery);
        if (isDue) await RunAsync(all, now, cancellationToken);
        lookedAt = isDue ? now : last;
        return isDue;
    }

    private async Task RunAsync(
        IReadOnlyList<(Site Site, CoverageRow? Before)> all, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var coverage = all.ToDictionary(site => site.Site.Id, site => new SiteCoverage(site.Site, now, options), StringComparer.Ordinal);
        for (var shard = 0; shard < pages.Shards; shard++) await ReadShardAsync(shard, coverage, now, cancellationToken);
        await ForgetSharedReplacementsAsync(now, cancellationToken);
        foreach (var (site, before) in all) await WriteAsync(site, before, coverage[site.Id].Row(), cancellationToken);
    }

    private async Task ReadShardAsync(
        int shard, Dictionary<string, SiteCoverage> coverage, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var agenda = await pages.ReadAgendaAsync(shard, DateTimeOffset.MinValue, 1, 1, cancellationToken);
        var hosts = new HostRecount(agenda.Hosts, now);
        var ahead = new List<PageKey>();
        await foreach (var page in Listing.AllAsync((after, stop) => pages.ListPagesAsync(shard, after, Portion, stop), cancellationToken))
        {
            hosts.Add(page);
            if (!ReferenceEquals(FutureTimes.Forget(page, now), page)) ahead.Add(page.Key);
            foreach (var link in page.Links) coverage.GetValueOrDefault(link.SiteId)?.Add(link);
        }

        foreach (var write in hosts.Writes()) await pages.CommitAsync(shard, [write], cancellationToken);
        await pages.RewriteAsync(shard, ahead, page => FutureTimes.Forget(page, now), cancellationToken);
    }

    /// <summary>
    /// Unverified links are reported once, with all that followed within a day of the first, and again if their number more than doubled.
    /// The pointer is written first: one that leads nowhere is harmless.
    /// </summary>
    private async Task WriteAsync(Site site, CoverageRow? before, CoverageRow row, CancellationToken cancellationToken)
    {
        var reported = row.Unverified == 0 ? 0 : before?.UnverifiedNotified ?? 0;
        if (row.Unverified > 2 * reported && row.At - row.UnverifiedSince >= options.UnverifiedAfter + options.AuditEvery)
        {
            await sites.PutDueAsync(
                new ScheduledAlert(AlertTiming.AfterQuiet(site, row.At), site.Id, AlertIds.OfUnverified(row.At)), cancellationToken);
            reported = row.Unverified;
        }

        await sites.CommitAsync(site.Id, [RowWrite.Put(row with { UnverifiedNotified = reported })], cancellationToken);
    }

    private async Task ForgetSharedReplacementsAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        for (string? after = null, next = ""; next is not null; after = next)
        {
            var portion = await replacements.ListAsync(after, RowWrite.MaxPerCommit, cancellationToken);
            var old = portion.Rows.Where(replacement => replacement.Row.Hosts.All(host =>
                    now - host.At > options.SharedReplacementsKept || host.At.IsAhead(now)))
                .Select(replacement => RowWrite.Delete(replacement.Row.RowKey, replacement.Version)).ToList();
            if (old.Count > 0) await replacements.CommitAsync(old, cancellationToken);
            next = portion.Next;
        }
    }
}
