using LinkWatch.Links;

namespace LinkWatch.Confirming;

/// <summary>
/// The same for a target, a page of the owner's own that links lead to. Its redirect's end is news although the status stays, and so is
/// that it is gone after it redirected: both need the window of a temporary redirect.
/// </summary>
public static class TargetConfirm
{
    /// <inheritdoc cref="Confirm.Apply"/>
    public static Confirmation Apply(LinkState state, LinkReading reading, ConfirmOptions options)
    {
        var windows = options with { OtherReasons = options.PageRedirectedTemporary, OtherDetail = options.PageRedirectedTemporary };
        var confirmation = Confirm.Apply(state, reading, LinkExpectations.None, windows);
        return confirmation.Change is { } change
            ? confirmation with { Change = change with { IsAlert = IsNews(change) } }
            : confirmation;
    }

    /// <summary>That the owner's own site could not be read is shown, not mailed: the owner knows better than we do.</summary>
    private static bool IsNews(LinkChange change) => TargetNews.Of(change) is not null && change switch
    {
        { Kind: ChangeKind.State } when change.Old == change.New =>
            TargetStatuses.Of(change.Old, change.OldReasons) != TargetStatuses.Of(change.New, change.Reasons),
        _ => change.IsAlert,
    };
}

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
