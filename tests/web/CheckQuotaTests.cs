using LinkWatch.Tests.Support;
using LinkWatch.Web;
using Microsoft.Extensions.Time.Testing;

namespace LinkWatch.Tests.Web;

public sealed class CheckQuotaTests
{
    private readonly FakeTimeProvider time = FakeTime.Create();

    [Fact]
    public void A_host_is_visited_on_demand_so_often_an_hour_whoever_asks()
    {
        var quota = new CheckQuota(time);
        for (var i = 0; i < CheckQuota.OfHost; i++) Assert.Null(quota.Take("victim.example", $"site{i}"));
        time.Advance(TimeSpan.FromMinutes(20));

        Assert.Equal(TimeSpan.FromMinutes(40), quota.Take("victim.example", "shop"));
        Assert.Null(quota.Take("blog.example", "shop"));

        time.Advance(TimeSpan.FromMinutes(40));
        Assert.Null(quota.Take("victim.example", "shop"));
    }

    [Fact]
    public void A_site_has_a_share_of_its_own()
    {
        var quota = new CheckQuota(time);
        for (var i = 0; i < CheckQuota.OfSite; i++) Assert.Null(quota.Take($"host{i}.example", "shop"));

        Assert.NotNull(quota.Take("another.example", "shop"));
        Assert.Null(quota.Take("another.example", "other"));
    }
}
