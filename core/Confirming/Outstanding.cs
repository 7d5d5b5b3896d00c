namespace LinkWatch.Confirming;

/// <summary>What is missing until a pending change is believed.</summary>
/// <param name="Readings">How many more must say the same, if what they say stays as it is.</param>
/// <param name="NotBefore">When the last of them is planned at the earliest.</param>
public sealed record Outstanding(int Readings, DateTimeOffset NotBefore)
{
    /// <param name="candidate">The pending change.</param>
    /// <param name="flap">Of the same link, as <see cref="LinkState.Flap"/>.</param>
    /// <param name="options">How much agreement it takes.</param>
    public static Outstanding Of(Candidate candidate, Flap? flap, ConfirmOptions options)
    {
        var window = Thresholds.Of(candidate, flap, options);
        // Enough of them, but too close together: it takes one later.
        return new Outstanding(Math.Max(1, window.Readings - candidate.Readings), candidate.First + window.Span);
    }
}
