using LinkWatch.Links;
using LinkWatch.Scheduling;

namespace LinkWatch.Tests.Core.Scheduling;

public sealed class ScheduleSlotsTests
{
    private static readonly DateTimeOffset Monday = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);

    public static TheoryData<Cadence> EveryCadence => [.. Cadences.All];

    [Theory]
    [MemberData(nameof(EveryCadence))]
    public void Every_place_falls_due_exactly_once_a_period_however_the_ticks_lie(Cadence cadence)
    {
        var random = new Random(17);
        var places = Enumerable.Range(0, 500)
            .Select(_ => random.NextInt64(1L << 32).ToString("x8")).Append("00000000").Append("ffffffff").Distinct().ToList();
        var start = Monday + TimeSpan.FromTicks(random.NextInt64(cadence.Period().Ticks));
        var seen = places.ToDictionary(place => place, _ => 0);
        var now = start;
        while (now < start + cadence.Period())
        {
            var next = now + TimeSpan.FromTicks(random.NextInt64(1, cadence.Period().Ticks / 3));
            if (next > start + cadence.Period()) next = start + cadence.Period();
            foreach (var place in places.Where(place => ScheduleSlots.Between(cadence, now, next).Any(range => Holds(range, place))))
                seen[place]++;
            now = next;
        }

        Assert.All(seen, pair => Assert.Equal(1, pair.Value));
    }

    [Theory]
    [MemberData(nameof(EveryCadence))]
    public void A_slot_is_due_when_the_position_reaches_it(Cadence cadence)
    {
        var random = new Random(23);
        for (var i = 0; i < 2_000; i++)
        {
            var place = random.NextInt64(1L << 32).ToString("x8");
            var after = Monday + TimeSpan.FromTicks(random.NextInt64(cadence.Period().Ticks * 3));
            var due = ScheduleSlots.Next(cadence, place, after);

            Assert.Equal(place, ScheduleSlots.At(cadence, due));
            Assert.InRange(due - after, TimeSpan.FromTicks(1), cadence.Period());
        }
    }

    [Fact]
    public void A_whole_period_is_the_circle_once()
    {
        var ranges = ScheduleSlots.Between(Cadence.Daily, Monday + TimeSpan.FromDays(8.3), Monday + TimeSpan.FromDays(9.3));

        Assert.Equal(2, ranges.Count);
        Assert.Equal(ranges[0].After, ranges[1].To);
    }

    [Fact]
    public void Nothing_is_due_between_a_moment_and_itself() => Assert.Empty(ScheduleSlots.Between(Cadence.Daily, Monday, Monday));

    [Fact]
    public void Places_spread_evenly_over_the_day()
    {
        var hours = Enumerable.Range(0, 24_000)
            .Select(i => ScheduleSlots.Next(Cadence.Daily, ScheduleSlots.Of(Ids.Hash($"page {i}")), Monday).Hour)
            .GroupBy(hour => hour).Select(hour => hour.Count()).ToList();

        Assert.Equal(24, hours.Count);
        Assert.All(hours, count => Assert.InRange(count, 850, 1150));
    }

    private static bool Holds(PlaceRange range, string place) =>
        (range.After.Length == 0 || string.CompareOrdinal(place, range.After) > 0)
            && (range.To is null || string.CompareOrdinal(place, range.To) <= 0);
}
