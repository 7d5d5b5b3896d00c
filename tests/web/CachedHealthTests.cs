using LinkWatch.Tests.Support;
using LinkWatch.Web;

namespace LinkWatch.Tests.Web;

public sealed class CachedHealthTests
{
    [Fact]
    public async Task A_report_is_given_for_fifteen_seconds()
    {
        var (asked, time) = (new CountedHealth(), FakeTime.Create());
        var health = new CachedHealth(asked, time);

        for (var second = 0; second < 31; second++)
        {
            await health.ReportAsync(TestContext.Current.CancellationToken);
            time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(3, asked.Times);
    }

    private sealed class CountedHealth : IHealth
    {
        public int Times { get; private set; }

        public Task<HealthReport> ReportAsync(CancellationToken cancellationToken)
        {
            Times++;
            return Task.FromResult(new HealthReport(true, new Dictionary<string, PartHealth>()));
        }
    }
}
