using LinkWatch.Fetching;
using LinkWatch.Links;
using LinkWatch.Tests.Support;
using LinkWatch.Urls;
using Microsoft.AspNetCore.Http;

namespace LinkWatch.Tests.Core.Fetching;

/// <summary>What is sent: exactly the page asked for, by somebody who says who they are.</summary>
public sealed class RequestTests
{
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(10);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/a%2Fb/%7Ejoe/%zz")]
    [InlineData("/a//b///c/")]
    [InlineData("/x?q=%20+%27'&r=a|b^`{}[]")]
    [InlineData("/x?")]
    [InlineData("/%2e%2E%2F%5C")]
    [InlineData("/(a)!$&'*,;=:@-._~")]
    public async Task Path_and_query_are_sent_as_the_URL_standard_has_them(string target)
    {
        string? line = null;
        await using var site = RawSite.Start(async (stream, token) =>
        {
            line = (await RawSite.ReadHeadAsync(stream, token)).Split("\r\n")[0];
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"u8.ToArray(), token);
        });
        using var fetcher = LoopbackFetcher.Create();
        var url = site.Url(target);

        using var fetched = await fetcher.FetchAsync(url, null, Budget, Token);

        Assert.Equal($"GET {url.Path}{url.Query} HTTP/1.1", line);
    }

    [Fact]
    public async Task The_agent_says_who_asks_and_where_to_complain()
    {
        IHeaderDictionary asked = new HeaderDictionary();
        await using var site = await LoopbackSite.StartAsync(context =>
        {
            foreach (var (name, value) in context.Request.Headers) asked[name] = value;
            return Task.CompletedTask;
        });
        using var fetcher = LoopbackFetcher.Create(LoopbackFetcher.Options with { ContactUrl = "https://owner.example/bot" });

        using var fetched = await fetcher.FetchAsync(site.Url(), null, Budget, Token);

        Assert.Contains("LinkWatch/", asked.UserAgent.ToString(), StringComparison.Ordinal);
        Assert.Contains("+https://owner.example/bot", asked.UserAgent.ToString(), StringComparison.Ordinal);
        Assert.Equal("gzip, deflate, br", asked.AcceptEncoding.ToString());
        Assert.Equal(["Accept", "Accept-Encoding", "Accept-Language", "Host", "User-Agent"], asked.Keys.Order());
    }

    [Fact]
    public async Task An_unchanged_page_answers_304()
    {
        await using var site = await LoopbackSite.StartAsync(context =>
        {
            var isKnown = context.Request.Headers.IfNoneMatch == "\"v1\""
                && context.Request.Headers.IfModifiedSince == "Mon, 05 Jan 2026 00:00:00 GMT";
            context.Response.StatusCode = isKnown ? 304 : 200;
            return Task.CompletedTask;
        });
        using var fetcher = LoopbackFetcher.Create();

        using var fetched = await fetcher.FetchAsync(site.Url(), new Validators("\"v1\"", "Mon, 05 Jan 2026 00:00:00 GMT"), Budget, Token);

        Assert.Equal(304, fetched.HttpStatus);
    }

    [Fact]
    public async Task Validators_are_sent_to_the_URL_they_belong_to_and_to_no_other()
    {
        var sent = new List<(string Path, string Tag)>();
        await using var site = await LoopbackSite.StartAsync(context =>
        {
            sent.Add((context.Request.Path.Value!, context.Request.Headers.IfNoneMatch.ToString()));
            if (context.Request.Path == "/old") context.Response.Redirect("/new");
            else context.Response.StatusCode = 304;
            return Task.CompletedTask;
        });
        using var fetcher = LoopbackFetcher.Create();

        using var fetched = await fetcher.FetchAsync(site.Url("/old"), new Validators("W/\"2\"", null, site.Url("/new")), Budget, Token);

        Assert.Equal([("/old", ""), ("/new", "W/\"2\"")], sent);
        Assert.Equal(304, fetched.HttpStatus);
    }

    [Theory]
    [InlineData("\"a\r\nX-Injected: 1\"")]
    [InlineData("\"caf\u00E9\"")]
    [InlineData("")]
    public async Task A_validator_that_cannot_be_sent_back_as_it_came_is_left_out(string tag)
    {
        IHeaderDictionary? headers = null;
        await using var site = await LoopbackSite.StartAsync(context =>
        {
            headers = new HeaderDictionary(context.Request.Headers.ToDictionary());
            return Task.CompletedTask;
        });
        using var fetcher = LoopbackFetcher.Create();

        using var fetched = await fetcher.FetchAsync(site.Url(), new Validators(tag, tag), Budget, Token);

        Assert.Equal(200, fetched.HttpStatus);
        Assert.DoesNotContain(headers!.Keys, name => name.StartsWith("If-", StringComparison.Ordinal) || name == "X-Injected");
    }

    [Fact]
    public async Task Cookies_are_not_kept()
    {
        var cookies = new List<string>();
        await using var site = await LoopbackSite.StartAsync(context =>
        {
            cookies.Add(context.Request.Headers.Cookie.ToString());
            context.Response.Cookies.Append("session", "1");
            return Task.CompletedTask;
        });
        using var fetcher = LoopbackFetcher.Create();

        for (var i = 0; i < 2; i++)
        {
            using var fetched = await fetcher.FetchAsync(site.Url(), null, Budget, Token);
        }

        Assert.Equal(["", ""], cookies);
    }

    [Fact]
    public async Task Header_lines_arrive_as_they_were_sent()
    {
        await using var site = RawSite.Saying(
            "HTTP/1.1 200 OK\r\nX-Robots-Tag: noindex, nofollow\r\nx-robots-tag: googlebot: all\r\nExpires: never\r\n" +
            "X-Name: caf\u00C3\u00A9\r\nX-Old: caf\u00E9\r\nContent-Type: ;;;\r\nContent-Length: 1\r\n\r\nx");
        using var fetcher = LoopbackFetcher.Create();

        using var fetched = await fetcher.FetchAsync(site.Url(), null, Budget, Token);

        Assert.Equal(["noindex, nofollow", "googlebot: all"], fetched.Headers.All("X-Robots-Tag"));
        Assert.Equal("never", fetched.Headers.First("expires"));
        Assert.Equal("café", fetched.Headers.First("X-Name"));
        Assert.Equal("café", fetched.Headers.First("X-Old"));
        Assert.Equal(";;;", fetched.Headers.First("Content-Type"));
    }

    [Fact]
    public async Task A_host_that_cannot_be_a_name_is_a_reason()
    {
        using var fetcher = LoopbackFetcher.Create();
        foreach (var host in new[] { "a..b", "-", "xn--a", "a_b.example", new string('a', 300) + ".example", "." })
        {
            if (!WebUrl.TryParse($"http://{host}/", out var url)) continue;
            using var fetched = await fetcher.FetchAsync(url, null, Budget, Token);
            Assert.Equal(Reason.Dns, fetched.Failure?.Reason);
        }
    }
}
