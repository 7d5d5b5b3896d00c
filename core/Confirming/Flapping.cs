using LinkWatch.Links;

namespace LinkWatch.Confirming;

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
