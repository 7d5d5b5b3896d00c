using LinkWatch.Links;
using LinkWatch.Months;

namespace LinkWatch.Tests.Core.Months;

public sealed class MonthTests
{
    [Theory]
    [InlineData("2026-03", "Europe/Vienna", "2026-02-28T23:00Z", "2026-03-31T22:00Z")]
    [InlineData("2026-10", "Europe/Vienna", "2026-09-30T22:00Z", "2026-10-31T23:00Z")]
    [InlineData("2026-12", "UTC", "2026-12-01T00:00Z", "2027-01-01T00:00Z")]
    [InlineData("2024-02", "America/New_York", "2024-02-01T05:00Z", "2024-03-01T05:00Z")]
    [InlineData("2026-11", "America/Havana", "2026-11-01T04:00Z", "2026-12-01T05:00Z")]
    [InlineData("2026-04", "Pacific/Auckland", "2026-03-31T11:00Z", "2026-04-30T12:00Z")]
    public void It_is_that_of_the_sites_time_zone(string text, string zone, string start, string end)
    {
        var (month, site) = (Month.TryParse(text)!.Value, new Site { Id = "shop", Domains = ["shop.example"], TimeZone = zone });

        Assert.Equal((DateTimeOffset.Parse(start), DateTimeOffset.Parse(end)), (month.StartIn(site), month.EndIn(site)));
        Assert.Equal(text, month.ToString());
        Assert.Equal(month, month.Next.Previous);
        Assert.Equal(month, Month.Of(month.Last));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("2026-13")]
    [InlineData("2026-1")]
    [InlineData("2026-01-01")]
    [InlineData("0001-01")]
    [InlineData("9999-12")]
    public void What_is_no_month_is_none(string? text) => Assert.Null(Month.TryParse(text));
}
