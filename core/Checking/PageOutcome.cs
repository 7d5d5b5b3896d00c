using LinkWatch.Storage;

namespace LinkWatch.Checking;

/// <summary>A page after a check: its row, what changed, and when it is to be checked again before its cadence.</summary>
/// <param name="Row">Names <paramref name="Recheck"/>.</param>
/// <param name="Change">What changed, or null.</param>
/// <param name="Recheck">The next early check, or null.</param>
/// <param name="ObsoleteRecheck">Key of the early check that this one replaces, or null.</param>
public sealed record PageOutcome(PageRow Row, ChangeRow? Change, RecheckRow? Recheck, string? ObsoleteRecheck)
{
    /// <summary>
    /// The row's next early check, in place of the one it names now; the one that the slice was planned from is gone already.
    /// </summary>
    public static PageOutcome Of(
        PageRow row, SlicePage slice, DateTimeOffset? recheckAt, IReadOnlyList<ChangedLink> changes, DateTimeOffset plannedAt)
    {
        var recheck = recheckAt is { } due ? new RecheckRow(due, row.Key, slice.Host, IsUnconditional: true) : null;
        var standing = row.RecheckKey == slice.RecheckKey ? null : row.RecheckKey;
        return new PageOutcome(
            row with { RecheckKey = recheck?.RowKey },
            changes.Count == 0 ? null : new ChangeRow(row.Key, row.Url, plannedAt, changes),
            recheck,
            standing == recheck?.RowKey ? null : standing);
    }

    /// <summary>The writes that belong together.</summary>
    /// <param name="version">The version of the row that this outcome was made from.</param>
    public IEnumerable<RowWrite> Writes(string version)
    {
        yield return RowWrite.Replace(Row, version);
        if (Change is not null) yield return RowWrite.Insert(Change);
        if (ObsoleteRecheck is not null) yield return RowWrite.Delete(ObsoleteRecheck);
        if (Recheck is not null) yield return RowWrite.Put(Recheck);
    }
}
