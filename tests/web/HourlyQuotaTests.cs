using System.Globalization;
using LinkWatch.Tests.Support;
using LinkWatch.Web;

namespace LinkWatch.Tests.Web;

public sealed class HourlyQuotaTests
{
    [Fact]
    public void While_too_many_names_are_counted_only_new_ones_wait()
    {
        var time = FakeTime.Create();
        var quota = new HourlyQuota(time);
        for (var i = 0; i < HourlyQuota.MaxNames; i++) Assert.Null(quota.Take((i.ToString(CultureInfo.InvariantCulture), 2)));

        Assert.Equal(TimeSpan.FromHours(1), quota.Take(("new", 2)));
        Assert.Null(quota.Take(("0", 2)));
        Assert.NotNull(quota.Take(("0", 2)));
        time.Advance(TimeSpan.FromHours(1));
        Assert.Null(quota.Take(("new", 2)));
    }
}
