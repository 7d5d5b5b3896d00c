using System.Text;
using LinkWatch.Fetching;
using LinkWatch.Links;
using LinkWatch.Tests.Core.Checking;
using LinkWatch.Tests.Core.Judging;
using LinkWatch.Tests.Support;

namespace LinkWatch.Tests.Core.Fetching;

/// <summary>Headers that come more than once, over a real connection: they mean what they mean to browsers and to Google.</summary>
public sealed class RepeatedHeaderTests
{
    [Theory]
    [InlineData("Content-Type: text/plain\r\nContent-Type: text/html; charset=utf-8\r\n", "live")]
    [InlineData("Content-Type: text/plain, text/html\r\n", "live")]
    [InlineData("Content-Type: text/html\r\nContent-Type: */*\r\n", "live")]
    [InlineData("Content-Type: text/html\r\nContent-Type: nonsense\r\n", "live")]
    [InlineData("Content-Type: text/html\r\nContent-Type: text/\r\n", "live")]
    [InlineData("Content-Type: text/html\r\nContent-Type: te xt/plain\r\n", "live")]
    [InlineData("Content-Type: text/html\r\nContent-Type:\r\n", "live")]
    [InlineData("Content-Type: text/html; title=\"a, text/plain\"\r\n", "live")]
    [InlineData("Content-Type: text/plain\r\nContent-Type: text/html charset=utf-8\r\n", "live")]
    [InlineData("Content-Type: nonsense\r\nContent-Type: more nonsense\r\n", "live")]
    [InlineData("Content-Type: text/html\r\nContent-Type: text/plain\r\n", "lost: not-html")]
    [InlineData("Content-Type: text/html, application/pdf\r\n", "lost: not-html")]
    [InlineData("Content-Type: text/html\r\nX-Robots-Tag: noarchive\r\nX-Robots-Tag: noindex\r\n", "unindexed: header-noindex")]
    [InlineData("Content-Type: text/html\r\nX-Robots-Tag: otherbot: noindex\r\nX-Robots-Tag: nofollow\r\n", "nofollow: header-nofollow")]
    [InlineData("Content-Type: text/html\r\nX-Robots-Tag: otherbot: noindex\r\nX-Robots-Tag: otherbot: nofollow\r\n", "live")]
    [InlineData(
        "Content-Type: text/html\r\nLink: </a.css>; rel=preload\r\nLink: </b>; rel=canonical\r\n", "unindexed: canonical-elsewhere")]
    [InlineData("Content-Type: text/html\r\nLink: </a>; rel=canonical\r\nLink: </b>; rel=canonical\r\n", "live")]
    [InlineData("Content-Type: text/html\r\nRefresh: 0; url=/elsewhere\r\n", "lost: page-redirected")]
    [InlineData("Content-Type: text/html\r\nRefresh: 0; url=/elsewhere\r\nRefresh: 0; url=/elsewhere\r\n", "live")]
    [InlineData("Content-Type: text/html\r\nContent-Encoding: identity\r\nContent-Encoding: none\r\n", "live")]
    [InlineData("Content-Type: text/html\r\nTransfer-Encoding: identity\r\n", "live")]
    public async Task All_lines_of_a_header_count(string lines, string says)
    {
        await using var site = Site(lines, isLinked: true);

        Assert.Equal(says, (await RealVisit.VerdictAsync(site.Url("/page"))).Says());
    }

    [Fact]
    public async Task Several_refreshes_lead_nowhere_and_nothing_is_lost_by_them()
    {
        await using var site = Site("Content-Type: text/html\r\nRefresh: 0; url=/a\r\nRefresh: 5; url=/b\r\n", isLinked: false);

        Assert.Equal("unknown: bad-redirect", (await RealVisit.VerdictAsync(site.Url("/page"))).Says());
    }

    [Theory]
    [InlineData("Location: /other\r\nLocation: /other\r\n", 200, null)]
    [InlineData("Location: /other\r\nLocation: /third\r\n", 301, Reason.BadRedirect)]
    [InlineData("Location: /other\r\nLocation:\r\n", 301, Reason.BadRedirect)]
    public async Task A_location_may_be_repeated_but_not_changed(string lines, int status, Reason? reason)
    {
        await using var site = RawSite.Start(async (stream, token) =>
        {
            var head = await RawSite.ReadHeadAsync(stream, token);
            var answer = head.StartsWith("GET /old ", StringComparison.Ordinal) ? $"301 Moved\r\n{lines}" : "200 OK\r\n";
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {answer}Content-Length: 0\r\nConnection: close\r\n\r\n"), token);
        });
        using var fetcher = LoopbackFetcher.Create();

        var token = TestContext.Current.CancellationToken;
        using var fetched = await fetcher.FetchAsync(site.Url("/old"), null, TimeSpan.FromSeconds(10), token);

        Assert.Equal((status, reason), (fetched.HttpStatus, fetched.Failure?.Reason));
    }

    [Theory]
    [InlineData(120, "60", "120")]
    [InlineData(60, "soon", "60")]
    [InlineData(3600, "Sun, 01 Mar 2026 13:00:00 GMT", "120")]
    public void The_longest_wait_of_several_is_kept(int seconds, params string[] waits)
    {
        var now = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
        var headers = new HttpFields([.. waits.Select(wait => KeyValuePair.Create("Retry-After", wait))]);

        Assert.Equal(TimeSpan.FromSeconds(seconds), RetryAfter.Of(503, headers, now));
    }

    private static RawSite Site(string lines, bool isLinked) => RawSite.Start(async (stream, token) =>
    {
        var path = (await RawSite.ReadHeadAsync(stream, token)).Split(' ')[1];
        await stream.WriteAsync(Encoding.ASCII.GetBytes(path switch
        {
            "/robots.txt" => "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n",
            "/page" => $"HTTP/1.1 200 OK\r\n{lines}Connection: close\r\n\r\n{RealVisit.Html(isLinked)}",
            _ => $"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n{RealVisit.Html(isLinked: false)}",
        }), token);
    });
}
