using LinkWatch.Storage;

namespace LinkWatch.Profile;

/// <summary>
/// The share of links that live longer than so many days, as Kaplan and Meier (1958) estimate it from links of which some are alive still.
/// Intervals are of 95 %, from Greenwood's variance on the scale of log(−log S), which keeps them between 0 and 1. It keeps two counts for
/// each number of days.
/// </summary>
public sealed class KaplanMeier
{
    private const double Normal = 1.959963984540054;

    /// <summary>A product of many shares that is a half misses it by some 1e-16 for each.</summary>
    private const double Rounding = 1e-9;

    private readonly SortedDictionary<int, (int Lost, int Left)> byDays = [];

    public int Links { get; private set; }

    public int Lost { get; private set; }

    public void Add(LinkLife life)
    {
        var (lost, left) = byDays.GetValueOrDefault(life.Days);
        byDays[life.Days] = life.IsLost ? (lost + 1, left) : (lost, left + 1);
        Links++;
        if (life.IsLost) Lost++;
    }

    /// <summary>A step for each number of days on which links were lost. Those last seen on such a day were still at risk on it.</summary>
    public IReadOnlyList<SurvivalPoint> Steps()
    {
        var steps = new List<SurvivalPoint>();
        var (atRisk, share, variance) = (Links, 1.0, 0.0);
        foreach (var (days, (lost, left)) in byDays)
        {
            if (lost > 0)
            {
                share *= 1 - ((double)lost / atRisk);
                variance += lost / ((double)atRisk * (atRisk - lost));
                steps.Add(Point(days, atRisk, share, variance));
            }

            atRisk -= lost + left;
        }

        return steps;
    }

    /// <summary>How the curve stands after so many days; null if no link was followed for so long.</summary>
    public SurvivalPoint? At(int days) => At([days]) is [var point] ? point : null;

    /// <summary>The same after each of several numbers of days, without those for which no link was followed.</summary>
    public IReadOnlyList<SurvivalPoint> At(IReadOnlyList<int> days)
    {
        var steps = Steps();
        return [.. days.Select(PointOn).OfType<SurvivalPoint>()];

        SurvivalPoint? PointOn(int day)
        {
            var atRisk = byDays.Where(count => count.Key >= day).Sum(count => count.Value.Lost + count.Value.Left);
            if (atRisk == 0) return null;
            var step = steps.LastOrDefault(step => step.Days <= day);
            return step is null ? new SurvivalPoint(day, atRisk, 1, null, null) : step with { Days = day, AtRisk = atRisk };
        }
    }

    /// <summary>After how many days half of them are lost; null while more live.</summary>
    public int? Median() => Steps().FirstOrDefault(step => step.Share <= 0.5 + Rounding)?.Days;

    /// <summary>At 1 and at 0 the scale has no value, so neither has the interval.</summary>
    private static SurvivalPoint Point(int days, int atRisk, double share, double variance)
    {
        if (share is <= 0 or >= 1) return new(days, atRisk, share, null, null);
        var width = Normal * Math.Sqrt(variance) / Math.Log(share);
        return new(days, atRisk, share, Math.Pow(share, Math.Exp(-width)), Math.Pow(share, Math.Exp(width)));
    }
}
