using System.Net;
using LinkWatch.Fetching;
using LinkWatch.Links;
using LinkWatch.Tests.Support;
using LinkWatch.Urls;

namespace LinkWatch.Tests.Core.Fetching;

/// <summary>What counts is sockets opened, not URLs refused.</summary>
public sealed class AddressGateTests
{
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(10);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("127.0.0.2")]
    [InlineData("127.2")]
    [InlineData("2130706434")]
    [InlineData("0x7f000002")]
    [InlineData("0x7f.2")]
    [InlineData("017700000002")]
    [InlineData("0177.0.0.02")]
    [InlineData("127.0.0.2.")]
    [InlineData("[::ffff:127.0.0.2]")]
    [InlineData("[::ffff:7f00:2]")]
    [InlineData("[::7f00:2]")]
    [InlineData("１２７.０.０.２")]
    [InlineData("①②⑦.⓪.⓪.②")]
    [InlineData("127。0。0。2")]
    [InlineData("%31%32%37.0.0.2")]
    [InlineData("user:secret@127.0.0.2")]
    public async Task An_address_is_judged_whatever_it_looks_like(string host)
    {
        await using var forbidden = RawSite.Forbidden();
        using var fetcher = LoopbackFetcher.Create(names: new SystemNames());
        if (WebUrl.TryParse($"http://{host}:{forbidden.Port}/", out var url))
        {
            using var fetched = await fetcher.FetchAsync(url, null, Budget, Token);
            Assert.Equal(Reason.AddressForbidden, fetched.Failure?.Reason);
        }

        Assert.Equal(0, forbidden.Connections);
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("LOCALHOST")]
    [InlineData("localhost.")]
    [InlineData("deep.localhost")]
    [InlineData("deep.localhost.")]
    public async Task Localhost_is_loopback_whatever_DNS_says(string host)
    {
        await using var site = await LoopbackSite.StartAsync("<html></html>");
        var names = StubNames.Of("93.184.216.34");
        using var open = LoopbackFetcher.Create(names: names);
        using var closed = LoopbackFetcher.Create(new FetchOptions(), names);

        using var answered = await open.FetchAsync(site.Url(host: host), null, Budget, Token);
        using var refused = await closed.FetchAsync(site.Url(host: host), null, Budget, Token);

        Assert.Equal(200, answered.HttpStatus);
        Assert.Equal(Reason.AddressForbidden, refused.Failure?.Reason);
        Assert.Single(site.Asked);
    }

    [Fact]
    public async Task A_name_that_resolves_to_a_forbidden_address_is_refused()
    {
        await using var forbidden = RawSite.Forbidden();
        using var fetcher = LoopbackFetcher.Create(names: StubNames.Of("127.0.0.2"));

        using var fetched = await fetcher.FetchAsync(forbidden.Url(host: "inside.example"), null, Budget, Token);

        Assert.Equal(Reason.AddressForbidden, fetched.Failure?.Reason);
        Assert.Contains("127.0.0.2", fetched.Failure!.Detail, StringComparison.Ordinal);
        Assert.Equal(0, forbidden.Connections);
    }

    [Fact]
    public async Task A_name_that_changes_its_address_between_question_and_connection_gains_nothing()
    {
        await using var forbidden = RawSite.Forbidden();
        var asked = 0;
        var names = new StubNames(_ => [IPAddress.Parse(asked++ % 2 == 0 ? "127.0.0.1" : "127.0.0.2")]);
        using var fetcher = LoopbackFetcher.Create(names: names);

        for (var i = 0; i < 6; i++)
        {
            using var fetched = await fetcher.FetchAsync(forbidden.Url(host: "rebinding.example"), null, Budget, Token);
            Assert.NotNull(fetched.Failure);
        }

        Assert.Equal(0, forbidden.Connections);
    }

    [Fact]
    public async Task Of_several_addresses_only_the_permitted_are_connected_to()
    {
        await using var site = await LoopbackSite.StartAsync("<html></html>");
        await using var forbidden = RawSite.Forbidden();
        using var fetcher = LoopbackFetcher.Create(names: StubNames.Of("10.0.0.1", "127.0.0.2", "::1", "127.0.0.1"));

        using var fetched = await fetcher.FetchAsync(site.Url(host: "mixed.example"), null, Budget, Token);

        Assert.Equal(200, fetched.HttpStatus);
        Assert.Equal(0, forbidden.Connections);
    }

    [Fact]
    public async Task If_one_address_does_not_answer_the_next_one_is_tried()
    {
        await using var site = await LoopbackSite.StartAsync("<html></html>");
        var options = LoopbackFetcher.Options with { AllowedAddresses = [IPNetwork.Parse("127.0.0.0/8"), IPNetwork.Parse("::1/128")] };
        using var fetcher = LoopbackFetcher.Create(options, StubNames.Of("::1", "127.0.0.9", "127.0.0.1"));

        using var fetched = await fetcher.FetchAsync(site.Url(host: "half-dead.example"), null, Budget, Token);

        Assert.Equal(200, fetched.HttpStatus);
    }

    [Fact]
    public async Task If_no_address_answers_the_reason_is_connection()
    {
        await using var silent = RawSite.Forbidden();
        var options = LoopbackFetcher.Options with { AllowedAddresses = [IPNetwork.Parse("127.0.0.0/8")] };
        using var fetcher = LoopbackFetcher.Create(options, StubNames.Of("127.0.0.8", "127.0.0.9"));

        using var fetched = await fetcher.FetchAsync(silent.Url(host: "dead.example"), null, Budget, Token);

        Assert.Equal(Reason.Connection, fetched.Failure?.Reason);
    }

    [Theory]
    [InlineData(302, "http://127.0.0.2:{0}/")]
    [InlineData(301, "//127.0.0.2:{0}/latest/meta-data/")]
    [InlineData(307, "http://[::ffff:127.0.0.2]:{0}/")]
    [InlineData(308, "http://2130706434:{0}/")]
    [InlineData(303, "http://inside.example:{0}/")]
    public async Task A_redirect_into_a_forbidden_address_opens_no_socket(int status, string location)
    {
        await using var forbidden = RawSite.Forbidden();
        await using var site = await LoopbackSite.StartAsync(context =>
        {
            var isLast = context.Request.Path == "/3";
            context.Response.StatusCode = isLast ? status : 302;
            context.Response.Headers.Location = isLast
                ? string.Format(location, forbidden.Port)
                : $"/{int.Parse(context.Request.Path.Value![1..]) + 1}";
            return Task.CompletedTask;
        });
        using var fetcher = LoopbackFetcher.Create(names: StubNames.Of("127.0.0.2"));

        using var fetched = await fetcher.FetchAsync(site.Url("/1"), null, Budget, Token);

        Assert.Equal(Reason.AddressForbidden, fetched.Failure?.Reason);
        Assert.Equal(3, fetched.Trail.Count);
        Assert.Equal(forbidden.Port, fetched.Final.Port);
        Assert.Equal(0, forbidden.Connections);
    }

    [Theory]
    [InlineData("ftp://127.0.0.1/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("gopher://127.0.0.1:70/")]
    [InlineData("javascript:alert(1)")]
    [InlineData("data:text/html,hello")]
    public async Task Only_http_is_fetched_and_followed(string address)
    {
        await using var site = await LoopbackSite.StartAsync(context =>
        {
            context.Response.Redirect(address);
            return Task.CompletedTask;
        });
        using var fetcher = LoopbackFetcher.Create();

        using var redirected = await fetcher.FetchAsync(site.Url(), null, Budget, Token);
        Assert.Equal(Reason.AddressForbidden, redirected.Failure?.Reason);
        if (!WebUrl.TryParse(address, out var url)) return;
        using var direct = await fetcher.FetchAsync(url, null, Budget, Token);
        Assert.Equal(Reason.AddressForbidden, direct.Failure?.Reason);
    }

    [Fact]
    public async Task The_proxy_of_the_environment_is_not_used()
    {
        await using var proxy = RawSite.Saying("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nproxy");
        await using var site = await LoopbackSite.StartAsync("<html></html>");
        Environment.SetEnvironmentVariable("http_proxy", $"http://127.0.0.1:{proxy.Port}");
        try
        {
            using var fetcher = LoopbackFetcher.Create(names: StubNames.Of("127.0.0.1"));
            using var fetched = await fetcher.FetchAsync(site.Url(host: "proxied.example"), null, Budget, Token);
            Assert.Equal(200, fetched.HttpStatus);
        }
        finally
        {
            Environment.SetEnvironmentVariable("http_proxy", null);
        }

        Assert.Equal(0, proxy.Connections);
    }
}
