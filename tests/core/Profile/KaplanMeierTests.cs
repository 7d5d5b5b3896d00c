using LinkWatch.Profile;
using LinkWatch.Storage;

namespace LinkWatch.Tests.Core.Profile;

public sealed class KaplanMeierTests
{
    /// <summary>
    /// Weeks in remission of the 21 patients who were given 6-mercaptopurine (Freireich et al., 1963), those who relapsed first. The curve
    /// and its intervals stand in many textbooks, as in Collett, Modelling Survival Data in Medical Research.
    /// </summary>
    private static readonly KaplanMeier Leukaemia = Of(
        [6, 6, 6, 7, 10, 13, 16, 22, 23], [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]);

    [Theory]
    [InlineData(6, 21, 0.8571, 0.6197, 0.9516)]
    [InlineData(7, 17, 0.8067, 0.5631, 0.9228)]
    [InlineData(10, 15, 0.7529, 0.5032, 0.8894)]
    [InlineData(13, 12, 0.6902, 0.4316, 0.8491)]
    [InlineData(16, 11, 0.6275, 0.3675, 0.8049)]
    [InlineData(22, 7, 0.5378, 0.2678, 0.7468)]
    [InlineData(23, 6, 0.4482, 0.1881, 0.6801)]
    public void The_leukaemia_remissions_have_the_published_curve_and_intervals(
        int weeks, int atRisk, double share, double low, double high)
    {
        var step = Assert.Single(Leukaemia.Steps(), step => step.Days == weeks);

        Assert.Equal(atRisk, step.AtRisk);
        Assert.Equal(share, step.Share, 0.00005);
        Assert.Equal(low, step.Low!.Value, 0.00005);
        Assert.Equal(high, step.High!.Value, 0.00005);
    }

    [Fact]
    public void Their_median_is_23_weeks()
    {
        Assert.Equal(23, Leukaemia.Median());
        Assert.Equal(7, Leukaemia.Steps().Count);
        Assert.Equal((21, 9), (Leukaemia.Links, Leukaemia.Lost));
    }

    /// <summary>By hand: 4 at risk, one is lost; of 2 one is lost: 3/4 · 1/2.</summary>
    [Fact]
    public void A_link_that_was_last_seen_counts_until_then()
    {
        var curve = Of([1, 3], [2, 5]);

        Assert.Equal([(1, 4, 0.75), (3, 2, 0.375)], curve.Steps().Select(step => (step.Days, step.AtRisk, step.Share)));
        Assert.Equal((2, 3, 0.75), (curve.At(2)!.Days, curve.At(2)!.AtRisk, curve.At(2)!.Share));
        Assert.Equal(0.375, curve.At(5)!.Share);
        Assert.Null(curve.At(6));
        Assert.Equal(3, curve.Median());
    }

    [Fact]
    public void A_half_that_rounding_misses_is_a_half() => Assert.Equal(15, Of([.. Enumerable.Range(1, 30)], []).Median());

    [Fact]
    public void While_none_or_all_are_lost_there_is_no_interval()
    {
        Assert.Equal(new SurvivalPoint(10, 2, 1, null, null), Of([], [10, 20]).At(10));
        Assert.Equal(new SurvivalPoint(20, 1, 0, null, null), Of([10, 20], []).At(20));
        Assert.Null(Of([], [10, 20]).Median());
    }

    private static KaplanMeier Of(int[] lost, int[] left)
    {
        var curve = new KaplanMeier();
        foreach (var days in lost) curve.Add(new LinkLife(days, IsLost: true));
        foreach (var days in left) curve.Add(new LinkLife(days, IsLost: false));
        return curve;
    }
}
