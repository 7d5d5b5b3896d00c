using LinkWatch.Reporting;
using LinkWatch.Storage;
using LinkWatch.Web.Dashboard.Pages;
using LinkWatch.Web.Dashboard.Serving;
using Microsoft.AspNetCore.Http;

namespace LinkWatch.Web.Dashboard;

/// <summary>What happened: changes, incidents, spikes.</summary>
public sealed class ChangeViews(ISiteStore sites)
{
    private const int Rows = 50;

    public async Task<IResult> ChangesAsync(DashboardCall call)
    {
        var portion = await sites.ListHistoryAsync(call.Site!.Id, Cursor.Of(call, Keys.HistoryPrefix), Rows, call.Stop);
        var changes = await ShownAsync(call.Site.Id, [.. portion.Rows.Select(row => row.Row)], call.Stop);
        return PageResult.Of<ChangesPage, ChangesModel>(call, new ChangesModel(changes, portion.Next));
    }

    public async Task<IResult> IncidentsAsync(DashboardCall call)
    {
        var portion = await sites.ListIncidentsAsync(call.Site!.Id, Cursor.Of(call, Keys.IncidentPrefix), Rows, call.Stop);
        var rows = portion.Rows.Select(row => row.Row).Where(row => !row.IsSmall).OrderByDescending(row => row.Incident.Since).ToList();
        return PageResult.Of<IncidentsPage, IncidentsModel>(call, new IncidentsModel(rows, portion.Next));
    }

    public async Task<IResult> SpikesAsync(DashboardCall call)
    {
        var portion = await sites.ListSpikesAsync(call.Site!.Id, Cursor.Of(call, Keys.SpikesPrefix), Rows, call.Stop);
        var spikes = portion.Rows.SelectMany(row => row.Row.Spikes).OrderByDescending(spike => spike.Date).ToList();
        return PageResult.Of<SpikesPage, SpikesModel>(call, new SpikesModel(spikes, portion.Next));
    }

    /// <summary>With whether their alerts were delivered.</summary>
    internal async Task<IReadOnlyList<ShownChange>> ShownAsync(
        string siteId, IReadOnlyList<HistoryRow> rows, CancellationToken cancellationToken)
    {
        var reports = await new ChangeReports(sites).OfAsync(siteId, rows, cancellationToken);
        return [.. rows.Zip(reports, (row, report) => new ShownChange(row, report.Alerted))];
    }
}
