using LinkWatch.Contracts;
using LinkWatch.Links;
using LinkWatch.Storage;

namespace LinkWatch.Alerting;

/// <summary>
/// Once a day, lets news of contracts join the site's open alert: that one ends soon, that one ended, that what is paid for is not there.
/// What was told is kept with the link, in the transaction in which it joins. Safe to run twice, and beside another.
/// </summary>
public sealed class ContractWatch(ISiteStore sites, OpenAlert open, TimeProvider time)
{
    private const int KeysAtOnce = 500;

    /// <summary>Each takes three writes at most, its own and two news; the open alert takes one.</summary>
    private const int LinksPerCommit = 30;

    public async Task RunAsync(Site site, CancellationToken cancellationToken)
    {
        var today = DayRow.DayOf(site, time.GetUtcNow());
        var from = Keys.ContractsFrom(today.AddDays(-ContractNotice.EndedWithin));
        var end = Keys.EndOf(Keys.Contracts);
        while (await sites.ListEntriesAsync(site.Id, from, end, KeysAtOnce, cancellationToken) is { Count: > 0 } keys)
        {
            foreach (var ids in keys.Select(Keys.ListedLink).Chunk(LinksPerCommit))
                await WriteAsync(site, ids, some => TryNotifyAsync(site, some, today, cancellationToken), cancellationToken);
            from = Keys.After(keys[^1]);
        }
    }

    /// <summary>
    /// Notes that a digest says which contracts its changes break. Before it is sealed: sealed again after a failure, it says so again.
    /// </summary>
    /// <param name="site">Whose.</param>
    /// <param name="linkIds">The links whose contracts are broken.</param>
    /// <param name="cancellationToken">Stops between two commits.</param>
    public async Task NoteBreachesAsync(Site site, IEnumerable<string> linkIds, CancellationToken cancellationToken)
    {
        var today = DayRow.DayOf(site, time.GetUtcNow());
        foreach (var ids in linkIds.Chunk(LinksPerCommit))
            await WriteAsync(site, ids, some => TryNoteAsync(site, some, today, cancellationToken), cancellationToken);
    }

    private static Task WriteAsync(Site site, string[] ids, Func<string[], Task<bool>> commit, CancellationToken cancellationToken) =>
        OptimisticUpdate.InHalvesAsync($"site {site.Id}: news of contracts", ids, commit, cancellationToken);

    private async Task<bool> TryNoteAsync(Site site, string[] ids, DateOnly today, CancellationToken cancellationToken)
    {
        var edits = new List<LinkEdit>();
        foreach (var stored in await sites.FindLinksAsync(site.Id, ids, cancellationToken))
        {
            var link = stored.Row;
            if (link.ContractOn(site, today) is not { } contract) continue;
            var notice = ContractNotice.AfterBreach(link.ContractNotice, link.Link, contract);
            if (!notice.Equals(link.ContractNotice)) edits.Add(LinkEdit.Of(stored, link with { ContractNotice = notice }));
        }

        return edits.Count == 0 || await sites.CommitAsync(site.Id, LinkEdit.Commit(edits), cancellationToken) is not null;
    }

    private async Task<bool> TryNotifyAsync(Site site, string[] ids, DateOnly today, CancellationToken cancellationToken)
    {
        var edits = new List<LinkEdit>();
        var news = new List<(LinkRow Link, ContractNewsKind Kind)>();
        foreach (var stored in await sites.FindLinksAsync(site.Id, ids, cancellationToken))
        {
            var link = stored.Row;
            if (link.IsMuted(time.GetUtcNow()) || link.ContractOn(site, today) is not { } contract) continue;
            var (notice, kinds) = ContractNotice.Of(
                link.ContractNotice, link.Link, contract, today, DayRow.DayOf(site, link.AddedAt));
            if (notice is null || notice.Equals(link.ContractNotice)) continue;
            var noticed = link with { ContractNotice = notice };
            edits.Add(LinkEdit.Of(stored, noticed));
            news.AddRange(kinds.Select(kind => (noticed with { Evidence = [] }, kind)));
        }

        if (edits.Count == 0) return true;
        var writes = LinkEdit.Commit(edits).ToList();
        if (news.Count > 0)
        {
            var (alertId, write) = await open.JoinAsync(site, news.Count, cancellationToken);

            // Put: what is delivered again, and then isn't, may be in the alert already.
            writes.AddRange([.. news.Select(item => RowWrite.Put(new ContractNewsRow(alertId, item.Kind, item.Link))), write]);
        }

        return await sites.CommitAsync(site.Id, writes, cancellationToken) is not null;
    }
}
