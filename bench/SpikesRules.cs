using LinkWatch.Spikes;

namespace LinkWatch.Bench;

/// <summary>The detector and the common rules that it is compared with. Each returns the days that it flags.</summary>
public static class SpikesRules
{
    private const int Month = 28;
    private const int EightWeeks = 56;

    public static IReadOnlyList<(string Name, Func<IReadOnlyList<DayCount>, IReadOnlyList<DateOnly>> Flags)> All { get; } =
    [
        ("LinkWatch", days => [.. SpikeDetector.Judge(days).Where(day => day.IsFlagged).Select(day => day.Date)]),
        ("3 sigma, 28 days", days => Trailing(days, Month, IsBeyondThreeSigma)),
        ("median + 6 MAD, 56 days", days => Trailing(days, EightWeeks, IsBeyondSixMad)),
        ("plain negative binomial, 56 days", days => Trailing(days, EightWeeks, IsBeyondNegativeBinomial)),
    ];

    private static List<DateOnly> Trailing(IReadOnlyList<DayCount> days, int window, Func<double, double[], bool> isBeyond)
    {
        var flagged = new List<DateOnly>();
        var past = new List<double>();
        foreach (var day in days.Where(day => !day.IsImport))
        {
            if (past.Count >= window / 2 && isBeyond(day.Count, [.. past.TakeLast(window)])) flagged.Add(day.Date);
            past.Add(day.Count);
        }

        return flagged;
    }

    private static bool IsBeyondThreeSigma(double count, double[] past) => count > past.Average() + (3 * Math.Sqrt(Variance(past)));

    private static bool IsBeyondSixMad(double count, double[] past)
    {
        var median = Median(past);
        var deviation = 1.4826 * Median([.. past.Select(value => Math.Abs(value - median))]);
        return count > median + (6 * Math.Max(1, deviation));
    }

    /// <summary>
    /// With the detector's own minimums and probability, so that only the baseline differs: no weekdays, no growth. The highest tenth is
    /// left out, because an attack would raise its own threshold.
    /// </summary>
    private static bool IsBeyondNegativeBinomial(double count, double[] past)
    {
        var options = SpikeOptions.Default;
        past = [.. past.Order().Take((9 * past.Length) / 10)];
        var mean = Math.Max(0.1, past.Average());
        var dispersion = Math.Max(0.03, (Variance(past) - mean) / (mean * mean));
        return count >= mean + options.MinExtra
            && count >= mean * options.MinTimes
            && NegativeBinomialTail((int)count, mean, dispersion) <= options.MaxChance;
    }

    private static double NegativeBinomialTail(int count, double mean, double dispersion)
    {
        var shape = 1 / dispersion;
        var term = Math.Pow(1 + (mean / shape), -shape);
        var below = 0.0;
        for (var k = 0; k < count; k++)
        {
            below += term;
            term *= mean / (mean + shape) * (k + shape) / (k + 1);
        }

        return 1 - below;
    }

    private static double Variance(double[] values)
    {
        var mean = values.Average();
        return values.Sum(value => (value - mean) * (value - mean)) / Math.Max(1, values.Length - 1);
    }

    private static double Median(double[] values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
