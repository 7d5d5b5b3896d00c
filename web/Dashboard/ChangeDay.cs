using LinkWatch.Confirming;
using LinkWatch.Links;
using LinkWatch.Storage;
using LinkWatch.Web.Dashboard.Pages;

namespace LinkWatch.Web.Dashboard;

/// <summary>A day of the site with its changes.</summary>
/// <param name="Day">In the site's time zone.</param>
/// <param name="Groups">By their latest change, the newest first.</param>
public sealed record ChangeDay(DateOnly Day, IReadOnlyList<ChangeGroup> Groups)
{
    /// <param name="changes">The newest first.</param>
    /// <param name="site">Whose days.</param>
    public static IReadOnlyList<ChangeDay> Of(IReadOnlyList<ShownChange> changes, Site site) =>
    [
        .. changes.GroupBy(change => DayRow.DayOf(site, change.Row.Change.At))
            .Select(day => new ChangeDay(day.Key, [.. day.GroupBy(KindOf).Select(group => new ChangeGroup([.. group]))])),
    ];

    private static (TrackedRole, TargetEvent?, string, object, Status?, Status?) KindOf(ShownChange change) =>
        (change.Row.Role, change.Row.IsOfTarget ? TargetNews.Of(change.Row.Change) : null, change.Row.Source.Authority,
            change.Row.Change.Kind, change.Row.Change.Old, change.Row.Change.New);
}

/// <summary>What happened to links of one host on one day in the same way.</summary>
/// <param name="Changes">At least one, the newest first.</param>
public sealed record ChangeGroup(IReadOnlyList<ShownChange> Changes);
