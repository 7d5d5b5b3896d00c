using LinkWatch.Confirming;
using LinkWatch.Links;

namespace LinkWatch.Months;

/// <summary>Changes as owners look at them.</summary>
public static class ChangeKinds
{
    public const string News = "news";
    public const string Lost = "lost";
    public const string Unindexed = "unindexed";
    public const string Nofollow = "nofollow";
    public const string Back = "back";
    public const string Unverifiable = "unverifiable";
    public const string Detail = "detail";
    public const string Came = "came";
    public const string First = "first";

    public static IReadOnlyList<ListedKind> All { get; } =
    [
        new(News, "all but first checks", change => change.Kind != ChangeKind.Baseline),
        new(Lost, "lost", change => IsTurned(change, Status.Lost)),
        new(Unindexed, "turned unindexed", change => IsTurned(change, Status.Unindexed)),
        new(Nofollow, "turned nofollow", change => IsTurned(change, Status.Nofollow)),
        new(Back, "back", change => change.Kind == ChangeKind.Back),
        new(Unverifiable, "couldn’t be checked", change => change.Kind is ChangeKind.Unverifiable or ChangeKind.Verified),
        new(Detail, "changed in detail", change => change.Kind == ChangeKind.Detail),
        new(Came, "first status confirmed", change => change is { Kind: ChangeKind.Baseline, New: not null }),
        new(First, "first checks", change => change.Kind == ChangeKind.Baseline),
    ];

    private static bool IsTurned(LinkChange change, Status status) =>
        change.Kind == ChangeKind.State && change.New == status && change.Old != status;
}

/// <param name="Name">In addresses.</param>
/// <param name="Title">As owners read it.</param>
/// <param name="Fits">Which changes these are.</param>
public sealed record ListedKind(string Name, string Title, Func<LinkChange, bool> Fits);
