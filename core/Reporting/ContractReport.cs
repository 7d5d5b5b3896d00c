using LinkWatch.Contracts;
using LinkWatch.Links;
using LinkWatch.Sites;

namespace LinkWatch.Reporting;

/// <summary>One contract: a line of <c>contracts --json</c>; docs/json.md describes it.</summary>
public sealed record ContractReport
{
    public required string Site { get; init; }

    /// <summary>Of the link.</summary>
    public required string Id { get; init; }

    public required string Source { get; init; }

    public required string Target { get; init; }

    public required ContractState State { get; init; }

    public Money? Price { get; init; }

    public DateOnly? PaidFrom { get; init; }

    public DateOnly? PaidUntil { get; init; }

    /// <summary>0 on the last day that is paid for; null if no end was agreed, or it has passed.</summary>
    public int? DaysLeft { get; init; }

    /// <summary>What the link is now: a status, or <c>pending</c>.</summary>
    public required string Status { get; init; }

    public IReadOnlyList<string> ExpectedRel { get; init; } = [];

    public string? ExpectedAnchor { get; init; }

    public Placement? AgreedPlacement { get; init; }

    /// <summary>As the link was last seen.</summary>
    public IReadOnlyList<string> Rel { get; init; } = [];

    /// <inheritdoc cref="Rel"/>
    public string? Anchor { get; init; }

    /// <inheritdoc cref="Rel"/>
    public Placement? Placement { get; init; }

    /// <summary>What was agreed and is not there; empty if all is.</summary>
    public IReadOnlyList<Shortfall> Shortfalls { get; init; } = [];

    public DateOnly? NotDeliveredSince { get; init; }

    public int DaysNotDelivered { get; init; }

    /// <summary>The price of those days; null unless price, first and last day are known.</summary>
    public Money? NotDelivered { get; init; }

    public string? Contact { get; init; }

    public static ContractReport Of(string siteId, ListedContract listed)
    {
        var (row, contract) = (listed.Link, listed.Contract);
        return new ContractReport
        {
            Site = siteId,
            Id = row.LinkId,
            Source = row.Link.Source.Href,
            Target = row.Link.Target.Url.Href,
            State = contract.State,
            Price = row.Link.AgreedPrice,
            PaidFrom = row.Link.PaidFrom,
            PaidUntil = row.Link.PaidUntil,
            DaysLeft = contract.DaysLeft,
            Status = row.Status?.Name() ?? "pending",
            ExpectedRel = row.Link.ExpectedRel,
            ExpectedAnchor = row.Link.ExpectedAnchor,
            AgreedPlacement = row.Link.AgreedPlacement,
            Rel = row.Detail?.Rel ?? [],
            Anchor = row.Detail?.Anchor,
            Placement = row.Detail?.Placement,
            Shortfalls = contract.Shortfalls,
            NotDeliveredSince = contract.NotDeliveredSince,
            DaysNotDelivered = contract.DaysNotDelivered,
            NotDelivered = contract.NotDelivered,
            Contact = row.Link.Contact,
        };
    }
}
