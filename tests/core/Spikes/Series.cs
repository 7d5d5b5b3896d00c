using LinkWatch.Spikes;

namespace LinkWatch.Tests.Core.Spikes;

/// <summary>Daily counts written down.</summary>
internal static class Series
{
    /// <summary>A Monday.</summary>
    public static readonly DateOnly Start = new(2026, 1, 5);

    public static List<DayCount> Of(IEnumerable<int> counts) => [.. counts.Select((count, day) => new DayCount(Start.AddDays(day), count))];

    /// <summary>Counts that wobble a little around a level, the same each time.</summary>
    public static IEnumerable<int> Around(int level, int days) =>
        Enumerable.Range(0, days).Select(day => level + (((day * 7) % 5) - 2) * level / 10);

    public static IReadOnlyList<DateOnly> FlaggedIn(
        IEnumerable<DayCount> days) => [.. SpikeDetector.Judge(days).Where(day => day.IsFlagged).Select(day => day.Date)];

    public static IReadOnlyList<int> FlaggedIn(
        IEnumerable<int> counts) => [.. FlaggedIn(Of(counts)).Select(date => date.DayNumber - Start.DayNumber)];
}
