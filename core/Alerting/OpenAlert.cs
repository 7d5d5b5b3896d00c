using LinkWatch.Incidents;
using LinkWatch.Links;
using LinkWatch.Spikes;
using LinkWatch.Storage;

namespace LinkWatch.Alerting;

/// <summary>The alert that a site's news is joining: opened with the first of them.</summary>
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
        // One that is due may be consumed before this is written.
        if (open is null || isLate || alert.Due <= now)
            await sites.PutDueAsync(new ScheduledAlert(alert.Due, site.Id, alert.AlertId), cancellationToken);
        var joined = join(alert);
        return (alert.AlertId, open is null ? RowWrite.Insert(joined) : RowWrite.Replace(joined, open.Version));
    }

    private async Task<OpenAlertRow> OpenAsync(Site site, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var last = await sites.FindLastDigestAsync(site.Id, cancellationToken);
        return new OpenAlertRow(AlertIds.OfDigest(now), now, AlertTiming.DueAt(site, now, last?.Row.SealedAt, options), 0);
    }
}

/// <summary>
/// Lets incidents join the open alert: when their links are confirmed, when more are, and once when they are back. What was reported is
/// marked on the incident's row in the transaction in which it joins.
/// </summary>
public sealed class IncidentNotifier(ISiteStore sites, OpenAlert open, TimeProvider time)
{
    /// <summary>When to come back; null if there is nothing to report until something happens.</summary>
    /// <exception cref="ConcurrencyException">The rows changed under every attempt.</exception>
    public Task<DateTimeOffset?> NotifyAsync(string siteId, string incidentId, CancellationToken cancellationToken) =>
        OptimisticUpdate.RunAsync(
            $"site {siteId}: incident {incidentId}", _ => TryNotifyAsync(siteId, incidentId, cancellationToken), cancellationToken);

    private async Task<Attempt<DateTimeOffset?>> TryNotifyAsync(string siteId, string incidentId, CancellationToken cancellationToken)
    {
        if (await sites.FindSiteAsync(siteId, cancellationToken) is not { Row: var site }) return Attempt.Written<DateTimeOffset?>(null);
        var found = await sites.FindIncidentsAsync(siteId, [incidentId], cancellationToken);
        var now = time.GetUtcNow();
        if (found.SingleOrDefault() is not { } asStored) return Attempt.Written<DateTimeOffset?>(null);
        var stored = asStored with { Row = IncidentTiming.NotAhead(asStored.Row, site, now) };
        var due = IncidentTiming.NextDue(stored.Row, site);
        if (due is null || due > now) return Attempt.Written(due);
        return await JoinAsync(site, stored, now, cancellationToken) is { } reported
            ? Attempt.Written(IncidentTiming.NextDue(reported, site))
            : Attempt.Overtaken<DateTimeOffset?>();
    }

    /// <summary>What is kept of an incident once its news joined an alert.</summary>
    internal static IncidentRow Reported(IncidentRow news, string alertId, DateTimeOffset now, bool isBack)
    {
        List<IncidentAlert> alerts = isBack ? [] : [new(alertId, now, IsBack: false)];
        if (news.BackNotifiedAt is not null) alerts.Add(new(alertId, now, IsBack: true));
        var reported = news with
        {
            Told = news.Members,
            Samples = [],
            Worth = default,
            Alerts = [.. news.Alerts.Concat(alerts).TakeLast(IncidentRow.MaxAlerts)],
        };

        // The owner heard that they are back: of a small incident only the others are left.
        var left = news.Members - news.Returned;
        return news is { IsSmall: true, BackNotifiedAt: null }
            ? reported with { Members = left, Told = left, Returned = 0, FirstReturnedAt = null }
            : reported;
    }

    private async Task<IncidentRow?> JoinAsync(
        Site site, Stored<IncidentRow> stored, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var incident = stored.Row;
        var isBack = incident.Untold == 0;

        // What came and went before anybody was notified is one piece of news.
        var isOver = isBack || (incident.Told == 0 && incident.Returned >= incident.Members);
        var news = incident with
        {
            NotifiedAt = incident.NotifiedAt ?? now,
            BackNotifiedAt = isOver ? now : null,
            Reports = incident.Reports + 1,
        };
        var (alertId, write) = await open.JoinAsync(site, members: 1, cancellationToken);
        var reported = Reported(news, alertId, now, isBack);
        RowWrite[] writes =
        [
            RowWrite.Replace(reported, stored.Version), RowWrite.Insert(new IncidentNewsRow(alertId, isBack, news)), write
        ];
        return await sites.CommitAsync(site.Id, writes, cancellationToken) is null ? null : reported;
    }
}
