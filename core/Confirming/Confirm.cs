using LinkWatch.Links;

namespace LinkWatch.Confirming;

/// <summary>
/// Applies a reading to what is believed. Bad news needs agreement over time, good news one complete reading, and an <c>unknown</c>
/// reading changes nothing. docs/confirmation.md has the whole table and is checked against this code.
/// </summary>
public static class Confirm
{
    /// <param name="state">What is believed before.</param>
    /// <param name="reading">One planned no later than the last applied is a replay, or an older check come late, and is ignored.</param>
    /// <param name="expectations">What the owner expects: finding it is no alert.</param>
    /// <param name="options">How much agreement it takes.</param>
    public static Confirmation Apply(LinkState state, LinkReading reading, LinkExpectations expectations, ConfirmOptions options)
    {
        if (reading.PlannedAt <= state.LastPlanned) return new Confirmation(state, null, null);
        if (reading.IsFast) return FastConfirmation.Apply(state, reading, expectations, options);

        var isFirst = state.LastPlanned is null;
        var read = state with { LastPlanned = reading.PlannedAt };
        var result = reading.Status is Status.Unknown
            ? Unverifiable.Apply(read, reading, options)
            : Weigh(Take(read, reading, options), reading, expectations, options);
        if (isFirst && result.State.Status is null) return result with { Change = FirstGlance(reading) };
        var isReadableAgain = state.Unknown?.NotifiedUnverifiableAt is not null && result.State.Unknown is null;
        return isReadableAgain && result.Change is null ? result with { Change = LinkChange.Verified(result.State) } : result;
    }

    /// <summary>What every reading but an <c>unknown</c> one does to the state, whatever follows from it.</summary>
    private static LinkState Take(LinkState state, LinkReading reading, ConfirmOptions options) =>
        Candidates.Withdraw(Candidates.Forget(state, reading, options), reading) with
        {
            LastVerified = reading.PlannedAt,
            Unknown = null,
            BestSeen = reading.IsSeen && !(state.BestSeen <= reading.Status) ? reading.Status : state.BestSeen,
            Flap = Flapping.Note(state, reading),
        };

    private static Confirmation Weigh(LinkState state, LinkReading reading, LinkExpectations expectations, ConfirmOptions options)
    {
        if (reading.Status == state.Status) return Unchanged.Apply(state, reading, options);
        if (state.Status is null && reading.Status is Status.Live)
        {
            return Believe(state, reading, Candidates.Start(reading), ChangeKind.Baseline, isAlert: false);
        }

        return reading.Status < state.Status
            ? Better(state, reading, expectations)
            : Worse(state, reading, expectations, options);
    }

    /// <summary>
    /// One complete reading brings the link back: a link seen in a cut body, or a page known only by its robots.txt, does not.
    /// </summary>
    private static Confirmation Better(LinkState state, LinkReading reading, LinkExpectations expectations) =>
        reading is { IsComplete: true, IsSeen: true }
            ? Believe(state, reading, Candidates.Start(reading), ChangeKind.Back, isAlert: !expectations.Cover(state.Status, state.Reasons))
            : new Confirmation(state, null, null);

    private static Confirmation Worse(LinkState state, LinkReading reading, LinkExpectations expectations, ConfirmOptions options)
    {
        var counted = Candidates.Count(state, reading);
        var candidate = counted.Candidate!;
        var window = Thresholds.Of(candidate, counted.Flap, options);
        if (!window.IsMetBy(candidate.Readings, candidate.Last - candidate.First))
        {
            return new Confirmation(counted, null, Rechecks.Next(candidate, window, reading.PlannedAt, options));
        }

        if (state.Status is null) return Believe(counted, reading, candidate, ChangeKind.Baseline, isAlert: false);
        var isAlert = counted.BestSeen < reading.Status && !expectations.Cover(reading.Status, reading.Reasons);
        return Believe(counted, reading, candidate, ChangeKind.State, isAlert);
    }

    private static Confirmation Believe(LinkState state, LinkReading reading, Candidate agreed, ChangeKind kind, bool isAlert)
    {
        var change = new LinkChange
        {
            Kind = kind,
            Old = state.Status,
            OldReasons = state.Reasons,
            New = reading.Status,
            Reasons = reading.Reasons,
            Evidence = reading.Evidence,
            Since = agreed.First,
            At = reading.PlannedAt,
            Readings = agreed.Readings,
            IsAlert = isAlert,
            OldDetail = state.Detail,
            NewDetail = reading.Detail,
        };
        var believed = state with
        {
            Status = reading.Status,
            Reasons = reading.Reasons,
            Since = agreed.First,
            Candidate = null,
            SetAside = [],
            // In a cut body the anchor may be cut too: a later reading must not be held against it.
            Detail = (reading.IsComplete ? reading.Detail : null) ?? state.Detail,
            OtherReasons = null,
            OtherDetail = null,
            IsFast = false,
        };
        return new Confirmation(believed, change, null);
    }

    /// <summary>For the import's report: the link was read once, and is being re-checked or could not be read.</summary>
    private static LinkChange FirstGlance(LinkReading reading) => new()
    {
        Kind = ChangeKind.Baseline,
        Reasons = reading.Reasons,
        Evidence = reading.Evidence,
        Since = reading.PlannedAt,
        At = reading.PlannedAt,
        Readings = 1,
        NewDetail = reading.Detail,
    };
}

/// <summary>What a reading made of a state.</summary>
/// <param name="State">The state after it.</param>
/// <param name="Change">What changed, or null.</param>
/// <param name="RecheckAt">When to read again before the cadence would, to confirm a candidate or to get a first answer; or null.</param>
public sealed record Confirmation(LinkState State, LinkChange? Change, DateTimeOffset? RecheckAt);
