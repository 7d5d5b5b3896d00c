using LinkWatch.Links;

namespace LinkWatch.Review.Flags;

/// <summary>A link that was lost because its domain is parked or for sale: whoever buys it has its old links, too.</summary>
internal sealed class ParkedDomain : IFlagRule
{
    /// <summary>What the evidence of a replaced page says of a domain without a site.</summary>
    private static readonly string[] Signs = ["(for sale)", "(parked)", "(expired)"];

    public FlagKind Kind => FlagKind.ParkedDomain;

    public string? EvidenceOf(ReviewedLink link) =>
        link.Row is { Status: Status.Lost, Reasons: var reasons } && reasons.Contains(Reason.PageReplaced)
            ? link.Row.Evidence.FirstOrDefault(line => Signs.Any(sign => line.Contains(sign, StringComparison.Ordinal)))
            : null;
}
