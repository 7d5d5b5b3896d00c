using LinkWatch.Links;

namespace LinkWatch.Review.Flags;

/// <summary>
/// A link among hundreds of others, on a page that is known to be about something else: many links alone are no fault, nor is another topic.
/// </summary>
internal sealed class CrowdedPage : IFlagRule
{
    /// <summary>To other hosts.</summary>
    public const int MinLinks = 200;

    /// <summary>
    /// Of common words: no pages about different things shared more among those that were labelled, and none about the same as little.
    /// </summary>
    private const double Unrelated = 0.07;

    public FlagKind Kind => FlagKind.CrowdedPage;

    public string? EvidenceOf(ReviewedLink link) =>
        link is { Followed: not null, Row.Worth.Facts: { OutboundLinks: >= MinLinks and var links, Relevance: { } words } }
            && words.Share <= Unrelated
            ? $"one of {Counted.Number(links)} links to other hosts, on a page that shares {words.Common} of {words.Total} telling words with yours"
            : null;
}
