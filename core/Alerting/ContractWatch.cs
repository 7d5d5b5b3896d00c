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

    /// <summary>Changes of a link that are looked at for one that an alert reports.</summary>
    private const int ChangesRead = 3;

    /// <summary>For so long a digest that reports a change has said that it breaks a contract.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromDays(2);

    public async Task RunAsync(Site site, CancellationToken cancellationToken)
    {
        var today = DayRow.DayOf(site, time.GetUtcNow());
        var from = Keys.ContractsFrom(today.AddDays(-ContractNotice.EndedWithin));
        while (await sites.ListEntriesAsync(site.Id, from, Keys.EndOf(Keys.Contracts), KeysAtOnce, cancellationToken) is { Count: > 0 } keys)
        {
            foreach (var ids in keys.Select(Keys.ListedLink).Chunk(LinksPerCommit)) await NotifyAsync(site, ids, today, cancellationToken);
            from = Keys.After(keys[^1]);
        }
    }

    /// <summary>Links with all the evidence that they may keep are more than a store takes at once: they go in halves.</summary>
    private async Task NotifyAsync(Site site, string[] ids, DateOnly today, CancellationToken cancellationToken)
    {
        try
        {
            await OptimisticUpdate.RunAsync(
                $"site {site.Id}: news of contracts", _ => TryNotifyAsync(site, ids, today, cancellationToken), cancellationToken);
        }
        catch (CommitTooLargeException) when (ids.Length > 1)
        {
            await NotifyAsync(site, ids[..(ids.Length / 2)], today, cancellationToken);
            await NotifyAsync(site, ids[(ids.Length / 2)..], today, cancellationToken);
        }
    }

    private async Task<bool> TryNotifyAsync(Site site, IReadOnlyList<string> ids, DateOnly today, CancellationToken cancellationToken)
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
            foreach (var kind in kinds)
            {
                if (kind != ContractNewsKind.NotDelivered || !await IsReportedAsync(site, link.LinkId, cancellationToken))
                    news.Add((noticed with { Evidence = [] }, kind));
            }
        }

        if (edits.Count == 0) return true;
        var writes = LinkEdit.Commit(edits).ToList();
        if (news.Count > 0)
        {
            var (alertId, write) = await open.JoinAsync(site, news.Count, cancellationToken);
            writes.AddRange([.. news.Select(item => RowWrite.Insert(new ContractNewsRow(alertId, item.Kind, item.Link))), write]);
        }

        return await sites.CommitAsync(site.Id, writes, cancellationToken) is not null;
    }

    /// <summary>Whether the digest with the change said so already.</summary>
    private async Task<bool> IsReportedAsync(Site site, string linkId, CancellationToken cancellationToken)
    {
        var latest = await sites.ListHistoryAsync(site.Id, linkId, null, ChangesRead, cancellationToken);
        return latest.Rows.Any(row => row.Row.AlertId is not null && time.GetUtcNow() - row.Row.Change.At <= Fresh);
    }
}
