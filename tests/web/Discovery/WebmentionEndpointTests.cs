using System.Net;
using System.Text;
using LinkWatch.Discovery;
using LinkWatch.Links;
using LinkWatch.Storage;
using LinkWatch.Tests.Core.Discovery;
using LinkWatch.Tests.Support;
using LinkWatch.Urls;
using LinkWatch.Web;
using LinkWatch.Web.Discovery;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace LinkWatch.Tests.Web.Discovery;

public sealed class WebmentionEndpointTests : IAsyncLifetime
{
    private const string Source = "https://blog.example/post";

    private TestPipeline pipeline = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        pipeline = await TestPipeline.StartAsync(services => services.AddWeb());
        await pipeline.Sites.SaveSiteAsync(TestPipeline.Site with { Webmention = true }, Stop);
    }

    public ValueTask DisposeAsync() => pipeline.DisposeAsync();

    [Fact]
    public async Task What_it_is_told_is_accepted_and_believed_once_a_visit_saw_the_link()
    {
        pipeline.Web.Say(Source, Status.Live);

        var (status, _) = await PostAsync($"source={Uri.EscapeDataString(Source)}&target=https%3A%2F%2Fshop.example%2Ftea");
        var before = await CandidateAsync();
        await pipeline.CycleAsync();

        Assert.Equal(202, status);
        Assert.Equal((CandidateState.Visiting, "webmention"), (before.State, before.Origin));
        var after = await CandidateAsync();
        Assert.Equal((CandidateState.Found, "https://shop.example/tea"), (after.State, after.Reading!.Detail!.Href));
    }

    [Fact]
    public async Task A_page_that_does_not_link_to_the_site_is_not_believed()
    {
        pipeline.Web.Say(Source, Status.Lost, Reason.LinkRemoved);

        await PostAsync($"source={Source}&target=https://shop.example/tea");
        await pipeline.CycleAsync();

        Assert.Equal(CandidateState.NoLink, (await CandidateAsync()).State);
    }

    [Theory]
    [InlineData("", "source")]
    [InlineData("source=https://blog.example/post", "target")]
    [InlineData("source=nonsense&target=https://shop.example/", "source")]
    [InlineData("source=ftp://blog.example/&target=https://shop.example/", "source")]
    [InlineData("source=https://me:secret@blog.example/&target=https://shop.example/", "source")]
    [InlineData("source=https://blog.example/&source=https://other.example/&target=https://shop.example/", "source")]
    [InlineData("source=https://blog.example/&target=https://other.example/", "target")]
    [InlineData("source=https://blog.example/%F0%9F%8D%B5&target=https://shop.example/LONG", "target")]
    [InlineData("source=https://shop.example/a&target=https://shop.example/b", "source")]
    [InlineData("source=https://shop.example/a&target=https://shop.example/a%23b", "source")]
    public async Task What_is_no_mention_of_the_site_is_refused_with_the_field_that_is_wrong(string form, string field)
    {
        var (status, body) = await PostAsync(form.Replace("LONG", new string('ü', 500), StringComparison.Ordinal));

        Assert.Equal(400, status);
        Assert.DoesNotContain("shop.example", body, StringComparison.Ordinal);
        Assert.Contains($"\"member\":\"{field}\"", body, StringComparison.Ordinal);
        Assert.Null(await pipeline.Sites.FindInboxAsync("shop", Stop));
    }

    [Fact]
    public async Task A_site_that_takes_none_and_a_site_that_is_not_there_look_alike()
    {
        await pipeline.Sites.SaveSiteAsync(TestPipeline.Site with { Id = "other" }, Stop);

        var (off, first) = await PostAsync($"source={Source}&target=https://shop.example/", "other");
        var (missing, second) = await PostAsync($"source={Source}&target=https://shop.example/", "nobody");

        Assert.Equal((404, 404), (off, missing));
        Assert.Equal(first, second);
    }

    [Fact]
    public async Task Forms_that_are_too_large_or_of_another_type_are_refused()
    {
        Assert.Equal(413, (await PostAsync("source=" + new string('a', 20_000))).Status);
        Assert.Equal(415, (await PostAsync("{}", type: "application/json")).Status);
    }

    [Fact]
    public async Task Many_from_one_network_or_of_one_domain_are_put_off()
    {
        for (var i = 0; i < WebmentionQuota.OfDomainToSite; i++)
        {
            var form = $"source=https://s{i}.blog.example/{i}&target=https://shop.example/";
            Assert.Equal(202, (await PostAsync(form, from: $"203.0.113.{i}")).Status);
        }

        Assert.Equal(429, (await PostAsync($"source={Source}&target=https://shop.example/", from: "203.0.113.200")).Status);

        for (var i = 0; i < WebmentionQuota.OfAddress; i++)
            Assert.Equal(202, (await PostAsync($"source=https://b{i}.example/&target=https://shop.example/", from: "198.51.100.7")).Status);
        Assert.Equal(429, (await PostAsync("source=https://more.example/&target=https://shop.example/", from: "198.51.100.7")).Status);
        Assert.Equal(202, (await PostAsync("source=https://more.example/&target=https://shop.example/", from: "198.51.100.8")).Status);

        pipeline.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(202, (await PostAsync($"source={Source}&target=https://shop.example/", from: "198.51.100.7")).Status);
    }

    [Fact]
    public async Task Once_more_wait_than_are_visited_in_a_day_further_ones_are_put_off_until_the_next()
    {
        await pipeline.Sites.SaveSiteAsync(TestPipeline.Site with { Webmention = true, CandidateVisits = 2 }, Stop);
        pipeline.Time.Advance(TimeSpan.FromDays(1).Subtract(pipeline.Time.GetUtcNow().TimeOfDay).Subtract(TimeSpan.FromHours(3)));

        // Two are visited, and three wait.
        for (var i = 0; i < 5; i++)
            Assert.Equal(202, (await PostAsync($"source=https://b{i}.example/&target=https://shop.example/")).Status);
        var http = Request($"source={Source}&target=https://shop.example/");
        var (status, _) = await SendAsync("shop", http);

        Assert.Equal((429, "10800"), (status, http.Response.Headers.RetryAfter.ToString()));
    }

    [Fact]
    public async Task Strangers_who_fill_the_room_shut_out_no_domain_with_a_tracked_link_which_has_its_share_of_it()
    {
        await pipeline.Sites.SaveSiteAsync(TestPipeline.Site with { Webmention = true, CandidateVisits = 2 }, Stop);
        await pipeline.TrackAsync("https://www.known.example/");
        for (var i = 0; i < 5; i++) await PostAsync($"source=https://b{i}.example/&target=https://shop.example/");

        var answers = new List<int>();
        foreach (var source in new[] { "stranger.example/", "known.example/a", "known.example/b" })
            answers.Add((await PostAsync($"source=https://{source}&target=https://shop.example/")).Status);

        Assert.Equal([429, 202, 429], answers);
    }

    [Fact]
    public async Task One_domain_has_a_share_of_the_room_for_those_that_wait()
    {
        await pipeline.Sites.SaveSiteAsync(TestPipeline.Site with { Webmention = true, CandidateVisits = 20 }, Stop);
        for (var i = 0; i < 20; i++) await PostAsync($"source=https://b{i}.example/&target=https://shop.example/");

        var answers = new List<int>();
        foreach (var source in new[] { "blog.example/1", "blog.example/2", "other.example/" })
            answers.Add((await PostAsync($"source=https://{source}&target=https://shop.example/")).Status);

        Assert.Equal([202, 429, 202], answers);
    }

    [Fact]
    public async Task In_a_full_inbox_a_mention_makes_room_for_a_newer_one_but_nothing_else_does()
    {
        await pipeline.DisposeAsync();
        pipeline = await TestPipeline.StartAsync(services => services.AddWeb().AddSingleton(new DiscoveryOptions { MaxWaiting = 1 }));
        await pipeline.Sites.SaveSiteAsync(TestPipeline.Site with { Webmention = true, CandidateVisits = 1 }, Stop);

        var answers = new List<int>();
        foreach (var name in new[] { "visited", "waits", "newer" })
            answers.Add((await PostAsync($"source=https://{name}.example/&target=https://shop.example/")).Status);
        await pipeline.AddAsync("https://logged.example/");
        var late = await PostAsync("source=https://late.example/&target=https://shop.example/");

        Assert.Equal([202, 202, 202], answers);
        Assert.Equal(429, late.Status);
        Assert.Equal(CandidateState.Waiting, await pipeline.StateAsync("https://logged.example/"));
    }

    private async Task<CandidateRow> CandidateAsync() =>
        Assert.Single(await pipeline.Sites.FindCandidatesAsync("shop", [Ids.Page(WebUrl.Parse(Source))], Stop)).Row;

    private async Task<(int Status, string Body)> PostAsync(
        string form, string site = "shop", string type = "application/x-www-form-urlencoded", string from = "192.0.2.1") =>
        await SendAsync(site, Request(form, type, from));

    private DefaultHttpContext Request(
        string form, string type = "application/x-www-form-urlencoded", string from = "192.0.2.1")
    {
        var http = new DefaultHttpContext { RequestServices = pipeline.Services };
        (http.Request.Method, http.Request.ContentType) = ("POST", type);
        http.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(form));
        http.Connection.RemoteIpAddress = IPAddress.Parse(from);
        return http;
    }

    private async Task<(int Status, string Body)> SendAsync(string site, DefaultHttpContext http)
    {
        using var body = new MemoryStream();
        http.Response.Body = body;
        await (await pipeline.Get<WebmentionEndpoint>().ReceiveAsync(site, http.Request, Stop)).ExecuteAsync(http);
        return (http.Response.StatusCode, Encoding.UTF8.GetString(body.ToArray()));
    }
}
