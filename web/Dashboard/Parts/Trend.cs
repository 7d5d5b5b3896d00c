using LinkWatch.Links;

namespace LinkWatch.Web.Dashboard.Parts;

/// <summary>How a number stands against one of earlier days, in words and with its sign.</summary>
public static class Trend
{
    public const int Week = 7;
    public const int Month = 30;

    /// <summary><c>+3 in 7 days</c>; null if there is no day to compare with, or nothing on either.</summary>
    /// <param name="now">The number now.</param>
    /// <param name="days">The numbers by day, the last of them today's.</param>
    /// <param name="ago">How many days ago; of a younger site, the first day.</param>
    public static string? Of(int now, IReadOnlyList<int> days, int ago)
    {
        var back = Math.Min(ago, days.Count - 1);
        if (back < 1 || (ago > Week && back <= Week)) return null;
        if (now == 0 && days[^(back + 1)] == 0) return null;
        var change = now - days[^(back + 1)];
        var sign = change switch
        {
            > 0 => "+" + Counted.Number(change),
            < 0 => "−" + Counted.Number(-change),
            _ => "unchanged",
        };
        return $"{sign} in {(back == 1 ? "a day" : $"{back} days")}";
    }
}
