using LinkWatch.Links;
using LinkWatch.Spikes;
using LinkWatch.Storage;

namespace LinkWatch.Alerting;

/// <summary>The alert that a site's news are joining: opened with the first of them.</summary>
public sealed class OpenAlert(ISiteStore sites, TimeProvider time, AlertOptions options)
{
    /// <summary>
    /// The open alert with <paramref name="members"/> more, and the write that makes it so; to be committed together with what joins.
    /// </summary>
    public Task<(string AlertId, RowWrite Write)> JoinAsync(Site site, int members, CancellationToken cancellationToken) =>
        JoinAsync(site, alert => alert with { Members = alert.Members + members }, cancellationToken);

    /// <summary>The same for spikes, which the alert itself carries.</summary>
    public Task<(string AlertId, RowWrite Write)> JoinAsync(
        Site site, IReadOnlyList<SpikeNews> spikes, CancellationToken cancellationToken) =>
        JoinAsync(
            site, alert => alert with { Members = alert.Members + spikes.Count, Spikes = [.. alert.Spikes, .. spikes] }, cancellationToken);

    private async Task<(string AlertId, RowWrite Write)> JoinAsync(
        Site site, Func<OpenAlertRow, OpenAlertRow> join, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var open = await sites.FindOpenAlertAsync(site.Id, cancellationToken);
        var isLate = open is not null && open.Row.OpenedAt.IsAhead(now);
        var alert = open?.Row ?? await OpenAsync(site, now, cancellationToken);
        if (isLate) alert = alert with { OpenedAt = now, Due = (await OpenAsync(site, now, cancellationToken)).Due };

        // The pointer first: one in vain is harmless, an alert without one would wait for the next.
        if (open is null || isLate) await sites.PutDueAsync(new ScheduledAlert(alert.Due, site.Id, alert.AlertId), cancellationToken);
        var joined = join(alert);
        return (alert.AlertId, open is null ? RowWrite.Insert(joined) : RowWrite.Replace(joined, open.Version));
    }

    private async Task<OpenAlertRow> OpenAsync(Site site, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var last = await sites.FindLastDigestAsync(site.Id, cancellationToken);
        return new OpenAlertRow(AlertIds.OfDigest(now), now, AlertTiming.DueAt(site, now, last?.Row.SealedAt, options), 0);
    }
}
