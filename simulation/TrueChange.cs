using LinkWatch.Links;

namespace LinkWatch.Simulation;

/// <summary>The ways in which a link may truly change. The names are the keys of a profile's <c>changes</c>.</summary>
internal enum TrueChange
{
    LinkRemoved,
    TargetChanged,
    RelNofollow,
    PageGone,
    PageRedirected,
    PageReplaced,
    MetaNoindex,
    HeaderNoindex,
    DomainParked,
}

/// <summary>The properties of a true change.</summary>
/// <param name="IsOfHost">Whether it affects every page of a host.</param>
/// <param name="IsOfPage">Whether it affects every link of a page.</param>
/// <param name="Status">The link's true status afterwards.</param>
/// <param name="WindowHours">Its confirmation window (docs/confirmation.md).</param>
internal sealed record ChangeTraits(bool IsOfHost, bool IsOfPage, Status Status, double WindowHours)
{
    public static ChangeTraits Of(TrueChange change) => change switch
    {
        TrueChange.LinkRemoved or TrueChange.TargetChanged => new(IsOfHost: false, IsOfPage: false, Status.Lost, 6),
        TrueChange.RelNofollow => new(IsOfHost: false, IsOfPage: false, Status.Nofollow, 12),
        TrueChange.PageGone or TrueChange.PageRedirected => new(IsOfHost: false, IsOfPage: true, Status.Lost, 24),
        TrueChange.PageReplaced => new(IsOfHost: false, IsOfPage: true, Status.Lost, 72),
        TrueChange.MetaNoindex or TrueChange.HeaderNoindex => new(IsOfHost: false, IsOfPage: true, Status.Unindexed, 12),
        TrueChange.DomainParked => new(IsOfHost: true, IsOfPage: true, Status.Lost, 72),
        _ => throw new ArgumentOutOfRangeException(nameof(change), change, "unknown change"),
    };
}
