using LinkWatch.Alerting.Digests;
using LinkWatch.Confirming;
using LinkWatch.Links;

namespace LinkWatch.Web.Dashboard.Parts;

/// <summary>Reasons and incidents in the owner's words.</summary>
public static class ChangeWords
{
    /// <summary>Of the reasons that a change names; empty if there are none.</summary>
    public static string Why(IReadOnlyList<Reason> reasons) => PlainText.Capital(string.Join("; ", reasons.Select(ReasonWords.Of)));

    /// <summary>What a change altered of the link as it is seen; all of it if it is gone.</summary>
    public static IReadOnlyList<Difference> Differences(LinkChange change)
    {
        if (change.OldDetail is null) return [];
        if (change.NewDetail is not null) return Differences(change.OldDetail, change.NewDetail);
        return change is { Kind: ChangeKind.State, New: Status.Lost } ? Differences(change.OldDetail, now: null) : [];
    }

    /// <param name="old">As it was.</param>
    /// <param name="now">As it is; null if it is gone.</param>
    public static IReadOnlyList<Difference> Differences(LinkDetail old, LinkDetail? now)
    {
        List<Difference> all =
        [
            new("Anchor", old.Anchor, now?.Anchor ?? ""),
            new("Place", old.Placement.Name(), now?.Placement.Name() ?? ""),
            new("Links to", old.Href, now?.Href ?? ""),
            new("rel", string.Join(' ', old.Rel), now is null ? "" : string.Join(' ', now.Rel)),
        ];
        return [.. all.Where(part => part.Before != part.After)];
    }

    public static string Of(IncidentCause cause) => cause switch
    {
        IncidentCause.Lost => "links lost together",
        IncidentCause.Unindexed => "pages can no longer be indexed",
        IncidentCause.Nofollow => "links turned nofollow together",
        IncidentCause.Unreadable => "pages couldn’t be checked for days",
        _ => "the same page took the place of others",
    };
}
