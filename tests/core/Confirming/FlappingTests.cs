using LinkWatch.Links;

namespace LinkWatch.Tests.Core.Confirming;

public class FlappingTests
{
    private const double Day = 24;

    [Fact]
    public void A_link_seen_again_after_one_absence_is_lost_only_after_seven_days_of_absence()
    {
        var link = Flapping();
        for (var day = 3; day < 10; day++) Assert.Null(link.Read(day * Day, Some.Gone).Change);

        var change = link.Read(10 * Day, Some.Gone).Change;

        Assert.Equal((Status.Lost, 8), (change?.New, change?.Readings));
    }

    [Fact]
    public void One_sight_within_the_seven_days_starts_them_anew()
    {
        var link = Flapping();
        for (var day = 3; day < 10; day++) link.Read(day * Day, Some.Removed);
        link.Read(10 * Day, Some.Live);
        for (var day = 11; day < 18; day++) Assert.Null(link.Read(day * Day, Some.Removed).Change);

        Assert.Equal(Status.Lost, link.Read(18 * Day, Some.Removed).Change?.New);
    }

    [Fact]
    public void An_absence_that_begins_on_the_last_day_still_needs_seven()
    {
        var link = Flapping();
        link.Read(16 * Day, Some.Gone);
        for (var day = 17; day < 23; day++) Assert.Null(link.Read(day * Day, Some.Gone).Change);

        Assert.Equal(Status.Lost, link.Read(23 * Day, Some.Gone).Change?.New);
    }

    [Fact]
    public void After_fourteen_days_the_usual_window_holds_again()
    {
        var link = Flapping();
        link.Read(17 * Day, Some.Gone);

        Assert.Equal(Status.Lost, link.Read(18 * Day, Some.Gone).Change?.New);
    }

    [Fact]
    public void A_lost_link_that_came_back_is_flapping()
    {
        var link = new Watched();
        link.Read(0, Some.Live);
        link.ReadEach(Some.Gone, 1 * Day, 2 * Day);
        link.Read(3 * Day, Some.Live);

        Assert.Equal(Watched.Hour(3 * Day), link.State.Flap?.SeenAgainAt);
        Assert.Null(link.ReadEach(Some.Gone, 4 * Day, 5 * Day).Change);
    }

    [Fact]
    public void A_link_seen_again_as_nofollow_or_in_a_cut_body_is_flapping()
    {
        foreach (var seen in new[] { Some.Nofollow, Some.Unindexed, Some.Live with { IsComplete = false } })
        {
            var link = new Watched();
            link.Read(0, Some.Live);
            link.Read(1 * Day, Some.Removed);
            link.Read(2 * Day, seen);
            Assert.Equal(Watched.Hour(2 * Day), link.State.Flap?.SeenAgainAt);
        }
    }

    [Fact]
    public void Unknown_readings_make_no_flap()
    {
        var link = new Watched();
        link.Read(0, Some.Live);
        link.Read(1 * Day, Some.Unknown());
        link.Read(2 * Day, Some.Live);

        Assert.Null(link.State.Flap);
    }

    /// <summary>
    /// The share that the simulation must hold too: rotating pages are checked once a day, and their re-checks are followed.
    /// </summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Pages_that_show_the_link_in_seven_of_ten_answers_are_reported_lost_at_most_once_in_twenty(int seed)
    {
        const int links = 1000;
        var random = new Random(seed);
        var reported = Enumerable.Range(0, links).Count(_ => IsToldLost(random, TimeSpan.FromDays(60)));

        Assert.InRange(reported, 0, links / 20);
    }

    private static bool IsToldLost(Random random, TimeSpan during)
    {
        var link = new Watched();
        var daily = Watched.Start;
        DateTimeOffset? recheck = null;
        while (daily < Watched.Start + during)
        {
            var at = recheck < daily ? recheck.Value : daily;
            if (at == daily) daily += TimeSpan.FromDays(1);
            recheck = link.Read(at, random.NextDouble() < 0.7 ? Some.Live : Some.Removed).RecheckAt;
        }

        return link.Changes.Any(change => change is { New: Status.Lost, IsAlert: true });
    }

    private static Watched Flapping()
    {
        var link = new Watched();
        link.Read(0, Some.Live);
        link.Read(1 * Day, Some.Gone);
        link.Read(2 * Day, Some.Live);
        return link;
    }
}
