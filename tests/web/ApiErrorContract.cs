using System.Net.Mime;
using LinkWatch.Tests.Support;
using LinkWatch.Web;

namespace LinkWatch.Tests.Web;

/// <summary>How the HTTP API refuses, removes and fails, over real HTTP: the same on every host.</summary>
public abstract class ApiErrorContract : IAsyncLifetime
{
    private const string Site = "{\"webmention\":true,\"domains\":[\"shop.example\"],\"owners\":[\"owner@shop.example\"],\"badge\":true}";
    private const string Link = "{\"source\":\"https://blog.example/teas\",\"target\":\"https://shop.example/tea\"}";
    private const string Csv = MediaTypeNames.Text.Csv;

    private static readonly string[] Methods = ["GET", "POST", "PUT", "DELETE", "PATCH"];

    private static readonly (string Name, string Value)[] Malformed =
    [
        ("after", "bogus"),
        ("after", "alert!1"),
        ("after", "link!%00"),
        ("after", "link!a/b%5Cc%23%3F"),
        ("after", "link!%F0%9F%8D%B5%27"),
        ("after", "link!%ED%A0%80"),
        ("after", "history!A"),
        ("after", "link!a&after=link!b"),
        ("most", "0"),
        ("most", "-1"),
        ("most", "%2B5"),
        ("most", "1.5"),
        ("most", "1e3"),
        ("most", "many"),
        ("most", "99999999999"),
        ("most", "5&most=6"),
        ("status", "gone"),
    ];

    private string linkId = null!;

    /// <summary>A request that each route takes; the last one removes the site.</summary>
    private IReadOnlyList<Call> Calls =>
    [
        new("GET", "health"),
        new("GET", "openapi.json"),
        new("GET", UnsubscribeLink.For("shop", "nobody@shop.example")),
        new("POST", UnsubscribeLink.For("shop", "nobody@shop.example"), ""),
        new("GET", UnsubscribeLink.ForMute("shop", linkId)),
        new("POST", UnsubscribeLink.ForMute("shop", linkId), ""),
        new("GET", "sites"),
        new("GET", "sites/shop"),
        new("PUT", "sites/shop", Site),
        new("GET", "sites/shop/links"),
        new("POST", "sites/shop/links", Link),
        new("GET", $"sites/shop/links/{linkId}"),
        new("POST", $"sites/shop/links/{linkId}/check", ""),
        new("PUT", $"sites/shop/links/{linkId}/mute", "{\"until\":\"2126-05-01\"}"),
        new("DELETE", $"sites/shop/links/{linkId}/mute"),
        new("GET", $"sites/shop/links/{linkId}/changes"),
        new("POST", "sites/shop/imports", "source,target\nhttps://blog.example/other,https://shop.example/tea\n", Csv),
        new("GET", "sites/shop/contracts"),
        new("GET", "sites/shop/pending"),
        new("GET", "sites/shop/review"),
        new("GET", "sites/shop/letters"),
        new("PUT", $"sites/shop/links/{linkId}/letter"),
        new("DELETE", $"sites/shop/links/{linkId}/letter"),
        new("GET", "sites/shop/candidates"),
        new("POST", "sites/shop/candidates", "{\"sources\":[\"https://blog.example/candidate\"]}"),
        new("POST", "sites/shop/candidates/actions", "{\"action\":\"dismiss\",\"ids\":[\"0\"]}"),
        new("POST", "webmention/shop", "source=https://blog.example/&target=https://shop.example/", "application/x-www-form-urlencoded"),
        new("GET", "sites/shop/targets"),
        new("GET", "sites/shop/changes"),
        new("GET", "sites/shop/feed.atom"),
        new("GET", "sites/shop/feed.json"),
        new("GET", UnsubscribeLink.ForBadge("shop")),
        new("POST", "check", "{\"source\":\"http://169.254.169.254/\",\"target\":\"https://shop.example/\"}"),
        new("DELETE", $"sites/shop/links/{linkId}"),
        new("DELETE", "sites/shop"),
    ];

    public async ValueTask InitializeAsync()
    {
        await StartAsync();
        var set = await SendAsync(new("PUT", "sites/shop", Site));
        Assert.True(set.Status == 201, set.Body);
        linkId = (await SendAsync(new("POST", "sites/shop/links", Link))).Json.GetProperty("id").GetString()!;
    }

    public abstract ValueTask DisposeAsync();

    [Fact]
    public async Task Every_route_takes_its_request_and_refuses_a_parameter_that_it_does_not_know()
    {
        Assert.All(WebRoutes.All, route => Assert.Contains(Calls, call => call.Method == route.Method && route.IsAt("/" + call.Path)));
        foreach (var call in Calls)
        {
            var refused = await SendAsync(call with { Address = $"{call.Address}{(call.Address.Contains('?') ? '&' : '?')}bogus=1" });
            var route = WebRoutes.All.Single(route => call.Method == route.Method && route.IsAt("/" + call.Path));
            if (route.Parameters is { } known)
            {
                var line = refused.Problem(400, call.ToString());
                Assert.Equal("bogus", refused.Json.GetProperty("parameter").GetString());
                Assert.StartsWith("bogus: unknown; this request takes ", line, StringComparison.Ordinal);
                Assert.All(known, name => Assert.Contains(name, line, StringComparison.Ordinal));
            }

            var taken = await SendAsync(call);
            var isTaken = taken.Status is 200 or 201 or 202 or 204
                || taken.Body.Contains("\"code\":\"not-lost\"", StringComparison.Ordinal);
            Assert.True(isTaken, $"{call}: {taken.Status} {taken.Body}");
        }
    }

    [Fact]
    public async Task The_mute_link_of_a_mail_asks_first_and_mutes_only_what_it_is_signed_for()
    {
        var link = UnsubscribeLink.ForMute("shop", linkId);

        var asked = await SendAsync(new("GET", link));
        Assert.Contains("<form method=\"post\"><button>Mute</button></form>", asked.Body, StringComparison.Ordinal);
        Assert.Equal(403, (await SendAsync(new("POST", link.Replace(linkId, "other", StringComparison.Ordinal), ""))).Status);
        Assert.False(await IsMutedAsync());
        Assert.Contains("<h1>Muted</h1>", (await SendAsync(new("POST", link, ""))).Body, StringComparison.Ordinal);
        Assert.True(await IsMutedAsync());

        async Task<bool> IsMutedAsync() =>
            (await SendAsync(new("GET", $"sites/shop/links/{linkId}"))).Json.GetProperty("muted").GetBoolean();
    }

    [Fact]
    public async Task Other_methods_and_other_addresses_are_refused_with_what_there_is()
    {
        foreach (var there in Calls.GroupBy(call => call.Path))
        {
            var allowed = WebRoutes.All.Where(route => route.IsAt("/" + there.Key)).Select(route => route.Method).Order().ToList();
            foreach (var method in Methods.Except(allowed))
            {
                var refused = await SendAsync(new Call(method, there.Key, method is "GET" or "DELETE" ? null : ""));
                Assert.All(allowed, other =>
                    Assert.Contains(other, refused.Problem(405, $"{method} {there.Key}"), StringComparison.Ordinal));
                Assert.Equal(allowed, refused.Allow);
            }
        }

        foreach (var address in (string[])["nothing", "sites/shop/nothing", $"sites/shop/links/{linkId}/nothing", "sites/shop/links/a/b/c"])
        {
            foreach (var method in Methods) (await SendAsync(new Call(method, address, ""))).Problem(404, $"{method} {address}");
        }
    }

    [Fact]
    public async Task A_malformed_parameter_of_a_list_is_named_with_what_it_takes()
    {
        foreach (var list in (string[])["sites/shop/links", "sites/shop/changes", $"sites/shop/links/{linkId}/changes"])
        {
            foreach (var (name, value) in Malformed)
            {
                var refused = await SendAsync(new Call("GET", $"{list}?{name}={value}"));

                Assert.StartsWith($"{name}: ", refused.Problem(400, $"{list}?{name}={value}"), StringComparison.Ordinal);
                Assert.Equal(name, refused.Json.GetProperty("parameter").GetString());
            }
        }
    }

    [Fact]
    public async Task A_link_and_a_site_are_shown_until_they_are_removed()
    {
        var link = await SendAsync(new("GET", $"sites/shop/links/{linkId}"));
        var site = await SendAsync(new("GET", "sites/shop"));
        var removed = await SendAsync(new("DELETE", $"sites/shop/links/{linkId}"));
        await SendAsync(new("POST", "sites/shop/links", Link));
        var gone = await SendAsync(new("DELETE", "sites/shop"));

        Assert.Equal(("https://blog.example/teas", "shop.example"), (
            link.Json.GetProperty("source").GetString(), site.Json.GetProperty("domains")[0].GetString()));
        Assert.Equal((204, ""), (removed.Status, removed.Body));
        Assert.Equal((200, 1), (gone.Status, gone.Json.GetProperty("removedLinks").GetInt32()));
        Assert.Equal("no such site", (await SendAsync(new("GET", "sites/shop"))).Problem(404, "the site"));
        Assert.Equal("no such site", (await SendAsync(new("DELETE", "sites/shop"))).Problem(404, "the site"));
        Assert.Equal("the site has no such link", (await SendAsync(new("GET", $"sites/shop/links/{linkId}"))).Problem(404, "the link"));
        Assert.Equal("the site has no such link", (await SendAsync(new("DELETE", $"sites/shop/links/{linkId}"))).Problem(404, "the link"));
    }

    [Fact]
    public async Task A_request_that_is_repeated_with_its_key_takes_effect_once()
    {
        var add = new Call("POST", "sites/shop/links", Link.Replace("teas", "cups", StringComparison.Ordinal)) { IdempotencyKey = "a-1" };

        var replies = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => SendAsync(add)));
        var first = Assert.Single(replies, reply => reply is { Status: 201, IsReplayed: false });
        Assert.All(replies.Where(reply => reply != first && reply.Status == 409), reply => Assert.Equal("2", reply.RetryAfter));
        await SendAsync(new("DELETE", $"sites/shop/links/{first.Json.GetProperty("id").GetString()}"));
        var repeated = await SendAsync(add);
        var other = await SendAsync(add with { Body = Link });
        var invalid = await SendAsync(add with { IdempotencyKey = new string('k', 256) });
        var listed = await SendAsync(new("GET", "sites/shop/links"));

        Assert.Equal((201, first.Type, first.Body, true), (repeated.Status, repeated.Type, repeated.Body, repeated.IsReplayed));
        other.Problem(422, "another body");
        Assert.Equal("idempotency-key-reused", other.Json.GetProperty("code").GetString());
        invalid.Problem(400, "a long key");
        Assert.Equal(linkId, Assert.Single(listed.Json.GetProperty("links").EnumerateArray()).GetProperty("id").GetString());
    }

    [Fact]
    public async Task Every_post_of_the_api_takes_a_key()
    {
        foreach (var call in Calls.Where(call => WebRoutes.All.Any(route => route.TakesIdempotencyKey && call.Method == "POST"
            && route.IsAt("/" + call.Path))))
        {
            var keyed = call with { IdempotencyKey = call.Path };
            var (first, again) = (await SendAsync(keyed), await SendAsync(keyed));

            Assert.Equal((first.Status, first.Body, true), (again.Status, again.Body, again.IsReplayed));
            Assert.False(first.IsReplayed);
        }
    }

    [Fact]
    public async Task An_id_that_cannot_be_is_of_nothing()
    {
        foreach (var id in (string[])["%01", "a%2Fb%5Cc%23%3F", "%ED%A0%80", "%F0%9F%8D%B5", new('x', 2000)])
        {
            foreach (var address in (string[])[
                $"sites/{id}", $"sites/{id}/links", $"sites/{id}/changes", $"sites/shop/links/{id}", $"sites/shop/links/{id}/changes"])
            {
                (await SendAsync(new("GET", address))).Problem(404, address);
            }
        }
    }

    [Fact]
    public async Task While_storage_is_gone_every_route_that_needs_it_says_to_come_again()
    {
        var calls = Calls.Where(call => call.Method != "GET" || !call.Address.StartsWith("unsubscribe", StringComparison.Ordinal));
        await EndStorageAsync();

        await Task.WhenAll(calls.Where(call => call.Address is not ("check" or "health" or "openapi.json")).Select(async call =>
        {
            var failed = await SendAsync(call);
            Assert.Equal("storage doesn't answer; ask again later", failed.Problem(503, call.ToString()));
            Assert.Equal("30", failed.RetryAfter);
        }));
    }

    protected abstract ValueTask StartAsync();

    /// <summary>As an outage does.</summary>
    protected abstract Task EndStorageAsync();

    private protected abstract Task<HttpReply> SendAsync(Call call);

    private protected sealed record Call(string Method, string Address, string? Body = null, string Type = MediaTypeNames.Application.Json)
    {
        public string? IdempotencyKey { get; init; }

        public string Path => Address.Split('?')[0];

        public override string ToString() => $"{Method} {Address}";
    }
}
