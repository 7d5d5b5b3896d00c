using LinkWatch.Spikes;

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

    [Fact]
    public void Beyond_ten_thousand_the_tail_no_longer_depends_on_the_scale() =>
        Assert.Equal(1, NegativeBinomial.Tail(4e8, 1e8, 0.1) / NegativeBinomial.Tail(36_000, 9_000, 0.1), 0.02);
}
