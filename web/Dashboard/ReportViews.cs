using LinkWatch.Alerting;
using LinkWatch.Months;
using LinkWatch.Storage;
using LinkWatch.Web.Dashboard.Pages;
using LinkWatch.Web.Dashboard.Serving;
using Microsoft.AspNetCore.Http;

namespace LinkWatch.Web.Dashboard;

/// <summary>The reports of a site's months.</summary>
public sealed class ReportViews(ISiteStore sites, MonthlyReports reports)
{
    /// <summary>A row has some kilobytes: two years are read at once.</summary>
    private const int Rows = 24;

    public async Task<IResult> ListAsync(DashboardCall call)
    {
        var months = await sites.ListMonthsAsync(call.Site!.Id, Cursor.Of(call, Keys.MonthPrefix), Rows, call.Stop);
        var now = Month.Of(DayRow.DayOf(call.Site, call.Now));
        return PageResult.Of<ReportsPage, ReportsModel>(call, new ReportsModel([.. months.Rows.Select(row => row.Row)], now, months.Next));
    }

    public async Task<IResult> ShowAsync(DashboardCall call)
    {
        var today = Month.Of(DayRow.DayOf(call.Site!, call.Now));
        if (Month.TryParse(call.Value("month")) is not { } month || month.First > today.First)
        {
            return PageResult.Message(
                call, StatusCodes.Status404NotFound, "There is no such report", "A report is of a month that has begun, such as 2026-11.");
        }

        return PageResult.Of<ReportPage, MonthlyReport>(call, await reports.FindAsync(call.Site!, month, call.Stop));
    }
}
