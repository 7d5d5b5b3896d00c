using LinkWatch.Confirming;
using LinkWatch.Links;
using LinkWatch.Storage;

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

    public const string Targets = "targets";

    public static IReadOnlyList<ListedKind> All { get; } =
    [
        new(News, "all but first checks", row => row.Change.Kind != ChangeKind.Baseline),
        new(Lost, "lost", row => IsTurned(row, Status.Lost)),
        new(Unindexed, "turned unindexed", row => IsTurned(row, Status.Unindexed)),
        new(Nofollow, "turned nofollow", row => IsTurned(row, Status.Nofollow)),
        new(Back, "back", row => !row.IsOfTarget && row.Change.Kind == ChangeKind.Back),
        new(Targets, "targets", row => row.IsOfTarget && row.Change.Kind != ChangeKind.Baseline),
        new(Unverifiable, "couldn’t be checked", row => row.Change.Kind is ChangeKind.Unverifiable or ChangeKind.Verified),
        new(Detail, "changed in detail", row => !row.IsOfTarget && row.Change.Kind == ChangeKind.Detail),
        new(Came, "first status confirmed", row => row is { IsOfTarget: false, Change: { Kind: ChangeKind.Baseline, New: not null } }),
        new(First, "first checks", row => row.Change.Kind == ChangeKind.Baseline),
    ];

    private static bool IsTurned(HistoryRow row, Status status) =>
        row is { IsOfTarget: false, Change: { Kind: ChangeKind.State } change } && change.New == status && change.Old != status;
}

/// <param name="Name">In addresses.</param>
/// <param name="Title">As owners read it.</param>
/// <param name="Fits">Which changes these are.</param>
public sealed record ListedKind(string Name, string Title, Func<HistoryRow, bool> Fits);
