using LinkWatch.Fetching;

namespace LinkWatch.Tests.Core.Fetching;

public sealed class RetryAfterTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 5, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(429, "120", 120)]
    [InlineData(503, " 120 ", 120)]
    [InlineData(500, "30", 30)]
    [InlineData(403, "30", 30)]
    [InlineData(429, "0", 0)]
    [InlineData(429, "Mon, 05 Jan 2026 12:05:00 GMT", 300)]
    [InlineData(429, "Monday, 05-Jan-26 12:05:00 GMT", 300)]
    [InlineData(429, "Mon Jan  5 12:05:00 2026", 300)]
    [InlineData(429, "Mon, 05 Jan 2026 11:00:00 GMT", 0)]
    [InlineData(429, "999999999999999999999999", 86_400)]
    [InlineData(429, "Fri, 31 Dec 9999 23:59:59 GMT", 86_400)]
    [InlineData(429, "soon", 600)]
    [InlineData(503, "-5", 600)]
    [InlineData(503, "1.5", 600)]
    [InlineData(503, "", 600)]
    [InlineData(503, null, 600)]
    [InlineData(429, null, 600)]
    [InlineData(500, null, null)]
    [InlineData(500, "soon", null)]
    [InlineData(200, "120", null)]
    [InlineData(301, "120", null)]
    [InlineData(null, "120", null)]
    public void The_wait_is_what_the_host_asks_for_within_a_day(int? status, string? header, int? seconds)
    {
        var headers = header is null ? HttpFields.Empty : new HttpFields([new("retry-after", header)]);
        Assert.Equal(seconds, RetryAfter.Of(status, headers, Now)?.TotalSeconds);
    }
}
