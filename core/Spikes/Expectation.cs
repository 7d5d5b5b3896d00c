namespace LinkWatch.Spikes;

/// <summary>What an ordinary day would have.</summary>
/// <param name="Mean">How many.</param>
/// <param name="Dispersion">How far the days of the series scatter (see <see cref="NegativeBinomial"/>).</param>
/// <param name="Doubt">The relative variance of <paramref name="Mean"/> itself, from how little it was learnt.</param>
/// <param name="IsOnTrial">The level is that of the last days alone, which lie far above the weeks before.</param>
internal readonly record struct Expectation(double Mean, double Dispersion, double Doubt, bool IsOnTrial)
{
    private const double MinKept = 2;
    private const double MaxKept = 2.5;
    private const double Far = 3;

    private double Deviation => Math.Sqrt(Mean + (Dispersion * Mean * Mean));

    /// <summary>The chance of <paramref name="count"/> or more on an ordinary day.</summary>
    public double ChanceOf(int count) => NegativeBinomial.Tail(count, Mean, Dispersion + Doubt);

    /// <summary>
    /// The chance of so many or more on this day and the one before together. What scatters evens out; what is doubtful does not.
    /// </summary>
    public double ChanceOfBoth(int count, PastDay before) =>
        NegativeBinomial.Tail(count + before.Count, Mean + before.Expected!.Value.Mean, (Dispersion / 2) + Doubt);

    public double Keep(int count) => Math.Clamp(count, Mean - (MinKept * Deviation), Mean + (MaxKept * Deviation) + 0.5);

    public bool IsRaised(int count) => count > Mean + Deviation;

    /// <summary>Too far off to say anything of the usual scatter.</summary>
    public bool IsFar(int count) => Math.Abs(count - Mean) > (Far * Deviation) + 0.5;
}
