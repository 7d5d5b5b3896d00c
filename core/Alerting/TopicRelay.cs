using LinkWatch.Storage;

namespace LinkWatch.Alerting;

/// <summary>
/// Takes what pages are about, and targets link to, to the links and targets for which that is news although nothing else changed. Safe to
/// repeat. What it makes of a link's worth, the next daily audit says.
/// </summary>
public sealed class TopicRelay(ISiteStore sites)
{
    /// <param name="change">Its <see cref="ChangeRow.TopicNews"/> are not null.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task MoveAsync(ChangeRow change, CancellationToken cancellationToken)
    {
        foreach (var site in change.TopicNews!.GroupBy(news => news.SiteId, StringComparer.Ordinal))
        {
            foreach (var portion in site.Chunk(sites.MaxPerCommit))
            {
                await OptimisticUpdate.RunAsync(
                    $"site {site.Key}: the topic of {change.Url}", _ => TryMoveAsync(site.Key, change, portion, cancellationToken),
                    cancellationToken);
            }
        }
    }

    private async Task<bool> TryMoveAsync(string siteId, ChangeRow change, TopicNews[] news, CancellationToken cancellationToken)
    {
        var links = IdsOf(news, TrackedRole.Link) is { Count: > 0 } ids ? await sites.FindLinksAsync(siteId, ids, cancellationToken) : [];
        var targets = IdsOf(news, TrackedRole.Target) is { Count: > 0 } targetIds
            ? await sites.FindTargetsAsync(siteId, targetIds, cancellationToken)
            : [];
        List<RowWrite> writes =
        [
            .. links.Where(link => link.Row.Topic != change.Topic)
                .Select(link => RowWrite.Replace(link.Row with { Topic = change.Topic }, link.Version)),
            .. targets.Where(target => target.Row.Topic != change.Topic || target.Row.LinksTo != change.LinksTo)
                .Select(target => RowWrite.Replace(target.Row with { Topic = change.Topic, LinksTo = change.LinksTo }, target.Version)),
        ];
        return writes.Count == 0 || await sites.CommitAsync(siteId, writes, cancellationToken) is not null;
    }

    private static List<string> IdsOf(TopicNews[] news, TrackedRole role) =>
        [.. news.Where(one => one.Role == role).Select(one => one.LinkId).Distinct(StringComparer.Ordinal)];
}
