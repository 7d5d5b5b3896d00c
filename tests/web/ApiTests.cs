using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using LinkWatch.Tests.Support;

namespace LinkWatch.Tests.Web;

/// <summary>The HTTP API of the real <c>serve</c>, over real HTTP.</summary>
public sealed class ApiTests(ApiTests.Served served) : IClassFixture<ApiTests.Served>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_page_is_looked_at_on_demand()
    {
        var (status, answer) = await served.SendAsync(
            "POST", "check", $"{{\"source\":\"{served.Page}\",\"target\":\"https://shop.example/tea\"}}");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(("nofollow", 200), (answer.GetProperty("status").GetString(), answer.GetProperty("httpStatus").GetInt32()));
        Assert.Equal("rel-nofollow", answer.GetProperty("reasons")[0].GetString());
    }

    [Fact]
    public async Task A_private_address_is_a_verdict_and_is_not_visited()
    {
        var (status, answer) = await served.SendAsync(
            "POST", "check", "{\"source\":\"http://169.254.169.254/latest/\",\"target\":\"https://shop.example/\"}");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("address-forbidden", answer.GetProperty("reasons")[0].GetString());
    }

    [Fact]
    public async Task A_link_is_added_and_listed_with_its_changes()
    {
        await served.SetSiteAsync("added");
        var link =
            $"{{\"source\":\"{served.Page}\",\"target\":\"https://shop.example/tea\",\"tags\":[\"tea\",\"blog\"],\"acquired\":\"paid\"}}";

        var (created, added) = await served.SendAsync("POST", "sites/added/links", link);
        var (again, _) = await served.SendAsync("POST", "sites/added/links", link);
        var (_, listed) = await served.SendAsync("GET", "sites/added/links");
        var id = added.GetProperty("id").GetString();
        var (looked, verdict) = await served.SendAsync("POST", $"sites/added/links/{id}/check");
        var (reported, changes) = await served.SendAsync("GET", $"sites/added/links/{id}/changes");
        var (foreign, _) = await served.SendAsync("POST", $"sites/other/links/{id}/check");

        Assert.Equal(
            [HttpStatusCode.Created, HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.NotFound],
            [created, again, looked, reported, foreign]);
        Assert.Equal(["tea", "blog"], added.GetProperty("tags").EnumerateArray().Select(tag => tag.GetString()));
        Assert.Equal(id, Assert.Single(listed.GetProperty("links").EnumerateArray()).GetProperty("id").GetString());
        Assert.Equal("nofollow", verdict.GetProperty("status").GetString());
        Assert.Equal(JsonValueKind.Array, changes.GetProperty("changes").ValueKind);
    }

    [Fact]
    public async Task The_changes_of_a_site_are_a_feed_that_names_itself_without_a_key()
    {
        await served.SetSiteAsync("fed");

        using var answer = await served.GetAsync("sites/fed/feed.atom?code=secret");
        var feed = await answer.Content.ReadAsStringAsync(Cancel);

        Assert.Equal("application/atom+xml", answer.Content.Headers.ContentType!.MediaType);
        Assert.Contains($"<link rel=\"self\" href=\"{new Uri(served.Url, "sites/fed/feed.atom")}\" />", feed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_import_keeps_the_valid_rows_and_reports_the_invalid_ones_by_number()
    {
        await served.SetSiteAsync("imported");
        var file = "source;anchor\nhttps://a.example/1;tea\nwww.b.example;\nhttps://a.example/1;tea\n";

        var (status, report) = await served.SendAsync("POST", "sites/imported/imports?name=links.csv", file, "text/csv");
        var (_, repeated) = await served.SendAsync("POST", "sites/imported/imports", file, "text/csv");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal((1, 1, 1), (
            report.GetProperty("added").GetInt32(), report.GetProperty("bad").GetInt32(), report.GetProperty("repeated").GetInt32()));
        var problem = report.GetProperty("problems")[0];
        Assert.Equal(3, problem.GetProperty("row").GetInt32());
        Assert.Contains("has no scheme", problem.GetProperty("problem").GetString(), StringComparison.Ordinal);
        Assert.Equal((0, 1), (repeated.GetProperty("added").GetInt32(), repeated.GetProperty("unchanged").GetInt32()));
    }

    [Theory]
    [InlineData("GET", "sites/nobody/links", "", "application/json", 404, "no such site")]
    [InlineData("GET", "sites/nobody/changes", "", "application/json", 404, "no such site")]
    [InlineData("POST", "sites/nobody/imports", "https://a.example/", "text/csv", 404, "no such site")]
    [InlineData("GET", "sites/nobody/links/0/changes", "", "application/json", 404, "no such link")]
    [InlineData("PUT", "sites/UPPER", "{}", "application/json", 400, "is not a valid site id")]
    [InlineData("PUT", "sites/new", "{}", "application/json", 400, "name its domains")]
    [InlineData("PUT", "sites/new", "{\"domains\":[\"a b\"]}", "application/json", 400, "write them as example.com")]
    [InlineData("PUT", "sites/new", "{\"channels\":[\"pigeon\"]}", "application/json", 400, "outbox")]
    [InlineData("PUT", "sites/new", "{\"colour\":\"red\"}", "application/json", 400, "is not one of domains")]
    [InlineData("GET", "sites/errors/links?most=0", "", "application/json", 400, "most: not a whole number from 1 to 1000")]
    [InlineData("GET", "sites/errors/links?after=history!1", "", "application/json", 400, "after: not the “next” of the previous page")]
    [InlineData("GET", "sites/errors/links?sort=status&after=c!1", "", "application/json", 400, "after: not the “next” of the previous")]
    [InlineData("GET", "sites/errors/links?status=gone", "", "application/json", 400, "status: not one of lost, unindexed, nofollow, pend")]
    [InlineData("GET", "sites/errors/links?status=lost,gone", "", "application/json", 400, "status: not one of lost, unindexed, nofollo")]
    [InlineData("GET", "sites/errors/links?target=https%3A%2F%2F", "", "application/json", 400, "target: not a web address; write it as")]
    [InlineData("GET", "sites/errors/links?added-from=May", "", "application/json", 400, "added-from: not a day; write it as 2026-11-30")]
    [InlineData("GET", "sites/errors/targets?status=live&after=list-target!0!1!2", "", "application/json", 400, "after: not the “next” of")]
    [InlineData("GET", "sites/errors/links?rel=noopener", "", "application/json", 400, "rel: not one of follow, nofollow, ugc, sponsored")]
    [InlineData("GET", "sites/errors/changes?after=alert", "", "application/json", 400, "after: not the “next” of the previous page")]
    [InlineData("GET", "sites/errors/changes?after=zzz", "", "application/json", 400, "after: not the “next” of the previous page")]
    [InlineData("POST", "check", "", "application/json", 400, "no JSON object")]
    [InlineData("POST", "check", "[1]", "application/json", 400, "no JSON object")]
    [InlineData("POST", "check", "{\"source\":\"\\ud800\"}", "application/json", 400, "no JSON object")]
    [InlineData("POST", "check", "{\"source\":7}", "application/json", 400, "neither a string nor a list")]
    [InlineData("POST", "check", "{\"source\":\"https://a.example/\"}", "application/json", 400, "there is no target")]
    [InlineData(
        "POST", "check", "{\"source\":\"javascript:alert(1)\",\"target\":\"https://shop.example/\"}", "application/json", 400,
        "not a web page")]
    [InlineData("POST", "check", "{\"source\":\"https://a.example/\"}", "text/plain", 415, "application/json")]
    [InlineData("POST", "sites/errors/imports", "https://a.example/", "text/plain", 415, "text/csv")]
    [InlineData("POST", "sites/errors/imports", "nothing\nuseful here\n", "text/csv", 400, "source")]
    public async Task What_a_caller_does_wrong_is_one_line(string method, string path, string body, string type, int status, string line)
    {
        await served.SetSiteAsync("errors");

        var (answered, answer) = await served.SendAsync(method, path, body, type);

        Assert.Equal(status, (int)answered);
        var error = answer.GetProperty("detail").GetString()!;
        Assert.Contains(line, error, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error);
        HttpReply.AssertCode(answer);
    }

    [Fact]
    public async Task Links_are_filtered_sorted_and_listed_page_by_page()
    {
        await served.SetSiteAsync("filtered");
        foreach (var (name, tag) in new[] { ("c", "tea"), ("a", "tea"), ("b", "milk"), ("d", "tea") })
        {
            await served.SendAsync(
                "POST", "sites/filtered/links",
                $"{{\"source\":\"https://blog.example/{name}\",\"target\":\"https://shop.example/\",\"tags\":[\"{tag}\"]}}");
        }

        var (_, first) = await served.SendAsync("GET", "sites/filtered/links?tag=tea&status=pending&sort=address&most=2");
        var next = first.GetProperty("next").GetString();
        var (_, second) = await served.SendAsync(
            "GET", $"sites/filtered/links?tag=tea&status=pending&sort=address&most=2&after={next}&checks=true");
        var (_, byText) = await served.SendAsync("GET", "sites/filtered/links?text=BLOG.example/b&host=blog.example");
        var (_, none) = await served.SendAsync("GET", "sites/filtered/links?status=lost");
        var (_, several) = await served.SendAsync("GET", "sites/filtered/links?status=lost,pending&tag=milk");
        var (_, byTarget) = await served.SendAsync("GET", "sites/filtered/links?target=www.shop.example&sort=address");
        var (_, other) = await served.SendAsync("GET", "sites/filtered/links?target=https://shop.example/tea");
        var (_, byWorth) = await served.SendAsync("GET", "sites/filtered/links?sort=worth&tag=milk");

        Assert.Equal(["a", "c"], Names(first));
        Assert.Equal(["d"], Names(second));
        Assert.False(second.TryGetProperty("next", out var end) && end.ValueKind != JsonValueKind.Null);
        Assert.Equal(["b"], Names(byText));
        Assert.Empty(Names(none));
        Assert.Equal(["b"], Names(byWorth));
        Assert.Equal(["b"], Names(several));
        Assert.Equal(["a", "b", "c", "d"], Names(byTarget));
        Assert.Empty(Names(other));

        static IEnumerable<string> Names(JsonElement page) =>
            page.GetProperty("links").EnumerateArray().Select(link => link.GetProperty("source").GetString()![^1..]);
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_refused()
    {
        await served.SetSiteAsync("errors");

        var (json, _) = await served.SendAsync("POST", "check", $"{{\"source\":\"{new string('a', 70_000)}\"}}");
        var (file, _) = await served.SendAsync("POST", "sites/errors/imports", new string('a', 5 * 1024 * 1024), "text/csv");

        Assert.Equal([HttpStatusCode.RequestEntityTooLarge, HttpStatusCode.RequestEntityTooLarge], [json, file]);
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("Host", "rebound.example")]
    public async Task What_a_page_in_a_browser_sends_is_refused(string header, string value)
    {
        var (status, _) = await served.SendAsync("GET", "sites", headers: (header, value));

        Assert.Equal(HttpStatusCode.Forbidden, status);
    }

    [Fact]
    public async Task It_listens_on_loopback_alone()
    {
        var address = Dns.GetHostAddresses(Dns.GetHostName())
            .FirstOrDefault(address => !IPAddress.IsLoopback(address) && address.AddressFamily == AddressFamily.InterNetwork);
        Assert.SkipWhen(address is null, "this machine has no other address");
        using var client = new TcpClient();

        await Assert.ThrowsAsync<SocketException>(async () => await client.ConnectAsync(address!, served.Url.Port, Cancel));
    }

    /// <summary>One server for all: starting it takes a while.</summary>
    public sealed class Served : IAsyncLifetime
    {
        private readonly string folder = Directory.CreateTempSubdirectory("linkwatch-").FullName;
        private readonly HttpClient web = OwnServer.Client();
        private ServeProcess serve = null!;
        private LoopbackSite blog = null!;

        public Uri Url => serve.Url;

        public string Page => blog.Url("/post").Href;

        public async ValueTask InitializeAsync()
        {
            blog = await LoopbackSite.StartAsync("<html><body><a rel=\"nofollow\" href=\"https://shop.example/tea\">tea</a></body></html>");
            serve = await ServeProcess.StartAsync(folder, "--allow-address", "127.0.0.1/32", "--interval", "0");
        }

        public async ValueTask DisposeAsync()
        {
            serve.Dispose();
            web.Dispose();
            await blog.DisposeAsync();
            Directory.Delete(folder, recursive: true);
        }

        public async Task SetSiteAsync(string site)
        {
            var (status, answer) = await SendAsync(
                "PUT", $"sites/{site}", "{\"domains\":[\"shop.example\"],\"owners\":[\"owner@shop.example\"],\"cadence\":\"weekly\"}");
            Assert.True(status is HttpStatusCode.Created or HttpStatusCode.OK, answer.ToString());
        }

        public async Task<HttpResponseMessage> GetAsync(string path, string? ifNoneMatch = null)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(serve.Url, path));
            if (ifNoneMatch is not null) request.Headers.TryAddWithoutValidation("If-None-Match", ifNoneMatch);
            return await web.SendAsync(request, Cancel);
        }

        public async Task<(HttpStatusCode Status, JsonElement Answer)> SendAsync(
            string method, string path, string? body = null, string type = "application/json", (string Name, string Value)? headers = null)
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(serve.Url, path));
            if (headers is { } header) request.Headers.TryAddWithoutValidation(header.Name, header.Value);
            if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue(type));
            using var answer = await web.SendAsync(request, Cancel);
            return (answer.StatusCode, JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancel)).RootElement.Clone());
        }
    }
}
