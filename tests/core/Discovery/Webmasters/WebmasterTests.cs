using LinkWatch.Discovery;
using LinkWatch.Discovery.Webmasters;
using LinkWatch.Fetching;
using LinkWatch.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace LinkWatch.Tests.Core.Discovery.Webmasters;

/// <summary>
/// The answers are written from the services' public documentation, not taken from the services: nobody here has an account.
/// </summary>
public sealed class WebmasterTests : IAsyncDisposable
{
    private const string Counts = """
        {"d":{"__type":"LinkCounts:#Microsoft.Bing.Webmaster.Api","Links":[
          {"__type":"LinkCount:#Microsoft.Bing.Webmaster.Api","Count":3,"Url":"https:\/\/shop.example\/tea"},
          {"__type":"LinkCount:#Microsoft.Bing.Webmaster.Api","Count":1,"Url":"https:\/\/other.example\/"}],"TotalPages":1}}
        """;

    private const string Tea = "%22https%3A%2F%2Fshop.example%2Ftea%22";

    private readonly FakeTimeProvider time = FakeTime.Create();
    private readonly List<LoopbackSite> sites = [];
    private readonly List<HttpClient> clients = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        foreach (var client in clients) client.Dispose();
        foreach (var site in sites) await site.DisposeAsync();
    }

    [Fact]
    public async Task Bing_names_the_pages_that_link_to_each_page_of_the_site_on_all_their_pages()
    {
        var (bing, asked) = await BingAsync(context => context.Request.Path.Value!.EndsWith("GetLinkCounts", StringComparison.Ordinal)
            ? (200, Counts)
            : (200, Details(context.Request.Query["page"] == "0" ? "https://blog.example/a" : "https://news.example/b", pages: 2)));

        var links = await bing.LinksAsync(TestPipeline.Site, Cancel).ToListAsync(Cancel);

        Assert.Equal(["https://blog.example/a", "https://news.example/b"], links.Select(link => link.Source.Href));
        Assert.All(links, link => Assert.Equal(
            (CandidateOrigin.Bing, "https://shop.example/tea", "the best tea"), (link.Origin, link.Target!.Href, link.Anchor)));
        Assert.Equal(
            [
                "/webmaster/api.svc/json/GetLinkCounts?siteUrl=https%3A%2F%2Fshop.example%2F&page=0&apikey=k%20y",
                $"/webmaster/api.svc/json/GetUrlLinks?siteUrl=https%3A%2F%2Fshop.example%2F&link={Tea}&page=0&apikey=k%20y",
                $"/webmaster/api.svc/json/GetUrlLinks?siteUrl=https%3A%2F%2Fshop.example%2F&link={Tea}&page=1&apikey=k%20y",
            ],
            asked);
    }

    [Theory]
    [InlineData(400, """{"ErrorCode":3,"Message":"ERROR!!! InvalidApiKey"}""", "refuses the key")]
    [InlineData(400, """{"ErrorCode":14,"Message":"ERROR!!! NotAuthorized"}""", "refuses the key")]
    [InlineData(400, """{"ErrorCode":7,"Message":"ERROR!!! InvalidUrl"}""", "says “ERROR!!! InvalidUrl”")]
    [InlineData(401, "", "answers HTTP 401")]
    [InlineData(200, "<html>", "not documented")]
    [InlineData(200, """{"d":null}""", "not documented")]
    public async Task What_bing_refuses_is_one_line_that_does_not_hold_the_key(int status, string body, string says)
    {
        var (bing, asked) = await BingAsync(_ => (status, body));

        var refused = await RefusedAsync(bing);

        Assert.Contains(says, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("k y", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
        Assert.Single(asked);
    }

    [Fact]
    public async Task Links_that_bing_leaves_empty_are_passed_over()
    {
        var (bing, _) = await BingAsync(context => context.Request.Path.Value!.EndsWith("GetLinkCounts", StringComparison.Ordinal)
            ? (200, Counts.Replace("[", "[null,", StringComparison.Ordinal))
            : (200, """{"d":{"Details":[null],"TotalPages":1}}"""));

        Assert.Empty(await bing.LinksAsync(TestPipeline.Site, Cancel).ToListAsync(Cancel));
    }

    [Fact]
    public async Task A_busy_service_is_asked_again_when_it_says_and_at_most_four_times()
    {
        var times = 0;
        var (bing, asked) = await BingAsync(context =>
        {
            context.Response.Headers.RetryAfter = "0";
            return ++times < 3 ? (times == 1 ? 429 : 503, "") : (200, """{"d":{"Links":[],"TotalPages":0}}""");
        });
        Assert.Empty(await bing.LinksAsync(TestPipeline.Site, Cancel).ToListAsync(Cancel));
        Assert.Equal(3, asked.Count);

        times = -100;
        var gaveUp = await RefusedAsync(bing);
        Assert.Equal("Bing Webmaster Tools answers HTTP 503; try again later", gaveUp.Message);
        Assert.Equal(7, asked.Count);
    }

    [Fact]
    public async Task Who_asks_for_a_day_is_asked_another_day()
    {
        var (bing, asked) = await BingAsync(context =>
        {
            context.Response.Headers.RetryAfter = "86400";
            return (429, """{"ErrorCode":4,"Message":"ERROR!!! ThrottleUser"}""");
        });

        var gaveUp = await RefusedAsync(bing);

        Assert.Equal("Bing Webmaster Tools has had too many requests; try again later", gaveUp.Message);
        Assert.Single(asked);
    }

    [Fact]
    public async Task Yandex_names_links_to_the_verified_site_a_hundred_at_a_time()
    {
        var (yandex, asked) = await YandexAsync(context => (200, context.Request.Path.Value switch
        {
            "/v4/user" => """{"user_id":17}""",
            "/v4/user/17/hosts" => """
                {"hosts":[{"host_id":"https:shop.example:443","ascii_host_url":"https://shop.example/","verified":true},
                {"host_id":"https:shop.example:80","ascii_host_url":"http://shop.example/","verified":false},
                {"host_id":"https:other.example:443","ascii_host_url":"https://other.example/","verified":true}]}
                """,
            _ => Samples(context.Request.Query["offset"] == "0" ? 100 : 30),
        }));

        var links = await yandex.LinksAsync(TestPipeline.Site, Cancel).ToListAsync(Cancel);

        Assert.Equal(130, links.Count);
        Assert.Equal(
            ("https://blog.example/0", "https://shop.example/tea", new DateTimeOffset(2019, 1, 2, 0, 0, 0, TimeSpan.Zero)),
            (links[0].Source.Href, links[0].Target!.Href, links[0].SeenAt));
        Assert.Equal(
            [
                "/v4/user",
                "/v4/user/17/hosts",
                "/v4/user/17/hosts/https:shop.example:443/links/external/samples?offset=0&limit=100",
                "/v4/user/17/hosts/https:shop.example:443/links/external/samples?offset=100&limit=100",
            ],
            asked);
    }

    [Theory]
    [InlineData(403, """{"error_code":"INVALID_OAUTH_TOKEN","error_message":"Invalid OAuth token"}""", "refuses the token")]
    [InlineData(404, """{"error_code":"HOST_NOT_VERIFIED","host_id":"x"}""", "not verified")]
    [InlineData(200, """{"user_id":17}""", "no verified site of shop.example")]
    public async Task What_yandex_refuses_is_one_line(int status, string body, string says)
    {
        var (yandex, _) = await YandexAsync(_ => (status, body));

        var refused = await RefusedAsync(yandex);

        Assert.Contains(says, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_pipeline_asks_once_a_week_and_remembers_a_refusal()
    {
        var (bing, asked) = await BingAsync(context => context.Request.Path.Value!.EndsWith("GetLinkCounts", StringComparison.Ordinal)
            ? (200, Counts)
            : (200, Details("https://blog.example/a", pages: 1)));
        var (yandex, refused) = await YandexAsync(_ => (403, """{"error_code":"ACCESS_FORBIDDEN"}"""));
        await using var pipeline = await TestPipeline.StartAsync(
            services => services.AddSingleton<IWebmasterService>(yandex).AddSingleton<IWebmasterService>(bing));

        await pipeline.DaysAsync(9);

        Assert.Equal((4, 2), (asked.Count, refused.Count));
        var inbox = await pipeline.InboxAsync();
        Assert.Equal((1, null), (inbox.Fetches!["bing"].Links, inbox.Fetches["bing"].Problem));
        Assert.StartsWith("Yandex Webmaster refuses the token", inbox.Fetches["yandex"].Problem, StringComparison.Ordinal);
        Assert.Equal("bing", (await pipeline.CandidateAsync("https://blog.example/a")).Origin);
    }

    private static Task<WebmasterException> RefusedAsync(IWebmasterService service) => Assert.ThrowsAsync<WebmasterException>(
        () => service.LinksAsync(TestPipeline.Site, Cancel).ToListAsync(Cancel).AsTask());

    private async Task<(BingLinks Service, IReadOnlyCollection<string> Asked)> BingAsync(
        Func<HttpContext, (int Status, string Body)> answer)
    {
        var site = await ServeAsync(answer);
        return (new BingLinks("k y", new Uri(site.Url().Href), Client(), time), site.Asked);
    }

    private async Task<(YandexLinks Service, IReadOnlyCollection<string> Asked)> YandexAsync(
        Func<HttpContext, (int Status, string Body)> answer)
    {
        var site = await ServeAsync(context =>
            context.Request.Headers.Authorization == "OAuth token" ? answer(context) : throw new InvalidOperationException("no token"));
        return (new YandexLinks("token", new Uri(site.Url().Href), Client(), time), site.Asked);
    }

    private async Task<LoopbackSite> ServeAsync(Func<HttpContext, (int Status, string Body)> answer)
    {
        var site = await LoopbackSite.StartAsync(context =>
        {
            var (status, body) = answer(context);
            (context.Response.StatusCode, context.Response.ContentType) = (status, "application/json");
            return context.Response.WriteAsync(body);
        });
        sites.Add(site);
        return site;
    }

    private HttpClient Client()
    {
        var options = new FetchOptions { AllowedAddresses = [System.Net.IPNetwork.Parse("127.0.0.0/8")] };
        var handler = new GuardedHandler(options, new SystemNames(), TimeProvider.System);
#pragma warning disable RS0030 // As the hosts make it: behind the gate.
        var client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
#pragma warning restore RS0030
        clients.Add(client);
        return client;
    }

    private static string Details(string url, int pages) => $$$"""
        {"d":{"__type":"LinkDetails:#Microsoft.Bing.Webmaster.Api","Details":[
          {"__type":"LinkDetail:#Microsoft.Bing.Webmaster.Api","AnchorText":"the best tea","Url":"{{{url}}}"}],"TotalPages":{{{pages}}}}}
        """;

    private static string Samples(int count) =>
        $"{{\"count\":130,\"links\":[{string.Join(',', Enumerable.Range(0, count).Select(Sample))}]}}";

    private static string Sample(int number) => $$"""
        {"source_url":"https://blog.example/{{number}}","destination_url":"https://shop.example/tea",
         "discovery_date":"2019-01-01","source_last_access_date":"2019-01-02"}
        """;
}
