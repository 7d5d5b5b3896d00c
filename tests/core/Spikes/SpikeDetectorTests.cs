using LinkWatch.Spikes;

namespace LinkWatch.Tests.Core.Spikes;

public sealed class SpikeDetectorTests
{
    [Fact]
    public void A_burst_is_flagged_with_what_was_due_and_why()
    {
        var flagged = Assert.Single(
            SpikeDetector.Judge(Series.Of([.. Series.Around(10, 60), 60, .. Series.Around(10, 10)])), day => day.IsFlagged);

        Assert.Equal(Series.Start.AddDays(60), flagged.Date);
        Assert.Equal(60, flagged.Count);
        Assert.InRange(flagged.Expected!.Value, 9, 12);
        Assert.Matches(
            "^60 on a Friday; a normal one has 1[01]: [56](\\.[0-9])? times as many, by chance less than once in [0-9,a-z ]+ days$",
            flagged.Reason);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(30)]
    [InlineData(100_000)]
    [InlineData(900_000_000)]
    public void Even_days_are_no_spikes(int level) => Assert.Empty(Series.FlaggedIn(Enumerable.Repeat(level, 400)));

    [Theory]
    [InlineData(1_000)]
    [InlineData(100_000_000)]
    public void Six_times_as_many_are_a_spike_however_many_there_are(int level) =>
        Assert.Equal([300], Series.FlaggedIn([.. Series.Around(level, 300), 6 * level, .. Series.Around(level, 30)]));

    [Fact]
    public void A_few_more_than_next_to_nothing_are_no_spike() =>
        Assert.Empty(Series.FlaggedIn([.. Enumerable.Repeat(0, 100), 6, .. Enumerable.Repeat(0, 30), 8]));

    [Fact]
    public void The_rest_at_weekends_is_learnt()
    {
        var weeks = Enumerable.Range(0, 140).Select(day => day % 7 < 5 ? 38 + (day % 4) : 3 + (day % 2)).ToArray();
        Assert.Empty(Series.FlaggedIn(weeks));

        var (saturday, monday) = (131, 133);
        weeks[saturday] = 38;
        weeks[monday] = 60;
        Assert.Equal([saturday], Series.FlaggedIn(weeks));
    }

    [Fact]
    public void Growth_is_no_spike() =>
        Assert.Empty(Series.FlaggedIn(Enumerable.Range(0, 365).Select(day => (int)(5 * Math.Pow(2, day / 60.0)))));

    [Fact]
    public void A_level_that_rises_and_stays_is_reported_twice_and_is_then_expected()
    {
        var days = Series.Of([.. Series.Around(10, 100), .. Series.Around(60, 100)]);

        Assert.Equal([Series.Start.AddDays(100), Series.Start.AddDays(101)], Series.FlaggedIn(days));
        Assert.InRange(SpikeDetector.Judge(days)[^1].Expected!.Value, 50, 70);

        days[180] = days[180] with { Count = 300 };
        Assert.Equal(Series.Start.AddDays(180), Series.FlaggedIn(days)[^1]);
    }

    [Fact]
    public void A_level_that_falls_is_learnt_too()
    {
        int[] counts = [.. Series.Around(60, 100), .. Series.Around(5, 100), 40, 5, 5];

        Assert.Equal([200], Series.FlaggedIn(counts));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(8)]
    public void An_attack_does_not_raise_the_bar_for_the_next(int length)
    {
        int[] quiet = [.. Series.Around(8, 12)];
        int[] attack = [.. Enumerable.Repeat(50, length)];

        var flagged = Series.FlaggedIn([.. Series.Around(8, 60), .. attack, .. quiet, .. attack, .. quiet, .. attack, .. quiet]);

        foreach (var nth in Enumerable.Range(0, 3)) Assert.Contains(60 + (nth * (length + quiet.Length)), flagged);
        Assert.Equal(3 * Math.Min(2, length), flagged.Count);
    }

    [Fact]
    public void An_attack_that_doubles_is_reported_again() =>
        Assert.Equal([60, 61, 64], Series.FlaggedIn([.. Series.Around(8, 60), 50, 50, 50, 50, 120, 8, 8]));

    [Fact]
    public void An_attack_that_grows_day_by_day_is_found_when_it_is_four_times_what_was_due()
    {
        var flagged = Series.FlaggedIn([.. Series.Around(8, 60), 10, 14, 19, 26, 35, 50, 70, 8, 8]);

        Assert.InRange(flagged[0], 63, 65);
    }

    [Fact]
    public void An_import_is_neither_judged_nor_learnt_from()
    {
        var days = Series.Of(Series.Around(8, 90));
        days[70] = days[70] with { Count = 5_000, IsImport = true };
        days[80] = days[80] with { Count = 60 };

        var judged = SpikeDetector.Judge(days);

        Assert.Null(judged[70].Expected);
        Assert.Equal([days[80].Date], Series.FlaggedIn(days));
        Assert.InRange(judged[71].Expected!.Value, 6, 10);
    }

    [Fact]
    public void What_was_there_when_a_site_was_first_looked_at_hides_no_attack() =>
        Assert.Equal([30], Series.FlaggedIn([800, 4, 3, .. Series.Around(4, 27), 45, 4, 3]));

    [Fact]
    public void The_first_two_weeks_are_only_learnt_from()
    {
        var days = SpikeDetector.Judge(Series.Of([.. Enumerable.Repeat(1, 13), 500, 60]));

        Assert.Equal(14, days.Count(day => day.Expected is null));
        Assert.True(days[14].IsFlagged);
    }

    [Fact]
    public void A_date_that_is_missing_was_not_counted()
    {
        var days = Series.Of(Series.Around(30, 120));
        days.RemoveRange(50, 40);

        Assert.Empty(Series.FlaggedIn(days));
        Assert.InRange(SpikeDetector.Judge(days)[50].Expected!.Value, 27, 33);
    }

    [Fact]
    public void The_order_of_the_days_does_not_matter()
    {
        var days = Series.Of([.. Series.Around(10, 60), 60, .. Series.Around(10, 10)]);

        Assert.Equal(SpikeDetector.Judge(days), SpikeDetector.Judge(days.OrderBy(day => day.Date.DayNumber * 7919 % 71)));
    }

    [Fact]
    public void A_date_that_comes_twice_or_a_negative_count_is_refused()
    {
        Assert.Throws<ArgumentException>(() => SpikeDetector.Judge([new DayCount(Series.Start, 1), new DayCount(Series.Start, 1)]));
        Assert.Throws<ArgumentException>(() => SpikeDetector.Judge([new DayCount(Series.Start, -1)]));
    }
}
