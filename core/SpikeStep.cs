using LinkWatch.Alerting;
using LinkWatch.Links;
using LinkWatch.Spikes;
using LinkWatch.Storage;

namespace LinkWatch;

/// <summary>
/// Once a day, a site at a time: the day that is complete, and those just before it of which more may have got known since, are held against what was
/// due, and what was out of the ordinary is told. Safe to run twice, and beside another: a day's row is written once, and a spike is in one row.
/// </summary>
public sealed class SpikeStep(ISiteStore sites, TimeProvider time, PublicSuffix suffixes)
{
    /// <summary>Exports come late: what they say of days longer ago is no news.</summary>
    private const int DaysToTell = 14;

    private const int Portion = 500;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (var site in await sites.ListSitesAsync(cancellationToken)) await JudgeAsync(site.Row, cancellationToken);
    }

    private async Task JudgeAsync(Site site, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var day = SiteDays.Today(site, now).AddDays(-1);
        var judged = (await sites.ListSpikesAsync(site.Id, null, 2 * DaysToTell, cancellationToken)).Rows.Select(row => row.Row).ToList();
        if (judged is [var newest, ..] && newest.Day >= day)
        {
            await TellAsync(site, newest, now, cancellationToken);
            return;
        }

        var days = await ReadAsync(site, day, cancellationToken);
        var told = judged.SelectMany(row => row.Spikes).Select(spike => (spike.Kind, spike.Date)).ToHashSet();
        var news = days.SpikesSince(day.AddDays(1 - DaysToTell)).Where(spike => !told.Contains((spike.Kind, spike.Date))).ToList();
        var row = new SpikesRow(day, news);
        if (await sites.CommitAsync(site.Id, [RowWrite.Insert(row)], cancellationToken) is not null) await TellAsync(site, row, now, cancellationToken);
    }

    /// <summary>Points to the alert until it is sealed: a process may have ended between the row and the pointer.</summary>
    private async Task TellAsync(Site site, SpikesRow row, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (row.Spikes.Count == 0 || await sites.FindAlertAsync(site.Id, AlertIds.OfSpikes(row.Day), cancellationToken) is not null) return;
        await sites.PutDueAsync(new DueAlert(AlertTiming.AfterQuiet(site, now), site.Id, AlertIds.OfSpikes(row.Day)), cancellationToken);
    }

    private async Task<SiteDays> ReadAsync(Site site, DateOnly day, CancellationToken cancellationToken)
    {
        var days = new SiteDays(site, day, suffixes);
        await foreach (var link in Listing.AllAsync((after, stop) => sites.ListLinksAsync(site.Id, after, Portion, stop), cancellationToken)) days.Add(link);

        var oldest = time.GetUtcNow().AddDays(-SiteDays.Length - 1);
        for (string? after = null, next = ""; next is not null; after = next)
        {
            var changes = await sites.ListHistoryAsync(site.Id, after, Portion, cancellationToken);
            foreach (var change in changes.Rows) days.Add(change.Row);
            next = changes.Rows is [.., { Row.Change.At: var at }] && at < oldest ? null : changes.Next;
        }

        return days;
    }
}
