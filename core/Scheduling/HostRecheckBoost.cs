using LinkWatch.Storage;

namespace LinkWatch.Scheduling;

/// <summary>
/// Checks the pages of a host early if an outage is suspected, to find out soon how many of its links are down: a portion
/// per tick, through the one re-check that each page may have, so the host gets requests no faster than usual.
/// </summary>
internal sealed class HostRecheckBoost(IPageStore pages, ScheduleOptions options, int shard, DateTimeOffset now)
{
    public async Task BoostAsync(IEnumerable<Stored<HostRow>> hosts, CancellationToken cancellationToken)
    {
        var suspected = hosts.Where(host =>
            host.Row.Trouble is { BoostAfter: not null } && !(FutureTimes.Forget(host.Row, now, now).WaitUntil > now));
        foreach (var host in suspected.Take(options.MaxBoostsPerTick)) await BoostPortionAsync(host, options.BoostPages, cancellationToken);
    }

    private async Task BoostPortionAsync(Stored<HostRow> host, int max, CancellationToken cancellationToken)
    {
        var (row, trouble) = (host.Row, host.Row.Trouble!);
        var after = trouble.BoostAfter!.Length == 0 ? null : trouble.BoostAfter;
        var portion = await pages.ListHostPagesAsync(shard, row.Authority, after, max, cancellationToken);
        var found = await pages.FindPagesAsync(shard, portion.Rows.Select(page => page.Row.Page).ToList(), cancellationToken);

        var pulled = row with { Trouble = trouble with { BoostAfter = portion.Next } };
        var writes = found.Where(page => IsUnread(page.Row, trouble.Since)).SelectMany(page => Boost(page, row.Authority));

        // Whoever wrote one of these rows meanwhile wins; the next tick pulls the same portion.
        try
        {
            await pages.CommitAsync(shard, [RowWrite.Replace(pulled, host.Version), .. writes], cancellationToken);
        }
        catch (CommitTooLargeException) when (max > 1)
        {
            await BoostPortionAsync(host, max / 2, cancellationToken);
        }
    }

    /// <summary>A page with a planned re-check, or in a slice because of one, is left alone.</summary>
    private bool IsUnread(PageRow page, DateTimeOffset since) =>
        page.RecheckKey is null && !FutureTimes.Forget(page, now).Links.Any(link => link.State.LastPlanned >= since);

    private IEnumerable<RowWrite> Boost(Stored<PageRow> page, string authority)
    {
        var recheck = new RecheckRow(now, page.Row.Key, authority, IsUnconditional: false);
        yield return RowWrite.Replace(page.Row with { RecheckKey = recheck.RowKey }, page.Version);
        yield return RowWrite.Insert(recheck);
    }
}
