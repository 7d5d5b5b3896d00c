using LinkWatch.Alerting.Digests;
using LinkWatch.Confirming;
using LinkWatch.Links;

namespace LinkWatch.Web.Dashboard.Parts;

/// <summary>Reasons and incidents in the owner's words.</summary>
public static class ChangeWords
{
    /// <summary>Of the reasons that a change names; empty if there are none.</summary>
    public static string Why(IReadOnlyList<Reason> reasons) => PlainText.Capital(string.Join("; ", reasons.Select(ReasonWords.Of)));

    public static string Of(IncidentCause cause) => cause switch
    {
        IncidentCause.Lost => "links lost together",
        IncidentCause.Unindexed => "pages can no longer be indexed",
        IncidentCause.Nofollow => "links turned nofollow together",
        IncidentCause.Unreadable => "pages couldn’t be checked for days",
        _ => "the same page took the place of others",
    };
}
