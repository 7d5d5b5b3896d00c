using LinkWatch.Links;

namespace LinkWatch.Storage;

/// <summary>Some of the statuses that links are listed under; unless any is named, all of them.</summary>
public readonly record struct StatusSet
{
    private readonly int bits;

    private StatusSet(int bits) => this.bits = bits;

    /// <summary>Those that a link has while it isn't lost.</summary>
    public static StatusSet NotLost { get; } = AllBut(ListedStatus.Lost);

    public bool IsAll => bits == 0;

    /// <summary>The worst first.</summary>
    public IEnumerable<ListedStatus> Statuses => LinkFacets.Statuses.Where(Has);

    /// <summary>Null if there are several.</summary>
    public ListedStatus? Only => Statuses.ToList() is [var only] ? only : null;

    public static implicit operator StatusSet(ListedStatus? status) => status is { } one ? Of([one]) : default;

    public static StatusSet Of(IEnumerable<ListedStatus> statuses) => new(statuses.Aggregate(0, (bits, status) => bits | Bit(status)));

    public static StatusSet AllBut(ListedStatus status) => Of(LinkFacets.Statuses.Where(other => other != status));

    public bool Has(ListedStatus status) => IsAll || (bits & Bit(status)) != 0;

    /// <summary>As addresses name it, such as <c>lost,unindexed</c>; empty for all.</summary>
    public override string ToString() => IsAll ? "" : string.Join(',', Statuses.Select(status => status.Name()));

    private static int Bit(ListedStatus status) => 1 << (int)status;
}
