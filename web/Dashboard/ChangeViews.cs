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

    /// <summary>A year: days without a spike have a row, too.</summary>
    private const int DaysAtOnce = 366;

    private const int MaxShown = 200;
    private const int MaxIncidents = 5000;

    public async Task<IResult> ChangesAsync(DashboardCall call)
    {
        var portion = await sites.ListHistoryAsync(call.Site!.Id, Cursor.Of(call, Keys.HistoryPrefix), Rows, call.Stop);
        var changes = await ShownAsync(call.Site.Id, [.. portion.Rows.Select(row => row.Row)], call.Stop);
        return PageResult.Of<ChangesPage, ChangesModel>(call, new ChangesModel(changes, portion.Next));
    }

    public async Task<IResult> IncidentsAsync(DashboardCall call)
    {
        var rows = await AllIncidentsAsync(call.Site!.Id, call.Stop);
        return PageResult.Of<IncidentsPage, IncidentsModel>(call, new IncidentsModel([.. rows.Take(MaxShown)], rows.Count));
    }

    public async Task<IResult> SpikesAsync(DashboardCall call)
    {
        var portion = await sites.ListSpikesAsync(call.Site!.Id, Cursor.Of(call, Keys.SpikesPrefix), DaysAtOnce, call.Stop);
        var spikes = portion.Rows.SelectMany(row => row.Row.Spikes).OrderByDescending(spike => spike.Date).ToList();
        return PageResult.Of<SpikesPage, SpikesModel>(call, new SpikesModel(spikes, portion.Next));
    }

    /// <summary>The latest first: they are stored by their ids, which are hashes.</summary>
    internal async Task<IReadOnlyList<IncidentRow>> AllIncidentsAsync(string siteId, CancellationToken cancellationToken)
    {
        var rows = await Listing.AllAsync((after, stop) => sites.ListIncidentsAsync(siteId, after, 1000, stop), cancellationToken)
            .Take(MaxIncidents).Where(row => !row.IsSmall).ToListAsync(cancellationToken);
        return [.. rows.OrderByDescending(row => row.Incident.Since)];
    }

    /// <summary>With whether their alerts were delivered.</summary>
    internal async Task<IReadOnlyList<ShownChange>> ShownAsync(
        string siteId, IReadOnlyList<HistoryRow> rows, CancellationToken cancellationToken)
    {
        var reports = await new ChangeReports(sites).OfAsync(siteId, rows, cancellationToken);
        return [.. rows.Zip(reports, (row, report) => new ShownChange(row, report.Alerted))];
    }
}
