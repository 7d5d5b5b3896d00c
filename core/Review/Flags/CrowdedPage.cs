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

    public FlagKind Kind => FlagKind.CrowdedPage;

    public string? EvidenceOf(ReviewedLink link) =>
        link is
        {
            Followed: not null,
            Row.Worth.Facts: { OutboundLinks: >= MinLinks and var links, Relevance: { IsUnrelated: true } words },
        }
            ? $"one of {Counted.Number(links)} links to other hosts, "
                + $"on a page that shares {words.Common} of {words.Total} telling words with yours"
            : null;
}
