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
        for (string? after = null, next = ""; next is not null; after = next)
        {
            var portion = await sites.ListTargetsAsync(siteId, after, Portion, cancellationToken);
            foreach (var target in portion.Rows.Select(stored => stored.Row))
            {
                if (target.Topic is { } topic) topics.byTarget[target.TargetId] = topic;
            }

            next = portion.Next;
        }

        return topics;
    }

    /// <summary>Null if it can't be told.</summary>
    public TopicMatch? RelevanceOf(LinkRow link) => link.Topic is null
        ? null
        : TopicMatch.Of(link.Topic, byTarget.GetValueOrDefault(Ids.Target(siteId, link.Link.Target.Url)));
}
