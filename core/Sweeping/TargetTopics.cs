using LinkWatch.Links;
using LinkWatch.Storage;
using LinkWatch.Topics;

namespace LinkWatch.Sweeping;

/// <summary>What the targets of a site are about, to hold the pages against that link to them.</summary>
internal sealed class TargetTopics
{
    private const int Portion = 500;

    private readonly string siteId;
    private readonly Dictionary<string, PageTopic> byTarget = new(StringComparer.Ordinal);

    private TargetTopics(string siteId) => this.siteId = siteId;

    public static async Task<TargetTopics> OfAsync(ISiteStore sites, string siteId, CancellationToken cancellationToken)
    {
        var topics = new TargetTopics(siteId);
        await foreach (var target in Listing.AllAsync(
            (after, stop) => sites.ListTargetsAsync(siteId, after, Portion, stop), cancellationToken))
        {
            if (target.Topic is { } topic) topics.byTarget[target.TargetId] = topic;
        }

        return topics;
    }

    /// <summary>Null if it can't be told.</summary>
    public TopicMatch? RelevanceOf(LinkRow link) => link.Topic is null
        ? null
        : TopicMatch.Of(link.Topic, byTarget.GetValueOrDefault(Ids.Target(siteId, link.Link.Target.Url)));
}
