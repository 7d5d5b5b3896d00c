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
