using System.Runtime.ExceptionServices;
using LinkWatch.Alerting;
using LinkWatch.Discovery;
using LinkWatch.Links;
using LinkWatch.Metering;
using LinkWatch.Sites;
using LinkWatch.Storage;

namespace LinkWatch.Sweeping;

/// <summary>
/// Once a day every shard is read through, and its counts are kept: a run that is broken off, or out of time, leaves the other shards to
/// the next. From the counts of all shards each site gets a row that says how much of it was verified, owners are notified of links not
/// verified for days, and the counters of the hosts' rows are recounted. Safe to run twice, even concurrently.
/// </summary>
public sealed class DailyAudit(
    IPageStore pages, ISiteStore sites, ISharedReplacementStore replacements, SiteClockRepair repair, WeeklySummaries weekly,
    LinkAudit links, ContractWatch contracts, MonthlyReports months, SiteChange changes, RequestCleanup requests,
    DailyDiscovery discovery, ClockWatch clock, PipelineActivity activity, TimeProvider time, SweepOptions options)
{
    private const int Portion = 1000;

    /// <summary>Sites with a page of another cadence than theirs.</summary>
    private readonly HashSet<string> strays = new(StringComparer.Ordinal);
    private DateTimeOffset? lookedAt;
    private int audited;

    /// <summary>Audits the shards that no process audited for a day. Returns whether it wrote any site's row of the day.</summary>
    public async Task<bool> RunIfDueAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (clock.TakeAuditDue() || lookedAt.IsAhead(now)) lookedAt = null;
        if (now - lookedAt < options.AuditEvery) return false;
        var watched = (await sites.ListSitesAsync(cancellationToken)).Select(site => site.Row).ToList();
        if (watched.Count == 0) return false;
        await repair.RunAsync(watched, cancellationToken);
        if (!await AuditShardsAsync(watched, cancellationToken)) return false;

        var shards = await ReadCountsAsync(cancellationToken);
        var isWritten = false;
        foreach (var site in watched) isWritten |= await WriteAsync(site, shards, cancellationToken);
        var failed = await AuditLinksAsync(watched, cancellationToken);
        failed = await discovery.RunAsync(watched, cancellationToken) ?? failed;
        if (isWritten)
        {
            await ForgetSharedReplacementsAsync(now, cancellationToken);
            await requests.RunAsync(watched, cancellationToken);
        }

        var isMoved = await MoveAsync(watched, cancellationToken);
        failed?.Throw();
        if (isMoved) lookedAt = shards.Min(shard => shard.At);
        return isWritten;
    }

    /// <summary>A site whose links cannot be audited keeps no other from it, and is tried again by the next sweep.</summary>
    private async Task<ExceptionDispatchInfo?> AuditLinksAsync(IReadOnlyList<Site> watched, CancellationToken cancellationToken)
    {
        ExceptionDispatchInfo? failed = null;
        foreach (var site in watched)
        {
            if (await UnauditedAsync(site, cancellationToken) is not { } coverage) continue;
            try
            {
                await contracts.RunAsync(site, cancellationToken);
                await months.RunAsync(site, cancellationToken);
                await links.RunAsync(site, coverage, cancellationToken);
            }
            catch (Exception e) when (e is not (StorageException or OperationCanceledException))
            {
                failed ??= ExceptionDispatchInfo.Capture(e);
            }
        }

        return failed;
    }

    /// <summary>The site's latest row, if its links were not audited on that day: an audit was broken off after it.</summary>
    private async Task<CoverageRow?> UnauditedAsync(Site site, CancellationToken cancellationToken)
    {
        if ((await sites.ListCoverageAsync(site.Id, null, 1, cancellationToken)).Rows is not [{ Row: var latest }]) return null;
        var day = DayRow.DayOf(site, latest.At);
        return await sites.ListProfilesAsync(site.Id, day, 1, cancellationToken) is [{ Row: var profile }] && profile.Day == day
            ? null
            : latest;
    }

    /// <summary>
    /// Goes on with moves to another cadence that were broken off, and moves what others wrote with the cadence before. False if the time
    /// was over.
    /// </summary>
    private async Task<bool> MoveAsync(IReadOnlyList<Site> watched, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        foreach (var site in watched.Where(site => site.MovesFrom is not null || strays.Contains(site.Id)))
        {
            if (strays.Remove(site.Id)) await changes.RestartMoveAsync(site.Id, cancellationToken);
            while ((await changes.MoveAsync(site.Id, Portion, cancellationToken)).Unfinished is not null)
            {
                if (time.GetElapsedTime(start) >= options.AuditTime / 4) return false;
            }
        }

        return true;
    }

    /// <summary>False if the time was over before the last shard that is due.</summary>
    private async Task<bool> AuditShardsAsync(IReadOnlyList<Site> watched, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        audited = 0;
        for (var shard = 0; shard < pages.Shards; shard++)
        {
            var before = await pages.FindAuditAsync(shard, cancellationToken);
            var now = time.GetUtcNow();
            if (before is not null && !before.Row.At.IsAhead(now) && now - before.Row.At < options.AuditEvery) continue;
            if (time.GetElapsedTime(start) >= options.AuditTime) return false;
            var counted = new AuditRow(now, await ReadShardAsync(shard, watched, now, cancellationToken));

            // If another was faster, its counts are as good.
            var write = before is null ? RowWrite.Insert(counted) : RowWrite.Replace(counted, before.Version);
            await pages.CommitAsync(shard, [write], cancellationToken);
        }

        return true;
    }

    private async Task<IReadOnlyDictionary<string, AuditedSite>> ReadShardAsync(
        int shard, IReadOnlyList<Site> watched, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var coverage = watched.ToDictionary(site => site.Id, site => new SiteCoverage(site, now, options), StringComparer.Ordinal);
        var agenda = await pages.ReadAgendaAsync(shard, DateTimeOffset.MinValue, 1, 1, cancellationToken);
        var hosts = new HostRecount(agenda.Hosts, now);
        var ahead = new List<PageKey>();
        await foreach (var page in Listing.AllAsync((after, stop) => pages.ListPagesAsync(shard, after, Portion, stop), cancellationToken))
        {
            activity.Audit?.Report(++audited);
            hosts.Add(page);
            if (!ReferenceEquals(FutureTimes.Forget(page, now), page)) ahead.Add(page.Key);
            foreach (var link in page.Links.Where(link => link.Role == TrackedRole.Link))
            {
                if (coverage.GetValueOrDefault(link.SiteId) is not { } counted) continue;
                counted.Add(link);
                if (counted.Site.Cadence != link.Cadence) strays.Add(link.SiteId);
            }
        }

        foreach (var write in hosts.Writes()) await pages.CommitAsync(shard, [write], cancellationToken);
        await pages.RewriteAsync(shard, ahead, page => FutureTimes.Forget(page, now), cancellationToken);
        return coverage.ToDictionary(site => site.Key, site => site.Value.Count(), StringComparer.Ordinal);
    }

    /// <summary>As stored: whoever looks sees the same counts, and writes the same row.</summary>
    private async Task<IReadOnlyList<AuditRow>> ReadCountsAsync(CancellationToken cancellationToken)
    {
        var shards = new List<AuditRow>(pages.Shards);
        for (var shard = 0; shard < pages.Shards; shard++)
        {
            if (await pages.FindAuditAsync(shard, cancellationToken) is { } audit) shards.Add(audit.Row);
        }

        return shards;
    }

    /// <summary>False if the site has its row of these counts, or is not in all of them.</summary>
    private async Task<bool> WriteAsync(Site site, IReadOnlyList<AuditRow> shards, CancellationToken cancellationToken)
    {
        var parts = shards.Select(shard => shard.Sites.GetValueOrDefault(site.Id)).OfType<AuditedSite>().ToList();
        if (parts.Count < pages.Shards) return false;
        var row = SiteCoverage.Sum(shards.Max(shard => shard.At), parts);
        return await OptimisticUpdate.RunAsync<bool>($"site {site.Id}: coverage of {row.At:O}", async _ =>
        {
            var before = (await sites.ListCoverageAsync(site.Id, null, 1, cancellationToken)).Rows is [var newest] ? newest : null;
            if (shards.Any(shard => shard.At <= before?.Row.At)) return Attempt.Written(false);
            var write = await NotifyAsync(site, before?.Row, row, cancellationToken);
            var isOfSameDay = before?.Row.RowKey == row.RowKey;
            List<RowWrite> writes = [isOfSameDay ? RowWrite.Replace(write, before!.Version) : RowWrite.Insert(write)];
            if (await weekly.PlanAsync(site, cancellationToken) is { } begun) writes.Add(begun);
            return await sites.CommitAsync(site.Id, writes, cancellationToken) is not null
                ? Attempt.Written(true)
                : Attempt.Overtaken<bool>();
        }, cancellationToken);
    }

    /// <summary>
    /// Unverified links are reported once, with all that followed within a day of the first, and again if their number more than doubled.
    /// The pointer is written first: one that leads nowhere is harmless.
    /// </summary>
    private async Task<CoverageRow> NotifyAsync(Site site, CoverageRow? before, CoverageRow row, CancellationToken cancellationToken)
    {
        var reported = row.Unverified == 0 ? 0 : before?.UnverifiedNotified ?? 0;
        if (row.Unverified > 2 * reported && row.At - row.UnverifiedSince >= options.UnverifiedAfter + options.AuditEvery)
        {
            await sites.PutDueAsync(
                new ScheduledAlert(AlertTiming.AfterQuiet(site, row.At), site.Id, AlertIds.OfUnverified(row.At)), cancellationToken);
            reported = row.Unverified;
        }

        return row with { UnverifiedNotified = reported };
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
