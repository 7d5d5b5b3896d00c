using LinkWatch.Confirming;
using LinkWatch.Incidents;
using LinkWatch.Links;
using LinkWatch.Storage;

namespace LinkWatch.Alerting;

/// <summary>
/// Lets incidents join the open alert: once when their links are confirmed, once when they are back. What was told is marked on the
/// incident's row in the transaction in which it joins.
/// </summary>
public sealed class IncidentNotifier(ISiteStore sites, OpenAlert open, TimeProvider time, ConfirmOptions options)
{
    private const int Attempts = 8;

    /// <summary>When to come back; null where nothing is to be told until something happens.</summary>
    /// <exception cref="TimeoutException">The rows changed under every attempt.</exception>
    public async Task<DateTimeOffset?> NotifyAsync(string siteId, string incidentId, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if (await sites.FindSiteAsync(siteId, cancellationToken) is not { Row: var site }) return null;
            if ((await sites.FindIncidentsAsync(siteId, [incidentId], cancellationToken)).SingleOrDefault() is not { } stored) return null;
            var now = time.GetUtcNow();
            var due = IncidentTiming.NextDue(stored.Row, site, options);
            if (due is null || due > now) return due;
            if (await JoinAsync(site, stored, now, cancellationToken) is { } reported) return IncidentTiming.NextDue(reported, site, options);
        }

        throw new TimeoutException($"site {siteId}: incident {incidentId} changed under {Attempts} attempts to tell it");
    }

    private async Task<IncidentRow?> JoinAsync(Site site, Stored<IncidentRow> stored, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var isBack = stored.Row.NotifiedAt is not null;

        // What came and went before anybody was told is one piece of news.
        var isOver = isBack || IncidentTiming.IsBack(stored.Row, options);
        var reported = stored.Row with { NotifiedAt = stored.Row.NotifiedAt ?? now, BackNotifiedAt = isOver ? now : null };
        var (alertId, write) = await open.JoinAsync(site, members: 1, cancellationToken);
        RowWrite[] writes = [RowWrite.Replace(reported, stored.Version), RowWrite.Insert(new IncidentNewsRow(alertId, isBack, reported)), write];
        return await sites.CommitAsync(site.Id, writes, cancellationToken) is null ? null : reported;
    }
}
