using System.Globalization;

namespace LinkWatch.Spikes;

/// <summary>A spike in words.</summary>
internal static class SpikeWords
{
    private const int MaxPower = 6;

    /// <summary>As in <c>41 where 6.2 were due on a Saturday: 6.6 times as many, by chance less than once in 100,000 days</c>.</summary>
    public static string Reason(DayJudgement day)
    {
        var due = Number(day.Expected!.Value);
        var times = day.Expected < 0.5 ? "" : $"{Number(day.Count / day.Expected.Value)} times as many, ";
        var continued = day.DayOfSpike > 1 ? $"; day {day.DayOfSpike} of it" : "";
        return $"{day.Count} where {due} {(due == "1" ? "was" : "were")} due on a {day.Date.DayOfWeek}: "
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
