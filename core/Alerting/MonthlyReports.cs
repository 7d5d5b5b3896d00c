using LinkWatch.Links;
using LinkWatch.Months;
using LinkWatch.Storage;

namespace LinkWatch.Alerting;

/// <summary>
/// The reports of a site's months. The daily audit counts the month; a page that shows it counts only what it can bound. Safe to run twice.
/// </summary>
public sealed class MonthlyReports(ISiteStore sites, TimeProvider time)
{
    private const int Portion = 500;

    /// <summary>Changes that a page counts by itself.</summary>
    private const int MaxOnPage = 1000;

    /// <summary>On these first days of a month what came late is counted for the month before.</summary>
    private const int DaysOfGrace = 3;

    /// <summary>More contracts that end in a month are said to be as many.</summary>
    private const int MaxContracts = 1000;

    private readonly MonthReturns returns = new(sites);

    /// <summary>The report as all its changes say: for a command or a mail, not for a page.</summary>
    public async Task<MonthlyReport> ReadAsync(Site site, Month month, CancellationToken cancellationToken) =>
        await OfAsync(site, month, await CountAsync(site, month, int.MaxValue, cancellationToken), cancellationToken);

    /// <summary>
    /// The report from a bounded number of rows: of many changes, as the daily audit counted them, and without them before it did.
    /// </summary>
    public async Task<MonthlyReport> FindAsync(Site site, Month month, CancellationToken cancellationToken)
    {
        var stored = (await sites.FindMonthAsync(site.Id, month.First, cancellationToken))?.Row;
        var changes = stored?.At >= month.EndIn(site) ? stored : await CountAsync(site, month, MaxOnPage, cancellationToken) ?? stored;
        return await OfAsync(site, month, changes, cancellationToken);
    }

    /// <summary>Once a day: counts the month, makes sure of the one before, and plans its report.</summary>
    public async Task RunAsync(Site site, CancellationToken cancellationToken)
    {
        var today = DayRow.DayOf(site, time.GetUtcNow());
        var month = Month.Of(today);
        var before = month.Previous;
        var counted = await sites.FindMonthAsync(site.Id, before.First, cancellationToken);
        if (today.Day <= DaysOfGrace || counted is null || counted.Row.At < before.EndIn(site))
            await StoreAsync(site, before, cancellationToken);

        // A month that was not counted yet is one in which nothing ran until now, whichever day it is. Planned first: counted, it is not
        // new any more.
        var isNew = await sites.FindMonthAsync(site.Id, month.First, cancellationToken) is null;
        if (site.MonthlyReport && (isNew || today.Day <= DaysOfGrace)) await PlanAsync(site, before, cancellationToken);
        await StoreAsync(site, month, cancellationToken);
    }

    /// <summary>A pointer in vain is harmless: a report that was sealed is not sealed again.</summary>
    private async Task PlanAsync(Site site, Month month, CancellationToken cancellationToken)
    {
        var id = AlertIds.OfMonth(month.ToString());
        if (await sites.FindAlertAsync(site.Id, id, cancellationToken) is not null) return;
        await sites.PutDueAsync(new ScheduledAlert(AlertTiming.ReportDue(site, month.Next.First), site.Id, id), cancellationToken);
    }

    private async Task StoreAsync(Site site, Month month, CancellationToken cancellationToken) => await sites.CommitAsync(
        site.Id, [RowWrite.Put((await CountAsync(site, month, int.MaxValue, cancellationToken))!)], cancellationToken);

    /// <summary>Null if there are more changes than may be read.</summary>
    private async Task<MonthRow?> CountAsync(Site site, Month month, int max, CancellationToken cancellationToken)
    {
        var (start, count, read) = (month.StartIn(site), new MonthCount(month), 0);
        var now = time.GetUtcNow();
        string? after = Keys.HistoryBefore(month.EndIn(site));
        while (after is not null)
        {
            var portion = await sites.ListHistoryAsync(site.Id, after, Portion, cancellationToken);
            foreach (var row in portion.Rows.Select(row => row.Row))
            {
                if (row.Change.At < start) return count.Row(now);
                if (++read > max) return null;
                count.Add(row);
            }

            after = portion.Next;
        }

        return count.Row(now);
    }

    private async Task<MonthlyReport> OfAsync(Site site, Month month, MonthRow? changes, CancellationToken cancellationToken)
    {
        const int Days = 31;
        var days = await sites.ListDaysAsync(site.Id, month.Last, Days + 1, cancellationToken);

        // A row's key is its day in UTC, which may be that before or after the site's.
        var audits = await sites.ListCoverageAsync(
            site.Id, Keys.Coverage(month.EndIn(site).AddDays(1)), Days + 2, cancellationToken);
        var next = month.Next;
        var ending = await sites.ListEntriesAsync(
            site.Id, Keys.ContractsFrom(next.First), Keys.ContractsFrom(next.Next.First), MaxContracts, cancellationToken);
        if (changes is not null) changes = await returns.AddAsync(site.Id, changes, cancellationToken);
        var report = MonthlyReport.Of(
            site, month, changes, days.Select(day => day.Row), audits.Rows.Select(row => row.Row), time.GetUtcNow());
        return report with { ContractsEnding = ending.Count };
    }
}
