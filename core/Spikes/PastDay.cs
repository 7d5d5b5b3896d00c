namespace LinkWatch.Spikes;

/// <summary>A day that later ones are held against.</summary>
internal readonly record struct PastDay
{
    public required DateOnly Date { get; init; }

    public required int Count { get; init; }

    /// <summary>
    /// The count, moved to within what an ordinary day may have: what did not amount to a spike must not raise the bar for one.
    /// </summary>
    public required double Kept { get; init; }

    /// <summary>What was due on it; null where too little was known to say.</summary>
    public Expectation? Expected { get; init; }

    /// <summary>
    /// Not learnt from: a spike, a day that led up to or away from one, or one of a level that has yet to prove that it stays.
    /// </summary>
    public bool IsLeftOut { get; init; }

    public bool IsOverDue(double times) => Expected is { } due && Count > times * due.Mean;
}
