namespace LinkWatch.Spikes;

/// <summary>The days judged so far, and which of them are learnt from.</summary>
internal sealed class Memory(SpikeOptions options)
{
    /// <summary>Days before a spike that may have led up to it.</summary>
    private const int LongestRise = 9;

    /// <summary>How many times what was due a day that led up to a spike had at least.</summary>
    private const double Rising = 1.3;

    private readonly List<PastDay> days = [];

    private Spike spike;

    public IReadOnlyList<PastDay> Days => days;

    public bool IsLearning => days.Count < options.DaysToLearn;

    /// <summary>The spike that the last day belongs to, or was lately part of.</summary>
    public Spike Spike => spike;

    public void Learn(DayCount day)
    {
        days.Add(new PastDay { Date = day.Date, Count = day.Count, Kept = day.Count });
        if (!IsLearning) CutFirstDays();
    }

    public void Add(DayCount day, Expectation due, bool isSpike)
    {
        var isLeftOut = isSpike || due.IsOnTrial || (due.IsRaised(day.Count) && days[^1].IsLeftOut && days[^1].Count >= day.Count);
        days.Add(new PastDay { Date = day.Date, Count = day.Count, Kept = due.Keep(day.Count), Expected = due, IsLeftOut = isLeftOut });
        if (isSpike) LeaveOutRise();
        if (isSpike) spike = spike.With(day.Count);
        else if (!due.IsOnTrial && !due.IsRaised(day.Count)) spike = default;
        if (isLeftOut) TakeInWhatStayed();
    }

    /// <summary>Everything that is found when a site is looked at for the first time counts as new on that day.</summary>
    private void CutFirstDays()
    {
        var median = days.Select(day => day.Count).Order().ElementAt(days.Count / 2);
        for (var i = 0; i < days.Count; i++) days[i] = days[i] with { Kept = Math.Min(days[i].Count, (3.0 * median) + 10) };
    }

    private void LeaveOutRise()
    {
        for (var i = days.Count - 2; i >= Math.Max(0, days.Count - 1 - LongestRise) && days[i].IsOverDue(Rising) && !days[i].IsLeftOut; i--)
        {
            days[i] = days[i] with { IsLeftOut = true };
        }
    }

    /// <summary>
    /// A raised level that has held so long is what is usual now; before, it may be an attack, after which the old level returns.
    /// </summary>
    private void TakeInWhatStayed()
    {
        var start = days.FindLastIndex(day => !day.IsLeftOut) + 1;
        if (days.Count - start < options.DaysToStay) return;
        for (var i = start; i < days.Count; i++) days[i] = days[i] with { IsLeftOut = false, Kept = days[i].Count };
    }
}

/// <summary>A day that later ones are held against.</summary>
internal readonly record struct PastDay
{
    public required DateOnly Date { get; init; }

    public required int Count { get; init; }

    /// <summary>
    /// The count, moved to within what an ordinary day may have: what did not amount to a spike must not raise the bar for one.
    /// </summary>
    public required double Kept { get; init; }

    /// <summary>What was due on it; null if too little was known to say.</summary>
    public Expectation? Expected { get; init; }

    /// <summary>
    /// Not learnt from: a spike, a day that led up to or away from one, or one of a level that has yet to prove that it stays.
    /// </summary>
    public bool IsLeftOut { get; init; }

    public bool IsOverDue(double times) => Expected is { } due && Count > times * due.Mean;
}

/// <summary>Days far above what was due, with none but raised days between them.</summary>
/// <param name="Days">How many so far.</param>
/// <param name="Highest">The highest count of the days before the last.</param>
/// <param name="Last">The count of the last.</param>
internal readonly record struct Spike(int Days, int Highest, int Last)
{
    private const int DaysReported = 2;
    private const double NewHeight = 2;

    /// <summary>Whether the last day says what those before did not.</summary>
    public bool IsNews => Days <= DaysReported || Last >= NewHeight * Highest;

    public Spike With(int count) => new(Days + 1, Math.Max(Highest, Last), count);
}
