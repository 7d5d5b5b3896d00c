using LinkWatch.Links;

namespace LinkWatch.Review.Flags;

/// <summary>A link that its owner noted as paid, without <c>rel="sponsored"</c> or <c>nofollow</c>.</summary>
internal sealed class PaidFollowed : IFlagRule
{
    public FlagKind Kind => FlagKind.PaidFollowed;

    public string? EvidenceOf(ReviewedLink link)
    {
        if (link.Followed is not { } seen || link.Row.Link.Acquired != Acquired.Paid) return null;
        var rel = seen.Rel.Count == 0 ? "no rel" : $"rel {string.Join(' ', seen.Rel)}";
        return $"you noted it as paid{(link.Row.Link.Cost is { } cost ? $" ({cost})" : "")}, and it has {rel}";
    }
}
