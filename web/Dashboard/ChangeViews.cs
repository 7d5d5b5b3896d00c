using LinkWatch.Confirming;
using LinkWatch.Reporting;
using LinkWatch.Sites;
using LinkWatch.Storage;
using LinkWatch.Web.Dashboard.Pages;
using LinkWatch.Web.Dashboard.Serving;
using Microsoft.AspNetCore.Http;

namespace LinkWatch.Web.Dashboard;

/// <summary>What happened: changes, incidents, spikes.</summary>
public sealed class ChangeViews(ISiteStore sites, ConfirmOptions windows)
{
    private const int Rows = 50;

    /// <summary>Changes that a page looks at for those that fulfil a filter: they are kept by time alone.</summary>
    private const int MaxLooked = 1000;
    private const int Portion = 250;

    /// <summary>A year: days without a spike have a row, too.</summary>
    private const int DaysAtOnce = 366;

    private const int MaxShown = 200;
    private const int MaxIncidents = 5000;

    public async Task<IResult> ChangesAsync(DashboardCall call)
    {
        var filter = ChangeFilter.Of(call);
        var (rows, looked, next) = await FindAsync(call, filter);
        var shown = await ShownAsync(call.Site!.Id, rows, call.Stop);
        return PageResult.Of<ChangesPage, ChangesModel>(call, new ChangesModel(filter, ChangeDay.Of(shown, call.Site), looked, next));
    }

    /// <summary>The changes of a page, how many were looked at for them, and where the list goes on.</summary>
    private async Task<(IReadOnlyList<HistoryRow> Rows, int Looked, string? Next)> FindAsync(DashboardCall call, ChangeFilter filter)
    {
        var (from, end) = (StartOf(filter.From), StartOf(filter.To?.AddDays(1)));
        var after = Cursor.Of(call, Keys.HistoryPrefix) ?? (end is { } last ? Keys.HistoryBefore(last) : null);
        var rows = new List<HistoryRow>();
        var looked = 0;
        while (looked < MaxLooked)
        {
            var portion = await sites.ListHistoryAsync(call.Site!.Id, after, filter.IsLooking ? Portion : Rows, call.Stop);
            foreach (var (row, i) in portion.Rows.Select((row, i) => (row.Row, i)))
            {
                if (row.Change.At < from) return (rows, looked, null);
                looked++;
                if (filter.Fits(row)) rows.Add(row);
                if (rows.Count == Rows) return (rows, looked, portion.Next is null && i == portion.Rows.Count - 1 ? null : row.RowKey);
            }

            if (portion.Next is null) return (rows, looked, null);
            after = portion.Next;
        }

        return (rows, looked, after);

        DateTimeOffset? StartOf(DateOnly? day) => day is { } first ? SiteFields.StartOf(first, call.Site!) : null;
    }

    public async Task<IResult> IncidentsAsync(DashboardCall call)
    {
        var rows = await AllIncidentsAsync(call.Site!.Id, call.Stop);
        return PageResult.Of<IncidentsPage, IncidentsModel>(call, new IncidentsModel([.. rows.Take(MaxShown)], rows.Count, windows));
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
