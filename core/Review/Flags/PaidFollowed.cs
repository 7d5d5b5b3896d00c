using LinkWatch.Contracts;
using LinkWatch.Links;

namespace LinkWatch.Review.Flags;

/// <summary>A link that its owner noted as paid, or with a price or a term, without <c>rel="sponsored"</c> or <c>nofollow</c>.</summary>
internal sealed class PaidFollowed : IFlagRule
{
    public FlagKind Kind => FlagKind.PaidFollowed;

    public string? EvidenceOf(ReviewedLink link)
    {
        if (link.Followed is not { } seen || !IsPaid(link.Row.Link)) return null;
        var rel = seen.Rel.Count == 0 ? "no rel" : $"rel {string.Join(' ', seen.Rel)}";
        return $"you noted it as paid{(link.Row.Link.CostWords is { } cost ? $" ({cost})" : "")}, and it has {rel}";
    }

    /// <summary>A contract for nothing pays nothing, and what its owner calls natural is not bought.</summary>
    private static bool IsPaid(Backlink link) => link.Acquired == Acquired.Paid
        || (Contract.IsOf(link) && link.Acquired != Acquired.Natural && link.AgreedPrice is not { Amount: 0 });
}
