using LinkWatch.Spikes;

namespace LinkWatch.Tests.Core.Spikes;

public sealed class SiteSpikesTests
{
    private static readonly DateOnly Today = Series.Start.AddDays(60);

    [Fact]
    public void Each_series_is_judged_on_its_own() =>
        Assert.Equal([SpikeKind.NewDomains, SpikeKind.LostLinks], Kinds(new DailyCounts(Today, NewDomains: 40, NewLinks: 4, Lost: 30, Nofollowed: 1)));

    [Fact]
    public void An_import_excuses_what_is_new_and_not_what_is_lost() =>
        Assert.Equal([SpikeKind.LostLinks], Kinds(new DailyCounts(Today, NewDomains: 40, NewLinks: 400, Lost: 30, Nofollowed: 1, Imported: true)));

    [Fact]
    public void A_day_without_a_row_had_nothing()
    {
        var rows = Past().Where(row => row.Date.Day % 2 == 0).Append(new DailyCounts(Today, 40, 4, 1, 1)).ToList();

        Assert.InRange(Assert.Single(SiteSpikes.On(Today, rows)).Day.Expected!.Value, 1, 2.5);
    }

    [Fact]
    public void Later_days_do_not_matter_and_a_day_that_is_not_there_has_no_spikes()
    {
        Assert.Equal([SpikeKind.NewDomains], Kinds(new DailyCounts(Today, 40, 4, 1, 1), new DailyCounts(Today.AddDays(1), 500, 500, 500, 500)));
        Assert.Empty(Kinds());
    }

    private static IEnumerable<DailyCounts> Past() => Enumerable.Range(0, 60).Select(day => new DailyCounts(Series.Start.AddDays(day), 3, 4, 1, 1));

    private static IEnumerable<SpikeKind> Kinds(params DailyCounts[] more) => SiteSpikes.On(Today, [.. Past(), .. more]).Select(spike => spike.Kind);
}
