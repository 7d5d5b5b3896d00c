using LinkWatch.Alerting;
using LinkWatch.Links;
using LinkWatch.Metering;
using LinkWatch.Storage;

namespace LinkWatch.Sweeping;

/// <summary>
/// Repairs the times that a clock that was ahead left in the sites' rows; they would delay digests, reports and the daily audit until
/// then. Safe to run twice.
/// </summary>
public sealed class SiteClockRepair(ISiteStore sites, ClockWatch clock, TimeProvider time, AlertOptions options)
{
    public async Task RunAsync(IReadOnlyList<Site> watched, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        foreach (var site in watched)
        {
            await ResetDigestAsync(site, now, cancellationToken);
            await DropCoverageAsync(site, now, cancellationToken);
        }

        await PullPointersAsync(watched.ToDictionary(site => site.Id, StringComparer.Ordinal), now, cancellationToken);
    }

    /// <summary>The last digest counts as of now: the next keeps its day's distance. An open alert is due as if opened now.</summary>
    private async Task ResetDigestAsync(Site site, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var last = await sites.FindLastDigestAsync(site.Id, cancellationToken);
        if (last is not null && last.Row.SealedAt.IsAhead(now))
        {
            clock.Found(last.Row.SealedAt);
            await sites.CommitAsync(site.Id, [RowWrite.Replace(new LastDigestRow(now), last.Version)], cancellationToken);
        }

        if (await sites.FindOpenAlertAsync(site.Id, cancellationToken) is not { } open) return;
        var due = AlertTiming.DueAt(site, now, last?.Row.SealedAt.NotAhead(now), options);
        if (open.Row.Due <= due && !open.Row.OpenedAt.IsAhead(now)) return;
        clock.Found(open.Row.OpenedAt);
        await sites.PutDueAsync(new ScheduledAlert(due, site.Id, open.Row.AlertId), cancellationToken);
        var reopened = open.Row with { OpenedAt = open.Row.OpenedAt.NotAhead(now), Due = due };
        await sites.CommitAsync(site.Id, [RowWrite.Replace(reopened, open.Version)], cancellationToken);
    }

    /// <summary>Days to come are counted when they come.</summary>
    private Task DropCoverageAsync(Site site, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var max = 1;
        return OptimisticUpdate.RunAsync($"site {site.Id}: coverage of days to come", async _ =>
        {
            while (true)
            {
                var newest = (await sites.ListCoverageAsync(site.Id, null, max, cancellationToken)).Rows;
                var ahead = newest.Where(row => row.Row.At.IsAhead(now)).ToList();
                if (ahead.Count == 0) return true;
                clock.Found(ahead[0].Row.At);
                List<RowWrite> writes = [.. ahead.Select(row => RowWrite.Delete(row.Row.RowKey, row.Version))];
                if (await sites.CommitAsync(site.Id, writes, cancellationToken) is null) return false;
                max = RowWrite.MaxPerCommit;
            }
        }, cancellationToken);
    }

    /// <summary>
    /// Nothing is due later than after a cadence (an import's report, an incident's end) or the longest pause between two attempts.
    /// </summary>
    private async Task PullPointersAsync(Dictionary<string, Site> watched, DateTimeOffset now, CancellationToken cancellationToken)
    {
        foreach (var pointer in await sites.ListDueAsync(DateTimeOffset.MaxValue.AddDays(-1), int.MaxValue, cancellationToken))
        {
            if (!watched.TryGetValue(pointer.SiteId, out var site)) continue;
            var longest = site.Cadence.Period() > options.MaxPause ? site.Cadence.Period() : options.MaxPause;
            if (pointer.Due - now <= longest + ClockSkew.Allowed) continue;
            clock.Found(pointer.Due - longest);
            var isImport = AlertIds.KindOf(pointer.AlertId) == AlertKind.Import;
            var due = AlertTiming.AfterQuiet(site, isImport ? now + site.Cadence.Period() : now);
            await sites.PutDueAsync(pointer with { Due = due }, cancellationToken);
            await sites.DeleteDueAsync(pointer, cancellationToken);
        }
    }
}
