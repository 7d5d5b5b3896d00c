using LinkWatch.Alerting;
using LinkWatch.Links;
using LinkWatch.Metering;
using LinkWatch.Storage;

namespace LinkWatch.Sweeping;

/// <summary>
/// Sets right what a sweep or an alert by a clock that was ahead left on a site's side, where it would hold up digests, reports and the daily
/// audit until its time. Coverage rows show that it is needed, and go last: safe to run twice.
/// </summary>
public sealed class SiteClockRepair(ISiteStore sites, ClockWatch clock, TimeProvider time, AlertOptions options)
{
    private const int Portion = RowWrite.MaxPerCommit;

    public async Task RunAsync(Site site, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var coverage = await CoverageAsync(site, cancellationToken);
        if (coverage is not [var latest, ..] || !latest.Row.At.IsAhead(now)) return;
        clock.Found(latest.Row.At);
        await ResetDigestAsync(site, now, cancellationToken);
        await PullPointersAsync(site, now, cancellationToken);
        for (; coverage.Count > 0; coverage = await CoverageAsync(site, cancellationToken))
        {
            var ahead = coverage.Where(row => row.Row.At.IsAhead(now)).Select(row => RowWrite.Delete(row.Row.RowKey)).ToList();
            if (ahead.Count == 0 || await sites.CommitAsync(site.Id, ahead, cancellationToken) is null) return;
        }
    }

    private async Task<IReadOnlyList<Stored<CoverageRow>>> CoverageAsync(Site site, CancellationToken cancellationToken) =>
        (await sites.ListCoverageAsync(site.Id, null, Portion, cancellationToken)).Rows;

    /// <summary>The last digest counts as of now, so that the next keeps its day's distance; an open alert is due as if opened now.</summary>
    private async Task ResetDigestAsync(Site site, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var last = await sites.FindLastDigestAsync(site.Id, cancellationToken);
        if (last is not null && last.Row.SealedAt.IsAhead(now))
            await sites.CommitAsync(site.Id, [RowWrite.Replace(new LastDigestRow(now), last.Version)], cancellationToken);
        if (await sites.FindOpenAlertAsync(site.Id, cancellationToken) is not { } open) return;
        var due = AlertTiming.DueAt(site, now, last?.Row.SealedAt.NotAhead(now), options);
        if (open.Row.Due <= due && !open.Row.OpenedAt.IsAhead(now)) return;
        await sites.PutDueAsync(new ScheduledAlert(due, site.Id, open.Row.AlertId), cancellationToken);
        var reopened = open.Row with { OpenedAt = open.Row.OpenedAt.NotAhead(now), Due = due };
        await sites.CommitAsync(site.Id, [RowWrite.Replace(reopened, open.Version)], cancellationToken);
    }

    /// <summary>
    /// One too early is harmless but for an import's: that would report links as pending that are about to be read.
    /// </summary>
    private async Task PullPointersAsync(Site site, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var open = await sites.FindOpenAlertAsync(site.Id, cancellationToken);
        foreach (var pointer in await sites.ListDueAsync(DateTimeOffset.MaxValue.AddDays(-1), int.MaxValue, cancellationToken))
        {
            if (pointer.SiteId != site.Id || !pointer.Due.IsAhead(now) || pointer.AlertId == open?.Row.AlertId) continue;
            var due = AlertIds.KindOf(pointer.AlertId) == AlertKind.Import ? now + site.Cadence.Period() : now;
            if (pointer.Due <= due) continue;
            await sites.PutDueAsync(pointer with { Due = due }, cancellationToken);
            await sites.DeleteDueAsync(pointer, cancellationToken);
        }
    }
}
