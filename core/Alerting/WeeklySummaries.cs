using LinkWatch.Links;
using LinkWatch.Storage;

namespace LinkWatch.Alerting;

/// <summary>Plans the mail that a site gets if a week passes without any other, so that silence is never doubt.</summary>
public sealed class WeeklySummaries(ISiteStore sites, TimeProvider time)
{
    /// <summary>The daily audit plans what is due until the next one.</summary>
    private static readonly TimeSpan PlannedAhead = TimeSpan.FromDays(1);

    /// <summary>
    /// Points to the summary if it is due within a day. What is planned in vain is harmless: another mail, or another setting, moves it.
    /// </summary>
    /// <returns>The write with which the week begins if the site never had a mail; null otherwise.</returns>
    public async Task<RowWrite?> PlanAsync(Site site, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (await sites.FindLastMailAsync(site.Id, cancellationToken) is not { Row.SealedAt: var last } || last.IsAhead(now))
            return RowWrite.Put(new LastMailRow(now));
        if (AlertTiming.SummaryDue(site, last) is { } due && due - now <= PlannedAhead)
            await sites.PutDueAsync(new ScheduledAlert(due, site.Id, AlertIds.OfWeekly(due)), cancellationToken);
        return null;
    }

    /// <summary>Whether it is due now: nothing was mailed meanwhile, and nothing is about to be.</summary>
    internal async Task<DateTimeOffset?> LastMailIfDueAsync(Site site, CancellationToken cancellationToken) =>
        await sites.FindLastMailAsync(site.Id, cancellationToken) is { Row.SealedAt: var last }
        && AlertTiming.SummaryDue(site, last) <= time.GetUtcNow()
        && await sites.FindOpenAlertAsync(site.Id, cancellationToken) is null
            ? last
            : null;
}
