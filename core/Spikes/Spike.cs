namespace LinkWatch.Spikes;

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
