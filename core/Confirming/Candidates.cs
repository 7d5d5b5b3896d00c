using LinkWatch.Links;

namespace LinkWatch.Confirming;

/// <summary>
/// Readings worse than believed, counted per status, so that every reading behind a reported status said exactly that: an absent reading
/// is no evidence of a nofollow, and a link that is seen, followed or not, is evidence against its loss. A worse reading sets a milder
/// candidate aside (it does not contradict it); a milder reading ends a worse candidate.
/// </summary>
internal static class Candidates
{
    public static IEnumerable<Candidate> All(LinkState state) =>
        state.Candidate is { } candidate ? state.SetAside.Prepend(candidate) : state.SetAside;

    public static Candidate Start(LinkReading reading) => new(
        reading.Status,
        reading.Reasons,
        reading.PlannedAt,
        reading.PlannedAt,
        Readings: 1,
        IsForGood(reading),
        reading.IsPageAlike,
        reading.IsDisputed);

    /// <summary>
    /// Discards a pending change after a long time of <c>unknown</c> readings: two passing faults, days apart with a block page
    /// between them, are not one that lasted.
    /// </summary>
    public static LinkState Forget(LinkState state, LinkReading reading, ConfirmOptions options) =>
        state.Unknown is { } blind && reading.PlannedAt - blind.First >= options.Blindness
            ? state with { Candidate = null, SetAside = [] }
            : state;

    /// <summary>
    /// Ends the candidates that <paramref name="reading"/> contradicts. Presence is contradicted only by seeing the link.
    /// </summary>
    public static LinkState Withdraw(LinkState state, LinkReading reading)
    {
        if (state.Candidate is null) return state;
        var standing = All(state).Where(c => c.Status <= reading.Status || (c.Status is Status.Lost && !reading.IsSeen)).ToList();
        return state with { Candidate = standing.FirstOrDefault(), SetAside = standing.Skip(1).ToList() };
    }

    /// <summary>
    /// Counts <paramref name="reading"/> for the candidate of its status, which becomes <see cref="LinkState.Candidate"/>.
    /// </summary>
    public static LinkState Count(LinkState state, LinkReading reading)
    {
        var own = All(state).FirstOrDefault(c => c.Status == reading.Status);
        var others = All(state).Where(c => c.Status != reading.Status).ToList();
        var counted = own is null ? Start(reading) : reading.IsUnconditional ? Extend(own, reading) : own;
        return state with { Candidate = counted, SetAside = others };
    }

    private static Candidate Extend(Candidate candidate, LinkReading reading) => candidate with
    {
        Reasons = candidate.Reasons.Union(reading.Reasons).ToList(),
        Last = reading.PlannedAt,
        Readings = candidate.Readings + 1,
        IsPermanentRedirect = candidate.IsPermanentRedirect && IsForGood(reading),
        IsPageAlike = candidate.IsPageAlike && reading.IsPageAlike,
        IsDisputed = candidate.IsDisputed || reading.IsDisputed,
    };

    private static bool IsForGood(LinkReading reading) => reading.IsPermanentRedirect || !reading.Reasons.Contains(Reason.PageRedirected);
}

/// <summary>
/// Pages that rotate what they show. One that shows the link in 70 % of its answers misses it four times running once in 120 tries, so an
/// absence that ended once is believed the next time only after days.
/// </summary>
internal static class Flapping
{
    /// <summary>
    /// The flap after <paramref name="reading"/>; <paramref name="state"/> is that before it, its candidates still standing.
    /// </summary>
    public static Flap? Note(LinkState state, LinkReading reading) =>
        reading.IsSeen && WasAbsent(state) ? new Flap(reading.PlannedAt) : state.Flap;

    /// <summary>An absence that began while the memory lasted is held to the long window even when the memory ends in its midst.</summary>
    public static bool Holds(Candidate candidate, Flap? flap, ConfirmOptions options) =>
        candidate.Status is Status.Lost && flap is not null && candidate.First <= flap.SeenAgainAt + options.FlappingMemory;

    private static bool WasAbsent(LinkState state) =>
        state.Status is Status.Lost || Candidates.All(state).Any(c => c.Status is Status.Lost);
}

/// <summary>
/// How much agreement a candidate needs: the longest window and the most readings that any reason in any of its readings asks for.
/// </summary>
internal static class Thresholds
{
    public static Window Of(Candidate candidate, Flap? flap, ConfirmOptions options)
    {
        var window = candidate.Reasons.Aggregate(options.Minimum, (longest, reason) => longest.And(Of(reason, candidate, options)));
        if (Flapping.Holds(candidate, flap, options)) window = window.And(options.Flapping);
        return candidate.IsDisputed ? window with { Readings = window.Readings + options.DisputeReadings } : window;
    }

    private static Window Of(Reason reason, Candidate candidate, ConfirmOptions options) => reason switch
    {
        Reason.LinkRemoved or Reason.TargetChanged => candidate.IsPageAlike ? options.LinkRemovedAlike : options.LinkRemoved,
        Reason.PageReplaced => options.PageReplaced,
        Reason.PageGone => options.PageGone,
        Reason.PageRedirected => candidate.IsPermanentRedirect ? options.PageRedirectedPermanent : options.PageRedirectedTemporary,
        Reason.NotHtml => options.NotHtml,
        _ => Reasons.StatusOf(reason) switch
        {
            Status.Nofollow => options.Nofollow,
            Status.Unindexed => options.Unindexed,
            _ => options.Minimum,
        },
    };
}

/// <summary>When to read again before the cadence would.</summary>
internal static class Rechecks
{
    /// <summary>Spreads what is missing, and the spare readings, evenly over what is left of the window.</summary>
    public static DateTimeOffset Next(Candidate candidate, Window window, DateTimeOffset now, ConfirmOptions options)
    {
        var missing = Math.Max(1, window.Readings + options.SpareReadings - candidate.Readings);
        var even = (candidate.First + window.Span - now) / missing;
        return now + (even > options.RecheckSpacing ? even : options.RecheckSpacing);
    }

    /// <summary>Soon after an <c>unknown</c> reading, then later each time, if the link is waiting for an answer; otherwise null.</summary>
    public static DateTimeOffset? AfterUnknown(LinkState state, UnknownRun run, DateTimeOffset now, ConfirmOptions options)
    {
        var isWaiting = state.Status is null || state.Candidate is not null;
        return isWaiting && run.Readings <= options.RecheckAfterUnknown.Count
            ? now + options.RecheckAfterUnknown[run.Readings - 1]
            : null;
    }
}
