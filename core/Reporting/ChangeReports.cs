using LinkWatch.Storage;

namespace LinkWatch.Reporting;

/// <summary>Reports changes with what became of their alerts.</summary>
public sealed class ChangeReports(ISiteStore sites)
{
    /// <param name="siteId">Whose changes.</param>
    /// <param name="rows">The changes.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>One for each change, in their order.</returns>
    public async Task<IReadOnlyList<ChangeReport>> OfAsync(
        string siteId, IReadOnlyList<HistoryRow> rows, CancellationToken cancellationToken)
    {
        var incidents = await IncidentsAsync(siteId, rows, cancellationToken);
        var alerts = rows.Select(row => AlertOf(row, incidents)).ToList();
        var delivered = new HashSet<string>(StringComparer.Ordinal);
        foreach (var alert in alerts.OfType<string>().Distinct())
        {
            var deliveries = await sites.ListDeliveriesAsync(siteId, alert, cancellationToken);
            if (deliveries.Any(delivery => delivery.Row.DeliveredAt is not null)) delivered.Add(alert);
        }

        return [.. rows.Zip(alerts, (row, alert) => ChangeReport.Of(siteId, row, alert is not null && delivered.Contains(alert)))];
    }

    private async Task<Dictionary<string, IncidentRow>> IncidentsAsync(
        string siteId, IReadOnlyList<HistoryRow> rows, CancellationToken cancellationToken)
    {
        var ids = rows.Select(row => row.Change.Incident?.Incident.Id).OfType<string>().Distinct().ToList();
        if (ids.Count == 0) return [];
        return (await sites.FindIncidentsAsync(siteId, ids, cancellationToken)).ToDictionary(row => row.Row.Incident.Id, row => row.Row);
    }

    private static string? AlertOf(HistoryRow row, Dictionary<string, IncidentRow> incidents)
    {
        if (row.AlertId is not null || row.Change is not { IsAlert: true, Incident: { } mark }) return row.AlertId;
        return incidents.GetValueOrDefault(mark.Incident.Id)?.Alerts
            .FirstOrDefault(alert => alert.IsBack == mark.IsReturn && alert.At >= row.Change.At)?.AlertId;
    }
}
