namespace LinkWatch.Links;

/// <summary>How often a page is visited. A closed set, because a page's storage key carries it.</summary>
public enum Cadence
{
    Hourly = 1,
    SixHourly = 6,
    TwiceDaily = 12,
    Daily = 24,
    Weekly = 168,
}

public static class Cadences
{
    public static IReadOnlyList<Cadence> All { get; } = Enum.GetValues<Cadence>();

    public static TimeSpan Period(this Cadence cadence) => TimeSpan.FromHours((int)cadence);

    public static Cadence Shortest(Cadence a, Cadence b) => a < b ? a : b;
}
