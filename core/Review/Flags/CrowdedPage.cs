using LinkWatch.Links;

namespace LinkWatch.Review.Flags;

/// <summary>
/// A link among hundreds of others, on a page that is known to be about something else. Neither is flagged alone: good pages have
/// hundreds of links, too, and good links come from pages on other topics.
/// </summary>
internal sealed class CrowdedPage : IFlagRule
{
    /// <summary>To other hosts.</summary>
    public const int MinLinks = 200;

    /// <summary>
    /// Of the nine languages that were measured, pages on different topics share no more words in eight (docs/worth.md). Pages on the same
    /// topic share at least twice as many.
    /// </summary>
    private const double Unrelated = 0.07;

    public FlagKind Kind => FlagKind.CrowdedPage;

    public string? EvidenceOf(ReviewedLink link) =>
        link is { Followed: not null, Row.Worth.Facts: { OutboundLinks: >= MinLinks and var links, Relevance: { } words } }
            && words.Share <= Unrelated
            ? $"one of {Counted.Number(links)} links to other hosts, "
                + $"on a page that shares {words.Common} of {words.Total} telling words with yours"
            : null;
}
