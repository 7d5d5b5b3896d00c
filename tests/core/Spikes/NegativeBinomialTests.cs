using LinkWatch.Spikes;
using MathNet.Numerics;

namespace LinkWatch.Tests.Core.Spikes;

public sealed class NegativeBinomialTests
{
    [Theory]
    [InlineData(10, 2, 0.05)]
    [InlineData(14, 3.3, 0.33)]
    [InlineData(400, 100, 0.3)]
    [InlineData(9, 0.1, 1)]
    public void The_tail_is_what_the_terms_below_leave(int count, double mean, double dispersion)
    {
        var shape = 1 / dispersion;
        var (term, below) = (Math.Pow(1 + (mean / shape), -shape), 0.0);
        for (var k = 0; k < count; k++)
        {
            below += term;
            term *= mean / (mean + shape) * (k + shape) / (k + 1);
        }

        Assert.Equal(1, NegativeBinomial.Tail(count, mean, dispersion) / (1 - below), 0.01);
    }

    /// <summary>The sum ends a ten-thousandth short; with the widest scatter it runs out of terms.</summary>
    [Theory]
    [InlineData(0.001, 1.1e-4)]
    [InlineData(0.01, 1.1e-4)]
    [InlineData(0.05, 1.1e-4)]
    [InlineData(0.3, 1.1e-4)]
    [InlineData(1, 1.1e-4)]
    [InlineData(4, 1.1e-4)]
    [InlineData(20, 7e-3)]
    public void The_tail_is_the_incomplete_beta_function(double dispersion, double most)
    {
        double[] means = [0.01, 0.1, 1, 3.3, 10, 100, 1000, 10_000];
        double[] factors = [1.5, 2, 5, 20, 100, 1000];
        foreach (var (mean, factor) in means.SelectMany(mean => factors.Select(factor => (mean, factor))))
        {
            var count = Math.Ceiling(mean * factor) + 1;
            var scatter = mean * dispersion;
            var expected = SpecialFunctions.BetaRegularized(count, 1 / dispersion, scatter / (scatter + 1));
            // Below it a double has no digits left to compare.
            if (expected > 1e-300) Assert.InRange((NegativeBinomial.Tail(count, mean, dispersion) / expected) - 1, -most, most);
        }
    }

    [Fact]
    public void Beyond_ten_thousand_the_tail_no_longer_depends_on_the_scale() =>
        Assert.Equal(1, NegativeBinomial.Tail(4e8, 1e8, 0.1) / NegativeBinomial.Tail(36_000, 9_000, 0.1), 0.02);
}
