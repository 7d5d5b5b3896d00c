using System.Text.Json;
using LinkWatch.Links;
using LinkWatch.Sites;
using LinkWatch.Storage;
using LinkWatch.Tests.Support;
using LinkWatch.Web;
using LinkWatch.Web.SiteKeys;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace LinkWatch.Tests.Web.SiteKeys;

/// <summary>What the key of a site opens, over every route: the gate and the routes as both hosts have them.</summary>
public sealed class SiteKeyTests : IAsyncLifetime
{
    private static readonly Site Foreign = new() { Id = "foreign", Domains = ["foreign.example"], Owners = ["other@foreign.example"] };

    private TestPipeline pipeline = null!;
    private string full = null!;
    private string reading = null!;
    private string foreign = null!;
    private string shared = null!;
    private string revoked = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static IEnumerable<ApiRoute> Closed => WebRoutes.All.Where(route => !WebRoutes.Public.Contains(route.Pattern));

    public async ValueTask InitializeAsync()
    {
        pipeline = await TestPipeline.StartAsync(services =>
        {
            services.AddWeb().AddSingleton<QueueHealth>();
            services.AddSingleton<IHealth>(_ => throw new InvalidOperationException("nobody asks for it here"));
        });
        await pipeline.Sites.SaveSiteAsync(Foreign, Cancel);
        full = await MakeAsync("shop", AccessScope.Full);
        reading = await MakeAsync("shop", AccessScope.ReadOnly);
        foreign = await MakeAsync("foreign", AccessScope.Full);
        shared = await MakeAsync("shop", AccessScope.Pages);
        revoked = await MakeAsync("shop", AccessScope.Full);
        await pipeline.Get<SiteAccess>().RevokeAsync("shop", revoked.Split('_')[2], Cancel);
    }

    public ValueTask DisposeAsync() => pipeline.DisposeAsync();

    [Fact]
    public async Task No_route_is_open_without_a_key_nor_with_one_that_is_wrong_revoked_or_of_a_shared_address()
    {
        var wrong = full[..^1] + (full[^1] == '0' ? '1' : '0');
        foreach (var route in WebRoutes.All)
        {
            foreach (var (key, code) in (IEnumerable<(string?, string)>)[
                (null, "missing-key"), ("secret", "missing-key"), ("lw_", "invalid-key"), (wrong, "invalid-key"), (revoked, "invalid-key"),
                (shared, "missing-key"), (AccessSecret.KeyMark + shared[3..], "invalid-key")])
            {
                pipeline.Time.Advance(TimeSpan.FromHours(1)); // So that the limit of failures is not what answers.
                Assert.Equal((401, code), await AskAsync(route.Method, Address(route), key));
            }
        }
    }

    [Fact]
    public async Task A_full_key_opens_every_route_of_its_site_but_those_of_the_operator()
    {
        var operators = Closed.Where(route => !route.IsOfSite).Select(route => $"{route.Method} {route.Pattern}");
        Assert.Equal(["POST check", "DELETE sites/{site}"], operators);
        foreach (var route in Closed)
        {
            var (status, code) = await AskAsync(route.Method, Address(route), full);

            if (!route.IsOfSite) Assert.Equal((403, "wrong-scope"), (status, code));
            else Assert.True(status is not (401 or 403 or 405 or 429 or >= 500), $"{route.Method} {route.Pattern}: {status} {code}");
        }
    }

    [Fact]
    public async Task A_read_only_key_opens_GET_and_no_other_method()
    {
        foreach (var route in Closed.Where(route => route.IsOfSite))
        {
            var (status, code) = await AskAsync(route.Method, Address(route), reading);

            if (route.Method == "GET") Assert.True(status is 200 or 404, $"{route.Pattern}: {status} {code}");
            else Assert.Equal((403, "read-only-key"), (status, code));
        }
    }

    [Fact]
    public async Task A_key_of_another_site_opens_nothing_of_this_one()
    {
        foreach (var route in Closed.Where(route => route.Pattern != WebRoutes.Sites))
            Assert.Equal((403, "wrong-scope"), await AskAsync(route.Method, Address(route), foreign));
        foreach (var spelt in (string[])["SHOP", "shop%2F..%2Fforeign", "shop/../shop", "foreign%01"])
            Assert.NotEqual(200, (await AskAsync("GET", $"/api/sites/{spelt}", foreign)).Status);
    }

    [Fact]
    public async Task The_list_of_sites_shows_only_the_one_of_the_key()
    {
        var (status, body) = await SendAsync("GET", "/api/sites", reading);

        Assert.Equal(200, status);
        var site = Assert.Single(JsonDocument.Parse(body).RootElement.GetProperty("sites").EnumerateArray());
        Assert.Equal("shop", site.GetProperty("id").GetString());
        Assert.DoesNotContain("foreign", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Neither_the_dashboard_nor_an_address_that_is_none_is_open_to_a_key()
    {
        foreach (var address in (string[])[
            "/api", "/api/", "/api/dashboard", "/api/dashboard/system", "/api/metrics", "/api/api/sites", "/api/nothing", "/API//sites"])
        {
            Assert.Equal((404, "no-such-address"), await AskAsync("GET", address, full));
            Assert.Equal((401, "missing-key"), await AskAsync("GET", address, key: null));
        }
    }

    [Fact]
    public async Task What_the_gate_did_not_look_at_is_closed()
    {
        var http = Request("GET", "/sites", key: full);
        await (await pipeline.Get<KeyedApi>().AnswerAsync(http)).ExecuteAsync(http);

        Assert.Equal(401, http.Response.StatusCode);
    }

    [Fact]
    public async Task A_key_is_taken_from_each_place_where_one_may_be()
    {
        foreach (var place in (Action<HttpRequest>[])[
            request => request.Headers.Authorization = $"bearer {reading}",
            request => request.Headers[SiteKeyGate.Header] = reading,
            request => request.QueryString = new QueryString($"?code={reading}")])
        {
            var http = Request("GET", "/api/sites/shop", key: null);
            place(http.Request);
            Assert.Equal(200, (await SendAsync(http)).Status);
        }
    }

    [Fact]
    public async Task A_revoked_key_changes_nothing_from_then_on_and_reads_for_a_minute_at_most()
    {
        Assert.Equal(200, (await AskAsync("GET", "/api/sites/shop", full)).Status);
        await pipeline.Get<SiteAccess>().RevokeAsync("shop", full.Split('_')[2], Cancel);

        Assert.Equal(200, (await AskAsync("GET", "/api/sites/shop", full)).Status);
        Assert.Equal((401, "invalid-key"), await AskAsync("POST", "/api/sites/shop/links", full));
        Assert.Equal((401, "invalid-key"), await AskAsync("GET", "/api/sites/shop", full));

        Assert.Equal(200, (await AskAsync("GET", "/api/sites/shop", reading)).Status);
        await pipeline.Get<SiteAccess>().RevokeAsync("shop", reading.Split('_')[2], Cancel);
        pipeline.Time.Advance(SiteKeyGate.Remembered);
        Assert.Equal((401, "invalid-key"), await AskAsync("GET", "/api/sites/shop", reading));
    }

    [Fact]
    public async Task Wrong_keys_from_one_address_are_limited_and_the_right_one_goes_on()
    {
        for (var i = 0; i < AttemptQuota.Failures; i++) Assert.Equal((401, "invalid-key"), await AskAsync("GET", "/api/sites", revoked));
        var http = Request("GET", "/api/sites", revoked);

        var (status, body) = await SendAsync(http);

        Assert.Equal((429, "3600"), (status, http.Response.Headers.RetryAfter.ToString()));
        Assert.Contains("\"code\":\"too-many-attempts\"", body, StringComparison.Ordinal);
        Assert.Equal(200, (await AskAsync("GET", "/api/sites", full)).Status);
        var elsewhere = Request("GET", "/api/sites", revoked);
        elsewhere.Request.Headers["X-Forwarded-For"] = "192.0.2.7:4711, 10.0.0.1";
        Assert.Equal(401, (await SendAsync(elsewhere)).Status);
        pipeline.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal((401, "invalid-key"), await AskAsync("GET", "/api/sites", revoked));
    }

    [Theory]
    [InlineData("{\"owners\":[\"thief@foreign.example\"]}")]
    [InlineData("{\"cadence\":\"daily\",\"owners\":[]}")]
    [InlineData("{\"channels\":[]}")]
    public async Task A_full_key_sets_neither_owners_nor_channels(string settings)
    {
        var before = (await pipeline.Sites.FindSiteAsync("shop", Cancel))!.Row;
        var http = Put(settings);

        var (status, body) = await SendAsync(http);

        Assert.Equal((403, "wrong-scope"), (status, JsonDocument.Parse(body).RootElement.GetProperty("code").GetString()));
        Assert.Equal(before.Owners, (await pipeline.Sites.FindSiteAsync("shop", Cancel))!.Row.Owners);
        Assert.Equal(200, (await SendAsync(Put("{\"timeZone\":\"Europe/Vienna\"}"))).Status);
    }

    [Fact]
    public async Task A_key_does_not_add_its_site_again_that_was_removed_meanwhile()
    {
        var (status, body) = await SendAsync(
            Put("{\"domains\":[\"shop.example\"]}"), () => pipeline.Get<SiteRemoval>().RemoveAsync("shop", int.MaxValue, Cancel));

        Assert.Equal((404, "no-such-site"), (status, JsonDocument.Parse(body).RootElement.GetProperty("code").GetString()));
        Assert.Null(await pipeline.Sites.FindSiteAsync("shop", Cancel));
    }

    [Fact]
    public async Task No_cache_gives_the_answer_to_one_key_to_others()
    {
        var http = Request("GET", "/api/sites/shop", reading);
        await SendAsync(http);

        Assert.Equal("private, no-cache", http.Response.Headers.CacheControl.ToString());
    }

    [Fact]
    public void Whoever_fails_from_very_many_addresses_shuts_no_reader_out()
    {
        var quota = new AttemptQuota(pipeline.Time);
        var http = new DefaultHttpContext();
        for (var i = 0; i <= HourlyQuota.MaxNames; i++)
        {
            http.Connection.RemoteIpAddress = new System.Net.IPAddress(BitConverter.GetBytes(0x01000001 + i));
            quota.Failed("key", http.Request);
        }

        Assert.NotNull(quota.Failed("key", http.Request));
        Assert.Null(quota.Opened("0011223344556677"));
    }

    private DefaultHttpContext Put(string body)
    {
        var http = Request("PUT", "/api/sites/shop", full);
        http.Request.Body = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(body));
        return http;
    }

    private async Task<string> MakeAsync(string site, AccessScope scope) =>
        (await pipeline.Get<SiteAccess>().MakeAsync(site, "test", scope, life: null, "me", Cancel))!.Value.Secret.Text;

    private static string Address(ApiRoute route) => "/api/" + route.Pattern
        .Replace("{site}", "shop", StringComparison.Ordinal).Replace("{id}", "0", StringComparison.Ordinal);

    private async Task<(int Status, string Code)> AskAsync(string method, string address, string? key)
    {
        var (status, body) = await SendAsync(method, address, key);
        return (status, status >= 400 ? JsonDocument.Parse(body).RootElement.GetProperty("code").GetString()! : "");
    }

    private Task<(int Status, string Body)> SendAsync(string method, string address, string? key) =>
        SendAsync(Request(method, address, key));

    /// <param name="http">The request.</param>
    /// <param name="meanwhile">Happens once the gate has let it in.</param>
    private async Task<(int Status, string Body)> SendAsync(HttpContext http, Func<Task>? meanwhile = null)
    {
        using var body = new MemoryStream();
        http.Response.Body = body;
        await pipeline.Get<ApiGate>().PassAsync(http, async passed =>
        {
            if (meanwhile is not null) await meanwhile();
            await (await pipeline.Get<KeyedApi>().AnswerAsync(passed)).ExecuteAsync(passed);
        });
        return (http.Response.StatusCode, System.Text.Encoding.UTF8.GetString(body.ToArray()));
    }

    private DefaultHttpContext Request(string method, string address, string? key)
    {
        var http = new DefaultHttpContext { RequestServices = pipeline.Services };
        http.RequestAborted = Cancel;
        (http.Request.Method, http.Request.Scheme, http.Request.Host) = (method, "https", new HostString("links.example"));
        http.Request.Path = PathString.FromUriComponent(address);
        if (method is "POST" or "PUT")
            (http.Request.ContentType, http.Request.Body) = ("application/json", new MemoryStream("{}"u8.ToArray()));
        if (key is not null) http.Request.Headers.Authorization = $"Bearer {key}";
        return http;
    }
}
