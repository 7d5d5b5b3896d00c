namespace LinkWatch.Spikes;

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
