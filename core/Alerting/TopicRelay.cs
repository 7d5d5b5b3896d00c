using LinkWatch.Storage;
using LinkWatch.Topics;

namespace LinkWatch.Alerting;

/// <summary>
/// Takes what pages are about, and targets link to, to the links and targets for which that is news although nothing else changed. Safe to
/// repeat. What it makes of a link's worth, the next daily audit says.
/// </summary>
public sealed class TopicRelay(IPageStore pages, ISiteStore sites)
{
    /// <param name="change">Its <see cref="ChangeRow.TopicNews"/> are not null.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task MoveAsync(ChangeRow change, CancellationToken cancellationToken)
    {
        // As the page knows it now: news that come late don't overwrite newer ones.
        var page = await pages.FindPageAsync(change.Url.Authority, change.Page.PageId, cancellationToken);
        var (topic, linksTo) = (page?.Row.Known?.ToldTopic ?? change.Topic, page?.Row.Known?.LinksTo ?? change.LinksTo);
        foreach (var site in change.TopicNews!.GroupBy(news => news.SiteId, StringComparer.Ordinal))
        {
            foreach (var portion in site.Chunk(sites.MaxPerCommit))
            {
                await OptimisticUpdate.InHalvesAsync(
                    $"site {site.Key}: the topic of {change.Url}", portion,
                    some => TryMoveAsync(site.Key, topic, linksTo, some, cancellationToken), cancellationToken);
            }
        }
    }

    private async Task<bool> TryMoveAsync(
        string siteId, PageTopic? topic, string? linksTo, TopicNews[] news, CancellationToken cancellationToken)
    {
        var links = IdsOf(news, TrackedRole.Link) is { Count: > 0 } ids ? await sites.FindLinksAsync(siteId, ids, cancellationToken) : [];
        var targets = IdsOf(news, TrackedRole.Target) is { Count: > 0 } targetIds
            ? await sites.FindTargetsAsync(siteId, targetIds, cancellationToken)
            : [];
        List<RowWrite> writes =
        [
            .. links.Where(link => link.Row.Topic != topic)
                .Select(link => RowWrite.Replace(link.Row with { Topic = topic }, link.Version)),
            .. targets.Where(target => target.Row.Topic != topic || target.Row.LinksTo != linksTo)
                .Select(target => RowWrite.Replace(target.Row with { Topic = topic, LinksTo = linksTo }, target.Version)),
        ];
        return writes.Count == 0 || await sites.CommitAsync(siteId, writes, cancellationToken) is not null;
    }

    private static List<string> IdsOf(TopicNews[] news, TrackedRole role) =>
        [.. news.Where(one => one.Role == role).Select(one => one.LinkId).Distinct(StringComparer.Ordinal)];
}
