using LinkWatch.Fetching;
using LinkWatch.Links;
using LinkWatch.Tests.Support;
using LinkWatch.Urls;
using Microsoft.AspNetCore.Http;

namespace LinkWatch.Tests.Core.Fetching;

public sealed class RedirectTests
{
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(10);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_trail_has_every_hop_with_its_status()
    {
        await using var site = await LoopbackSite.StartAsync(context => context.Request.Path.Value switch
        {
            "/a" => To(context, 301, "/b?x=1"),
            "/b" => To(context, 302, "c"),
            _ => context.Response.WriteAsync("<p>here</p>"),
        });
        using var fetcher = LoopbackFetcher.Create();

        using var fetched = await fetcher.FetchAsync(site.Url("/a"), null, Budget, Token);

        Assert.Null(fetched.Failure);
        Assert.Equal(200, fetched.HttpStatus);
        Assert.Equal(site.Url("/a"), fetched.Requested);
        Assert.Equal(site.Url("/c"), fetched.Final);
        Assert.Equal([new Hop(301, site.Url("/a"), site.Url("/b?x=1")), new Hop(302, site.Url("/b?x=1"), site.Url("/c"))], fetched.Trail);
        Assert.Equal("<p>here</p>"u8.ToArray(), fetched.Body.ToArray());
    }

    [Theory]
    [InlineData(10, null)]
    [InlineData(11, Reason.RedirectLoop)]
    public async Task Ten_redirects_are_followed_and_no_more(int redirects, Reason? reason)
    {
        await using var site = await LoopbackSite.StartAsync(context =>
        {
            var left = int.Parse(context.Request.Path.Value![1..]);
            return left == 0 ? Task.CompletedTask : To(context, 302, $"/{left - 1}");
        });
        using var fetcher = LoopbackFetcher.Create();

        using var fetched = await fetcher.FetchAsync(site.Url($"/{redirects}"), null, Budget, Token);

        Assert.Equal(reason, fetched.Failure?.Reason);
        Assert.Equal(10, fetched.Trail.Count);
        Assert.Equal(11, site.Asked.Count);
    }

    [Fact]
    public async Task A_loop_ends_when_it_comes_round()
    {
        await using var site = await LoopbackSite.StartAsync(context =>
            To(context, 302, context.Request.Path == "/a" ? "/b#there" : "/a#here"));
        using var fetcher = LoopbackFetcher.Create();

        using var fetched = await fetcher.FetchAsync(site.Url("/a"), null, Budget, Token);

        Assert.Equal(Reason.RedirectLoop, fetched.Failure?.Reason);
        Assert.Equal(["/a", "/b"], site.Asked);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Location:\r\n")]
    [InlineData("Location: http://[::1\r\n")]
    [InlineData("Location: http://:80:80/\r\n")]
    [InlineData("Location: http://a b/\r\n")]
    [InlineData("Location: http://\r\n")]
    [InlineData("Location: https://exa%00mple/\r\n")]
    [InlineData("Location: /a\r\nLocation: /b\r\n")]
    public async Task A_missing_or_malformed_location_is_a_reason(string location)
    {
        await using var site = RawSite.Saying($"HTTP/1.1 301 Moved\r\n{location}Content-Length: 0\r\n\r\n");
        using var fetcher = LoopbackFetcher.Create();

        using var fetched = await fetcher.FetchAsync(site.Url(), null, Budget, Token);

        Assert.Equal(Reason.BadRedirect, fetched.Failure?.Reason);
        Assert.Equal(301, fetched.HttpStatus);
        Assert.Empty(fetched.Trail);
    }

    [Theory]
    [InlineData("/caf\u00C3\u00A9", "/caf%C3%A9")]
    [InlineData("/caf\u00E9", "/caf%E9")]
    [InlineData("/?q=\u00E9", "/?q=%E9")]
    public async Task Bytes_of_a_location_are_sent_back_as_they_came(string latin1, string asked)
    {
        var requests = new List<string>();
        await using var site = RawSite.Start(async (stream, token) =>
        {
            requests.Add(await RawSite.ReadHeadAsync(stream, token));
            var answer = requests.Count == 1 ? $"HTTP/1.1 302 Found\r\nLocation: {latin1}\r\n" : "HTTP/1.1 200 OK\r\n";
            await stream.WriteAsync(System.Text.Encoding.Latin1.GetBytes(answer + "Connection: close\r\nContent-Length: 0\r\n\r\n"), token);
        });
        using var fetcher = LoopbackFetcher.Create();

        using var fetched = await fetcher.FetchAsync(site.Url("/start"), null, Budget, Token);

        Assert.StartsWith($"GET {asked} HTTP/1.1\r\n", requests[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Three_hundred_and_304_are_answers_and_no_redirects()
    {
        await using var site = await LoopbackSite.StartAsync(context =>
            To(context, context.Request.Path == "/304" ? 304 : 300, "/elsewhere"));
        using var fetcher = LoopbackFetcher.Create();

        using var choices = await fetcher.FetchAsync(site.Url("/300"), null, Budget, Token);
        using var unchanged = await fetcher.FetchAsync(site.Url("/304"), null, Budget, Token);

        Assert.Equal((300, BodyEnd.Empty), (choices.HttpStatus, choices.End));
        Assert.Equal((304, BodyEnd.Empty), (unchanged.HttpStatus, unchanged.End));
    }

    [Fact]
    public async Task Nothing_secret_is_sent_or_passed_on()
    {
        var heads = new List<string>();
        await using var second = RawSite.Start((stream, token) =>
            AnswerAsync(heads, stream, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", token));
        await using var first = RawSite.Start((stream, token) => AnswerAsync(
            heads, stream, $"HTTP/1.1 302 Found\r\nSet-Cookie: id=1\r\nLocation: http://user:pass@127.0.0.1:{second.Port}/x#fragment\r\n"
                + "Content-Length: 0\r\n\r\n", token));
        using var fetcher = LoopbackFetcher.Create();

        using var fetched = await fetcher.FetchAsync(WebUrl.Parse($"http://me:secret@127.0.0.1:{first.Port}/#top"), null, Budget, Token);

        Assert.Equal(200, fetched.HttpStatus);
        Assert.Equal(2, heads.Count);
        foreach (var head in heads)
        {
            Assert.DoesNotContain("Authorization", head, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("Cookie", head, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("Referer", head, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("traceparent", head, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("secret", head, StringComparison.Ordinal);
            Assert.DoesNotContain("pass", head, StringComparison.Ordinal);
            Assert.DoesNotContain("#", head, StringComparison.Ordinal);
        }
    }

    private static async Task AnswerAsync(List<string> heads, Stream stream, string answer, CancellationToken token)
    {
        heads.Add(await RawSite.ReadHeadAsync(stream, token));
        await stream.WriteAsync(System.Text.Encoding.Latin1.GetBytes(answer), token);
    }

    private static Task To(HttpContext context, int status, string location)
    {
        context.Response.StatusCode = status;
        context.Response.Headers.Location = location;
        return Task.CompletedTask;
    }
}
