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

/// <summary>How far the days of a series scatter beyond chance.</summary>
internal static class Dispersion
{
    private const double Usual = 0.2;

    /// <summary>
    /// How much <see cref="Usual"/> weighs, in squares of what was due (low counts say little about their scatter),
    /// and in days (nor do few).
    /// </summary>
    private const double UsualSquares = 50;
    private const double UsualDays = 15;

    private const double Min = 0.03;

    /// <summary>Beyond it, four times the expected count would be ordinary, and no attack could be detected.</summary>
    private const double Max = 0.4;

    /// <summary>Makes up for the days left out as too far off.</summary>
    private const double LeftOut = 1.15;

    /// <summary>From how far each day fell from what was then due on it, so that it covers the errors of those forecasts too.</summary>
    public static double Of(IReadOnlyList<Weighted> days)
    {
        var (excess, squares, weights) = (0.0, 0.0, 0.0);
        foreach (var (day, weight) in days)
        {
            weights += weight;
            if (day.Expected is not { } due || due.IsFar(day.Count)) continue;
            var error = day.Count - due.Mean;
            excess += weight * ((LeftOut * error * error) - due.Mean);
            squares += weight * due.Mean * due.Mean;
        }

        var usual = UsualSquares + (UsualDays * squares / Math.Max(1, weights));
        return Math.Clamp((excess + (usual * Usual)) / (squares + usual), Min, Max);
    }
}

/// <summary>
/// Counts that scatter more than chance alone would have them: Poisson with a rate that itself varies.
/// Variance = mean + dispersion × mean².
/// </summary>
internal static class NegativeBinomial
{
    private const int MaxTerms = 1_000_000;

    /// <summary>Beyond it chance adds nothing to the scatter, so counts may be scaled down to what can be summed up.</summary>
    private const double LargeMean = 10_000;

    /// <summary>The chance of <paramref name="count"/> or more, for a count well above the mean: the sum of what lies beyond.</summary>
    public static double Tail(double count, double mean, double dispersion)
    {
        if (mean > LargeMean) (count, mean) = (count * LargeMean / mean, LargeMean);
        var shape = 1 / dispersion;
        var rising = mean / (mean + shape);
        var logarithm =
            LogGamma(count + shape) - LogGamma(shape) - LogGamma(count + 1.0) + (count * Math.Log(rising)) + (shape * Math.Log(1 - rising));
        var (term, sum) = (Math.Exp(logarithm), 0.0);
        for (var i = 0; i < MaxTerms; i++)
        {
            sum += term;
            var ratio = rising * (count + i + shape) / (count + i + 1.0);
            term *= ratio;
            if (term <= 1e-4 * sum * (1 - ratio)) break;
        }

        return Math.Min(1, sum);
    }

    /// <summary>Stirling's series, good to 1e-8 for arguments above 0.</summary>
    private static double LogGamma(double x)
    {
        var shift = 0.0;
        for (; x < 8; x++) shift -= Math.Log(x);
        return shift + ((x - 0.5) * Math.Log(x)) - x + (0.5 * Math.Log(2 * Math.PI)) + (1 / (12 * x)) - (1 / (360 * x * x * x));
    }
}
