using LinkWatch.Links;

namespace LinkWatch.Confirming;

/// <summary>
/// Readings worse than believed, counted per status, so that whatever is told was said by every reading behind it: an absent reading is
/// no evidence of a nofollow, and a link that is seen, however withheld, is evidence against its loss. A worse reading sets a milder
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
    /// Ends what was about to be believed before a long time in which nothing could be seen: two passing faults, days apart with a wall
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
