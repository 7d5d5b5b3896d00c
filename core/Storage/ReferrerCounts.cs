using System.Runtime.InteropServices;
using LinkWatch.Links;

namespace LinkWatch.Storage;

/// <summary>Where links come from, and what their anchors are, gathered as they come by.</summary>
internal sealed class ReferrerCounts
{
    private const int Kept = 500;
    private const int MaxAnchor = 100;

    /// <summary>Beyond so many, anchors not met before are left out: those with the most links were met.</summary>
    private const int MaxAnchors = 100_000;

    private readonly Dictionary<string, (int Links, int Live)> domains = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (int Links, int Live)> anchors = new(StringComparer.Ordinal);

    public void Add(LinkRow link)
    {
        var isLive = link.Listed() == ListedStatus.Live;
        Count(domains, link.ReferringDomain ?? link.Link.Source.Host, isLive);
        if (AnchorOf(link) is not { } anchor) return;
        if (anchors.Count < MaxAnchors || anchors.ContainsKey(anchor)) Count(anchors, anchor, isLive);
    }

    /// <summary>What a link's anchor is counted under; null if the link was never seen.</summary>
    public static string? AnchorOf(LinkRow link) => link.Detail is { } detail ? TextCut.To(detail.Anchor, MaxAnchor) : null;

    public ReferrersRow Row(DateTimeOffset? at) => new(at, domains.Count, Top(domains), Top(anchors))
    {
        LiveDomainCount = domains.Values.Count(count => count.Live > 0),
    };

    private static IReadOnlyList<LinksBy> Top(Dictionary<string, (int Links, int Live)> counts) =>
    [
        .. counts.OrderByDescending(count => count.Value.Links).ThenBy(count => count.Key, StringComparer.Ordinal).Take(Kept)
            .Select(count => new LinksBy(count.Key, count.Value.Links, count.Value.Live))
    ];

    private static void Count(Dictionary<string, (int Links, int Live)> counts, string value, bool isLive)
    {
        ref var count = ref CollectionsMarshal.GetValueRefOrAddDefault(counts, value, out _);
        count = (count.Links + 1, count.Live + (isLive ? 1 : 0));
    }
}
