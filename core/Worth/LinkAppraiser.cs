using LinkWatch.Links;
using LinkWatch.Profile;
using LinkWatch.Storage;
using LinkWatch.Urls;

namespace LinkWatch.Worth;

/// <summary>Works out what a site's links are worth. Pure.</summary>
public sealed class LinkAppraiser(Site site, PublicSuffix suffixes)
{
    private readonly AnchorClassifier anchors = new(site, suffixes);

    /// <summary>
    /// What a link is worth as it stands; of a lost one, what it was when it was last seen. Null if it was never seen, or if no term that
    /// counts is known.
    /// </summary>
    /// <param name="row">The link.</param>
    /// <param name="known">What its row doesn't say: of its page, its domain and the rank lists.</param>
    public LinkWorth? Appraise(LinkRow row, WorthFacts known)
    {
        if (!IsThere(row)) return row.Worth;
        var facts = known with
        {
            Reasons = [.. row.Reasons.Where(reason => Reasons.StatusOf(reason) is Status.Nofollow or Status.Unindexed)],
            Placement = row.Detail?.Placement,
            Anchor = row.Detail is { } detail ? anchors.Of(detail.Anchor, detail.IsImage, row.Link.Target.Url) : null,
        };
        return WorthReport.Of(facts, site.WorthWeights).Points is { } points
            ? new LinkWorth(points, facts) { Weights = site.WorthWeights }
            : null;
    }

    /// <summary>What a change makes of a link's worth; null if there is nothing to compare.</summary>
    /// <param name="before">The link before the change.</param>
    /// <param name="after">The link after it, appraised.</param>
    public WorthChange? Compare(LinkRow before, LinkRow after)
    {
        var (was, isNow) = (PointsOf(before), PointsOf(after));
        return was is null || isNow is null ? null : new WorthChange(was, isNow);
    }

    internal static bool IsThere(LinkRow row) => row.Status is Status.Live or Status.Nofollow or Status.Unindexed;

    /// <summary>Of a row that an earlier version wrote, it is worked out now.</summary>
    private int? PointsOf(LinkRow row) => row.Status is Status.Lost
        ? 0
        : (row.Worth ?? Appraise(row, new WorthFacts()))?.Points;
}
