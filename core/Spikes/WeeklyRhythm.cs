namespace LinkWatch.Spikes;

/// <summary>How many times the level each day of the week has, drawn towards 1 as far as too little is known of it.</summary>
internal sealed class WeeklyRhythm
{
    /// <summary>The variance of such factors among sites: some rest at weekends, most are even.</summary>
    private const double Usual = 0.15;

    private const double MinMean = 0.05;

    private readonly double[] factors = new double[7];
    private readonly double[] doubts = new double[7];

    public WeeklyRhythm(IReadOnlyList<Weighted> days, double dispersion)
    {
        var (counts, weights, squares) = (new double[7], new double[7], new double[7]);
        foreach (var (day, weight) in days)
        {
            var weekday = (int)day.Date.DayOfWeek;
            counts[weekday] += weight * day.Kept;
            weights[weekday] += weight;
            squares[weekday] += weight * weight;
        }

        var total = weights.Sum();
        var mean = total > 0 ? Math.Max(MinMean, counts.Sum() / total) : MinMean;
        for (var weekday = 0; weekday < 7; weekday++)
        {
            var error = ((1 / mean) + dispersion) / Math.Max(0.1, Weighted.Worth(weights[weekday], squares[weekday]));
            var trust = Usual / (Usual + error);
            var seen = weights[weekday] > 0 ? counts[weekday] / weights[weekday] / mean : 1;
            factors[weekday] = 1 + (trust * (seen - 1));
            doubts[weekday] = trust * error;
        }
    }

    public double FactorOf(DateOnly date) => factors[(int)date.DayOfWeek];

    /// <summary>The variance of what <see cref="FactorOf"/> says.</summary>
    public double DoubtOf(DateOnly date) => doubts[(int)date.DayOfWeek];
}
