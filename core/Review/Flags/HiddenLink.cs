using LinkWatch.Links;

namespace LinkWatch.Review.Flags;

/// <summary>A link that the page's markup hides.</summary>
internal sealed class HiddenLink : IFlagRule
{
    public FlagKind Kind => FlagKind.Hidden;

    public string? EvidenceOf(ReviewedLink link) =>
        link.Followed is { Placement: Placement.Hidden } ? "the page hides it from visitors" : null;
}
