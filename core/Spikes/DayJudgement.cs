using System.Globalization;

namespace LinkWatch.Spikes;

/// <summary>What <see cref="SpikeDetector"/> says of one day.</summary>
public sealed record DayJudgement
{
    public required DateOnly Date { get; init; }

    public required int Count { get; init; }

    /// <summary>How many were due; null while too little is known, and on an import day.</summary>
    public double? Expected { get; init; }

    /// <summary>
    /// How likely so many or more are on an ordinary day; 1 if the day is nowhere near a spike, and so was not weighed.
    /// </summary>
    public double Chance { get; init; } = 1;

    /// <summary>1 on the first day of a spike, 2 on the next that belongs to it, …; 0 if the day is none.</summary>
    public int DayOfSpike { get; init; }

    /// <summary>
    /// Whether the day is reported: the first two days of a spike, and a later one that is twice as high as all before. So a level
    /// that rises and stays is reported twice, not until it counts as the usual one.
    /// </summary>
    public bool IsFlagged { get; init; }

    /// <summary>Why it is a spike, in words; empty if it is none.</summary>
    public string Reason => DayOfSpike > 0 ? SpikeWords.Reason(this) : "";
}

/// <summary>A spike in words.</summary>
internal static class SpikeWords
{
    private const int MaxPower = 6;

    /// <summary>As in <c>41 on a Saturday; a normal one has 6.2: 6.6 times as many, by chance less than once in 100,000 days</c>.</summary>
    public static string Reason(DayJudgement day)
    {
        var due = Number(day.Expected!.Value);
        var times = day.Expected < 0.5 ? "" : $"{Number(day.Count / day.Expected.Value)} times as many, ";
        var continued = day.DayOfSpike > 1 ? $"; day {day.DayOfSpike} of it" : "";
        return $"{day.Count} on a {day.Date.DayOfWeek}; a normal one has {due}: "
            + $"{times}by chance less than once in {OnceIn(day.Chance)} days{continued}";
    }

    private static string Number(double value) => value.ToString(value < 9.95 ? "0.#" : "0", CultureInfo.InvariantCulture);

    /// <summary>A power of ten that is below the true number, at most a million: the model is not to be trusted further.</summary>
    private static string OnceIn(double chance)
    {
        var power = chance <= 0 ? MaxPower : Math.Min(MaxPower, Math.Floor(-Math.Log10(chance)));
        return power >= MaxPower ? "a million" : Math.Pow(10, power).ToString("#,0", CultureInfo.InvariantCulture);
    }
}
