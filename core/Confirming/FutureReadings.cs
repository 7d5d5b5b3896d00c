using LinkWatch.Links;

namespace LinkWatch.Confirming;

/// <summary>
/// Takes out of a link's state what readings with a planned time yet to come left in it. Until that time every reading would be taken for a
/// replay of theirs, and nothing could be confirmed.
/// </summary>
public static class FutureReadings
{
    /// <summary>The state as it may be built on; the same object if no time in it is ahead.</summary>
    /// <param name="state">What is believed.</param>
    /// <param name="verified">Stands in for a time of verification that is ahead.</param>
    /// <param name="now">By the clock that is right.</param>
    public static LinkState Forget(LinkState state, DateTimeOffset verified, DateTimeOffset now)
    {
        // Whatever a reading leaves is no later than the last reading.
        if (!state.LastPlanned.IsAhead(now) && !state.LastVerified.IsAhead(now)) return state;
        var standing = Candidates.All(state).Where(c => !c.First.IsAhead(now) && !c.Last.IsAhead(now)).ToList();
        return state with
        {
            // Not null: the link has been read.
            LastPlanned = state.LastPlanned.IsAhead(now) ? DateTimeOffset.MinValue : state.LastPlanned,
            LastVerified = state.LastVerified.IsAhead(now) ? verified : state.LastVerified,
            Since = state.Since.NotAhead(now),
            Candidate = standing.FirstOrDefault(),
            SetAside = standing.Skip(1).ToList(),
            Unknown = Forget(state.Unknown, now),
            Flap = state.Flap is { } flap ? new Flap(flap.SeenAgainAt.NotAhead(now)) : null,
            OtherReasons = state.OtherReasons is { } reasons && reasons.First.IsAhead(now) ? null : state.OtherReasons,
            OtherDetail = state.OtherDetail is { } detail && detail.First.IsAhead(now) ? null : state.OtherDetail,
        };
    }

    /// <summary>
    /// The state without what readings planned from <paramref name="from"/> until before <paramref name="to"/> began, by a clock that was
    /// slow: by their times it would seem to have lasted since then. The same object if there is nothing.
    /// </summary>
    public static LinkState ForgetBegun(LinkState state, DateTimeOffset from, DateTimeOffset to)
    {
        bool IsBegun(DateTimeOffset first) => first >= from && first < to;
        var standing = Candidates.All(state).Where(candidate => !IsBegun(candidate.First)).ToList();
        var unknown = state.Unknown is { NotifiedUnverifiableAt: null } run && IsBegun(run.First) ? null : state.Unknown;
        return standing.Count == Candidates.All(state).Count() && unknown == state.Unknown
            ? state
            : state with { Candidate = standing.FirstOrDefault(), SetAside = standing.Skip(1).ToList(), Unknown = unknown };
    }

    /// <summary>A run that the owner was notified of goes on: it is not news a second time, and its end is.</summary>
    private static UnknownRun? Forget(UnknownRun? run, DateTimeOffset now)
    {
        if (run is null || (run.First.IsAhead(now) && run.NotifiedUnverifiableAt is null)) return null;
        return run with
        {
            First = run.First.NotAhead(now),
            NotifiedUnverifiableAt = run.NotifiedUnverifiableAt.NotAhead(now),
            NotifiedUnresolvableAt = run.NotifiedUnresolvableAt.NotAhead(now),
            UnresolvedSince = run.UnresolvedSince.NotAhead(now),
        };
    }
}
