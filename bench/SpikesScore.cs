using System.Globalization;

namespace LinkWatch.Bench;

/// <summary>The score of a rule on series with known attacks.</summary>
public sealed class SpikesScore
{
    private long quietDays;

    public int Attacks { get; private set; }

    public int Found { get; private set; }

    /// <summary>Flags on days without an attack.</summary>
    public int False { get; private set; }

    public double FoundShare => Attacks == 0 ? 1 : Found / (double)Attacks;

    public double FalseAYear => False / Math.Max(1, quietDays / 365.0);

    public double Years => quietDays / 365.0;

    public void Add(SpikesSeries series, IReadOnlyList<DateOnly> flagged)
    {
        quietDays += series.Days.Count(day => series.IsQuiet(day.Date));
        False += flagged.Count(series.IsQuiet);
        Attacks += series.Attacks.Count;
        Found += series.Attacks.Count(attack => flagged.Any(attack.IsInTime));
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{100 * FoundShare,6:0.00} % of {Attacks,6} found, {FalseAYear,7:0.000} false flags a site-year ({False} in {Years:0} years)");
}
