using LinkWatch.Spikes;

namespace LinkWatch.Tests.Core.Spikes;

public sealed class MissingDaysTests
{
    [Fact]
    public void In_a_series_of_low_counts_without_a_zero_a_missing_day_had_none()
    {
        var days = Series.Of([2, 1, 0, 0, 3]).Where(day => day.Count > 0).Reverse().ToList();

        Assert.Equal(Series.Of([2, 1, 0, 0, 3]), MissingDays.AsMeant(days));
    }

    [Fact]
    public void If_zeros_are_written_a_missing_day_was_not_counted()
    {
        DayCount[] days = [new(Series.Start, 2), new(Series.Start.AddDays(1), 0), new(Series.Start.AddDays(5), 1)];

        Assert.Equal(days, MissingDays.AsMeant(days));
    }

    [Fact]
    public void If_a_day_without_links_is_hardly_possible_a_missing_day_was_not_counted()
    {
        DayCount[] days = [new(Series.Start, 20), new(Series.Start.AddDays(5), 31), new(Series.Start.AddDays(6), 19)];

        Assert.Equal(days, MissingDays.AsMeant(days));
    }

    [Fact]
    public void No_days_stay_none() => Assert.Empty(MissingDays.AsMeant([]));
}
