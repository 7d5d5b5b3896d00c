namespace LinkWatch.Spikes;

/// <summary>A past day and how much it says about today.</summary>
internal readonly record struct Weighted(PastDay Day, double Weight)
{
    /// <summary>
    /// The days that are learnt from, the latest first; each weighs half as much as one that is <paramref name="halfLife"/> days later.
    /// </summary>
    public static List<Weighted> Before(DateOnly date, IReadOnlyList<PastDay> past, int days, double halfLife)
    {
        var weighted = new List<Weighted>(days);
        for (var i = past.Count - 1; i >= 0; i--)
        {
            var age = date.DayNumber - past[i].Date.DayNumber;
            if (age > days) break;
            if (!past[i].IsLeftOut) weighted.Add(new Weighted(past[i], Math.Pow(0.5, age / halfLife)));
        }

        return weighted;
    }

    /// <summary>How many days of equal weight would say as much.</summary>
    public static double Worth(double sum, double sumOfSquares) => sumOfSquares > 0 ? sum * sum / sumOfSquares : 0;
}
