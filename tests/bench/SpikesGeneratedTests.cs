using LinkWatch.Bench;
using LinkWatch.Spikes;

namespace LinkWatch.Tests.Bench;

/// <summary>The detector on generated series of known truth: fewer than <c>bench spikes</c> measures, and the same each time.</summary>
public sealed class SpikesGeneratedTests
{
    public static TheoryData<string> Kinds => [.. SpikesGenerator.Kinds];

    [Fact]
    public void At_least_95_of_100_attacks_are_found_in_time_with_at_most_one_false_flag_in_ten_years()
    {
        var score = new SpikesScore();
        foreach (var kind in SpikesGenerator.Kinds) Add(score, kind, count: 20);

        Assert.True(score.Attacks > 500, score.ToString());
        Assert.True(score is { FoundShare: >= 0.95, FalseAYear: <= 0.1 }, score.ToString());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void No_kind_of_series_is_left_out(string kind)
    {
        var score = new SpikesScore();
        Add(score, kind, count: 20);

        Assert.True(score is { FoundShare: >= 0.9, FalseAYear: <= 0.3 }, score.ToString());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_day_is_judged_by_the_days_before_it_alone(string kind)
    {
        var days = new SpikesGenerator(kind, seed: 5).Next(length: 200, isAttacked: true).Days;
        var whole = SpikeDetector.Judge(days);

        foreach (var length in (int[])[1, 14, 15, 60, 133, 199]) Assert.Equal(whole.Take(length), SpikeDetector.Judge(days.Take(length)));
    }

    private static void Add(SpikesScore score, string kind, int count)
    {
        var generator = new SpikesGenerator(kind, seed: 2026);
        for (var n = 0; n < 2 * count; n++)
        {
            var series = generator.Next(SpikesBench.Days, isAttacked: n < count);
            score.Add(series, [.. SpikeDetector.Judge(series.Days).Where(day => day.IsFlagged).Select(day => day.Date)]);
        }
    }
}
