using LinkWatch.Links;

namespace LinkWatch.Confirming;

/// <summary>A link that is turning away from what is believed of it, or has turned: what the brake counts.</summary>
/// <param name="Cause">What it turns to.</param>
/// <param name="At">Planned time of the reading with which it began.</param>
/// <param name="IsConfirmed">Whether it is believed by now, or the link flagged unverifiable.</param>
public sealed record PendingDegradation(IncidentCause Cause, DateTimeOffset At, bool IsConfirmed)
{
    /// <summary>The turn after a reading, or null where the link stands as it did.</summary>
    /// <param name="before">The turn before it.</param>
    /// <param name="confirmation">What the reading made of the link.</param>
    /// <param name="at">The reading's planned time.</param>
    /// <param name="options">When readings that cannot tell count as a turn.</param>
    public static PendingDegradation? After(
        PendingDegradation? before, Confirmation confirmation, DateTimeOffset at, ConfirmOptions options)
    {
        var (state, change, _) = confirmation;
        if (state.Status is not null && state.Candidate is { } candidate)
            return Go(before, CauseOf(candidate.Status), at, isConfirmed: false);
        if (change is { Kind: ChangeKind.State } && change.New > change.Old)
            return Go(before, CauseOf(change.New.Value), at, isConfirmed: true);
        if (state.Status is not Status.Lost && state.Unknown is { } run && run.Readings >= options.OutageUnknowns)
        {
            return Go(before, IncidentCause.Unreadable, at, run.NotifiedUnverifiableAt is not null);
        }

        var stands = before is { IsConfirmed: true, Cause: not IncidentCause.Unreadable } && change?.Kind is not ChangeKind.Back;
        return stands ? before : null;
    }

    private static PendingDegradation Go(PendingDegradation? before, IncidentCause cause, DateTimeOffset at, bool isConfirmed) =>
        new(cause, before?.Cause == cause ? before.At : at, isConfirmed);

    private static IncidentCause CauseOf(Status status) => status switch
    {
        Status.Nofollow => IncidentCause.Nofollow,
        Status.Unindexed => IncidentCause.Unindexed,
        _ => IncidentCause.Lost,
    };
}
