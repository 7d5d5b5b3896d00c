using LinkWatch.Links;

namespace LinkWatch.Confirming;

/// <summary>What a target is like, from best to worst. The kebab-case names are part of the public contract.</summary>
public enum TargetStatus
{
    /// <summary>It answers, and search engines may index it.</summary>
    Live,

    /// <summary>It leads to another page.</summary>
    Redirected,

    /// <summary>It answers, but search engines may not index it, or index another page in its place.</summary>
    Unindexed,

    /// <summary>It is not there any more, or another page stands in its place.</summary>
    Gone,
}

public static class TargetStatuses
{
    /// <summary>The status of a target of which that is believed; null while pending.</summary>
    public static TargetStatus? Of(Status? status, IReadOnlyList<Reason> reasons) => status switch
    {
        Status.Lost => reasons.Contains(Reason.PageRedirected) ? TargetStatus.Redirected : TargetStatus.Gone,
        Status.Unindexed => TargetStatus.Unindexed,
        Status.Live => TargetStatus.Live,
        _ => null,
    };
}

/// <summary>What happened to a target, in the words of alerts and feeds: kebab-case names are part of the public contract.</summary>
public enum TargetEvent
{
    TargetGone,
    TargetRedirected,
    TargetUnindexed,
    TargetBack,
}

public static class TargetNews
{
    /// <summary>Null if the change is history only: the first reading, or that it could not be read for days.</summary>
    public static TargetEvent? Of(LinkChange change) => change.Kind switch
    {
        ChangeKind.State or ChangeKind.Back or ChangeKind.Detail => TargetStatuses.Of(change.New, change.Reasons) switch
        {
            TargetStatus.Gone => TargetEvent.TargetGone,
            TargetStatus.Redirected => TargetEvent.TargetRedirected,
            TargetStatus.Unindexed => TargetEvent.TargetUnindexed,
            TargetStatus.Live when change.Kind == ChangeKind.Back => TargetEvent.TargetBack,
            _ => null,
        },
        _ => null,
    };
}
