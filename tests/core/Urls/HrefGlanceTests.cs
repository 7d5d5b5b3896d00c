using LinkWatch.Urls;

namespace LinkWatch.Tests.Core.Urls;

public sealed class HrefGlanceTests
{
    [Theory]
    [InlineData("https://example.com/a", HrefKind.Absolute, "example.com")]
    [InlineData("  http://example.com", HrefKind.Absolute, "example.com")]
    [InlineData("//example.com?x", HrefKind.Absolute, "example.com")]
    [InlineData("https://EXAMPLE.com/", HrefKind.Unclear, "")]
    [InlineData("https://example.com:443/", HrefKind.Unclear, "")]
    [InlineData("https://user@example.com/", HrefKind.Unclear, "")]
    [InlineData("http://example.com.1/", HrefKind.Unclear, "")]
    [InlineData("http:/example.com/", HrefKind.Unclear, "")]
    [InlineData("HTTPS:x", HrefKind.Unclear, "")]
    [InlineData("/\t/example.com/", HrefKind.Unclear, "")]
    [InlineData("/\\example.com/", HrefKind.Unclear, "")]
    [InlineData("///example.com/", HrefKind.Unclear, "")]
    [InlineData("", HrefKind.Relative, "")]
    [InlineData("#top", HrefKind.Relative, "")]
    [InlineData("../a?u=http://example.com/", HrefKind.Relative, "")]
    [InlineData("1:2", HrefKind.Relative, "")]
    [InlineData("httpx/y", HrefKind.Relative, "")]
    [InlineData("javascript:void(0)", HrefKind.Other, "")]
    [InlineData("mailto:a@example.com", HrefKind.Other, "")]
    [InlineData("ftp://example.com/", HrefKind.Other, "")]
    public void A_glance_says_what_it_is_sure_of(string href, HrefKind kind, string host)
    {
        Assert.Equal(kind, HrefGlance.Of(href, out var seen));
        Assert.Equal(host, seen.ToString());
    }
}
