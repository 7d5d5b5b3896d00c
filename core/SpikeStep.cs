using LinkWatch.Alerting;
using LinkWatch.Links;
using LinkWatch.Spikes;
using LinkWatch.Storage;
using LinkWatch.Urls;

namespace LinkWatch;

/// <summary>
/// Once a day, a site at a time: the day that is complete, and those just before it of which more may have got known since, are held
/// against what was due, and what was out of the ordinary joins the open alert. Safe to run twice, and beside another: a day's row is
/// written once, and a spike is in one row.
/// </summary>
public sealed class SpikeStep(ISiteStore sites, OpenAlert open, TimeProvider time, PublicSuffix suffixes)
{
    /// <summary>Exports come late: what they say of days longer ago is no news.</summary>
    private const int DaysReported = 14;

    private const int Portion = 500;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var faults = new List<Exception>();
        foreach (var site in await sites.ListSitesAsync(cancellationToken))
        {
            try
            {
                await JudgeAsync(site.Row, cancellationToken);
            }
            catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
            {
                // One site's fault must not keep the others from being judged, now and at every run to come.
                faults.Add(fault);
            }
        }

        if (faults.Count > 0) throw new AggregateException("not every site could be judged for spikes", faults);
    }

    private Task JudgeAsync(Site site, CancellationToken cancellationToken)
    {
        var day = SiteDays.Today(site, time.GetUtcNow()).AddDays(-1);
        IReadOnlyList<SpikeNews>? spikes = null;
        return OptimisticUpdate.RunAsync($"site {site.Id}: the spikes of {day:O}", async _ =>
        {
            var judged = await JudgedAsync(site, day, cancellationToken);
            if (judged is [var latest, ..] && latest.Day >= day) return true;
            spikes ??= await ReadAsync(site, day, judged, cancellationToken);
            return await ReportAsync(site, day, spikes, judged, cancellationToken);
        }, cancellationToken);
    }

    private async Task<bool> ReportAsync(
        Site site, DateOnly day, IReadOnlyList<SpikeNews> spikes, IReadOnlyList<SpikesRow> judged, CancellationToken cancellationToken)
    {
        var reported = Reported(judged);
        var news = spikes.Where(spike => !reported.Contains((spike.Kind, spike.Date))).ToList();
        List<RowWrite> writes = [RowWrite.Insert(new SpikesRow(day, news))];
        if (news.Count > 0) writes.Add((await open.JoinAsync(site, news, cancellationToken)).Write);
        return await sites.CommitAsync(site.Id, writes, cancellationToken) is not null;
    }

    private async Task<IReadOnlyList<SpikesRow>> JudgedAsync(Site site, DateOnly day, CancellationToken cancellationToken)
    {
        while (true)
        {
            var rows = (await sites.ListSpikesAsync(site.Id, null, 2 * DaysReported, cancellationToken)).Rows;

            // A site that moves to another time zone may be a day ahead of itself.
            var ahead = rows.Where(row => row.Row.Day > day.AddDays(1)).ToList();
            if (ahead.Count == 0) return [.. rows.Select(row => row.Row)];
            await TakeBackAsync(site, day, rows.Except(ahead).FirstOrDefault(), ahead, cancellationToken);
        }
    }

    /// <summary>
    /// Days that were judged by a clock that was ahead are judged when they come; spikes that were reported stay reported.
    /// </summary>
    private Task TakeBackAsync(
        Site site, DateOnly day, Stored<SpikesRow>? latest, IReadOnlyList<Stored<SpikesRow>> ahead, CancellationToken cancellationToken)
    {
        var writes = ahead.Select(row => RowWrite.Delete(row.Row.RowKey, row.Version)).ToList();
        var reported = ahead.SelectMany(row => row.Row.Spikes).ToList();
        var before = latest?.Row ?? new SpikesRow(day.AddDays(-1), []);
        var kept = before with { Spikes = [.. before.Spikes, .. reported] };
        if (reported.Count > 0) writes.Add(latest is null ? RowWrite.Insert(kept) : RowWrite.Replace(kept, latest.Version));
        return sites.CommitAsync(site.Id, writes, cancellationToken);
    }

    /// <summary>
    /// The spikes that were not reported. A site may have millions of links, so none is kept: if there is a spike to explain, they are read
    /// again.
    /// </summary>
    private async Task<IReadOnlyList<SpikeNews>> ReadAsync(
        Site site, DateOnly day, IReadOnlyList<SpikesRow> judged, CancellationToken cancellationToken)
    {
        var days = new SiteDays(site, day, suffixes);
        await foreach (var link in sites.LinksAsync(site.Id, cancellationToken))
        {
            if (link.IsOfUnknownAge) days.AddFound(link.Link, link.AddedAt);
            else days.Add(link.Link, link.AddedAt);
        }

        await foreach (var change in HistoryAsync(site, cancellationToken)) days.Add(change.Change);

        var reported = Reported(judged);
        var spikes = days.SpikesSince(day.AddDays(1 - DaysReported)).Where(spike => !reported.Contains((spike.Kind, spike.Date))).ToList();
        var drivers = new SpikeDrivers(site, days, spikes, suffixes);
        if (drivers.AreOfLinks)
        {
            await foreach (var link in sites.LinksAsync(site.Id, cancellationToken).Where(link => !link.IsOfUnknownAge))
                drivers.Add(link.Link, link.AddedAt, link.Detail);
        }

        if (drivers.AreOfChanges)
        {
            await foreach (var change in HistoryAsync(site, cancellationToken)) drivers.Add(change.Source, change.Change);
        }

        return drivers.News();
    }

    private static HashSet<(SpikeKind Kind, DateOnly Date)> Reported(IReadOnlyList<SpikesRow> judged) =>
        judged.SelectMany(row => row.Spikes).Select(spike => (spike.Kind, spike.Date)).ToHashSet();

    /// <summary>The changes of the days that are judged, the newest first.</summary>
    private IAsyncEnumerable<HistoryRow> HistoryAsync(Site site, CancellationToken cancellationToken)
    {
        var oldest = time.GetUtcNow().AddDays(-SiteDays.Length - 1);
        return Listing.AllAsync((after, stop) => sites.ListHistoryAsync(site.Id, after, Portion, stop), cancellationToken)
            .TakeWhile(change => change.Change.At >= oldest).Where(change => !change.IsOfTarget);
    }
}
