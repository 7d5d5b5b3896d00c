using LinkWatch.Alerting;
using LinkWatch.Links;
using LinkWatch.Tests.Support;

namespace LinkWatch.Tests.Core.Alerting;

public sealed class AlertTimingTests
{
    private static readonly Site Daily = TestPipeline.Site with { TimeZone = "Europe/Vienna" };
    private static readonly DateTimeOffset Monday = new(2026, 1, 5, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_first_news_goes_out_as_soon_as_it_is_gathered() =>
        Assert.Equal(Monday.AddMinutes(15), DueAt(Daily, Monday, last: null));

    [Fact]
    public void A_second_digest_waits_for_the_next_day() =>
        Assert.Equal(Monday.AddHours(23.5), DueAt(Daily, Monday.AddHours(1), last: Monday));

    [Fact]
    public void A_digest_late_in_the_evening_is_the_only_one_of_that_local_day()
    {
        var lateEvening = new DateTimeOffset(2026, 1, 5, 22, 50, 0, TimeSpan.Zero);
        Assert.Equal(lateEvening.AddHours(23.5), DueAt(Daily, lateEvening.AddHours(1), lateEvening));

        var justAfterMidnight = new DateTimeOffset(2026, 1, 5, 23, 10, 0, TimeSpan.Zero);
        Assert.Equal(
            new DateTimeOffset(2026, 1, 6, 23, 0, 0, TimeSpan.Zero), DueAt(Daily, justAfterMidnight.AddHours(1), justAfterMidnight));
    }

    [Fact]
    public void Immediate_alerts_go_out_whenever_something_was_gathered() =>
        Assert.Equal(
            Monday.AddHours(1).AddMinutes(15), DueAt(Daily with { AlertPace = AlertPace.Immediate }, Monday.AddHours(1), last: Monday));

    [Fact]
    public void A_daily_digest_waits_for_the_end_of_the_quiet_hours()
    {
        var site = Daily with { QuietHours = new QuietHours(new TimeOnly(8, 0), new TimeOnly(10, 0)) };

        Assert.Equal(new DateTimeOffset(2026, 1, 6, 9, 0, 0, TimeSpan.Zero), DueAt(site, Monday.AddHours(1), last: Monday));
    }

    [Theory]
    [InlineData(-40, false)]
    [InlineData(-20, true)]
    [InlineData(0, true)]
    public void A_job_that_runs_each_morning_need_not_run_on_the_second(int minutesAfterADay, bool mayGoOut)
    {
        var now = Monday.AddDays(1).AddMinutes(minutesAfterADay);

        Assert.Equal(mayGoOut, AlertTiming.Earliest(Daily, now, Monday) == now);
    }

    private static DateTimeOffset DueAt(Site site, DateTimeOffset openedAt, DateTimeOffset? last) =>
        AlertTiming.DueAt(site, openedAt, last, new AlertOptions());
}
