using System.Text;
using System.Text.Json;
using LinkWatch.Links;
using LinkWatch.Tests.Support;
using LinkWatch.Web;
using LinkWatch.Web.Discovery;
using Microsoft.AspNetCore.Http;

namespace LinkWatch.Tests.Web.Discovery;

public sealed class CandidateEndpointTests : IAsyncLifetime
{
    private TestPipeline pipeline = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private CandidateEndpoints Endpoints => pipeline.Get<CandidateEndpoints>();

    public async ValueTask InitializeAsync() => pipeline = await TestPipeline.StartAsync(services => services.AddWeb());

    public ValueTask DisposeAsync() => pipeline.DisposeAsync();

    [Fact]
    public async Task Pages_are_added_visited_listed_by_state_and_dismissed()
    {
        pipeline.Web.Say("https://b.example/", Status.Lost, Reason.LinkRemoved);

        var (status, added) = await PostAsync(
            (request, stop) => Endpoints.AddAsync("shop", request, stop), "{\"sources\":[\"https://a.example/\",\"https://b.example/\"]}");
        await pipeline.CycleAsync();
        var tracked = await ListAsync("?state=tracked");
        var none = await ListAsync("?state=no-link");
        var id = none.GetProperty("candidates")[0].GetProperty("id").GetString();
        var (_, dismissed) = await PostAsync(
            (request, stop) => Endpoints.ActAsync("shop", request, stop), $"{{\"action\":\"dismiss\",\"ids\":[\"{id}\"]}}");

        Assert.Equal((200, 2), (status, added.GetProperty("new").GetInt32()));
        var found = tracked.GetProperty("candidates")[0];
        Assert.Equal(
            ("https://a.example/", "tracked", "owner"),
            (found.GetProperty("source").GetString(), found.GetProperty("state").GetString(), found.GetProperty("origin").GetString()));
        Assert.Equal((1, 1), (tracked.GetProperty("counts").GetProperty("tracked").GetInt32(),
            tracked.GetProperty("counts").GetProperty("no-link").GetInt32()));
        Assert.Equal("link-removed", none.GetProperty("candidates")[0].GetProperty("reasons")[0].GetString());
        Assert.Equal(1, dismissed.GetProperty("changed").GetInt32());
        Assert.Equal(1, (await ListAsync("?state=dismissed")).GetProperty("candidates").GetArrayLength());
    }

    [Theory]
    [InlineData("add", "{\"sources\":[]}", "sources")]
    [InlineData("add", "{\"sources\":[\"nonsense\"]}", "sources")]
    [InlineData("add", "{\"pages\":[]}", "pages")]
    [InlineData("act", "{\"action\":\"explode\",\"ids\":[\"a\"]}", "action")]
    [InlineData("act", "{\"action\":\"track\"}", "ids")]
    [InlineData("act", "{\"action\":\"track\",\"ids\":[\"No Key\"]}", "ids")]
    public async Task A_wrong_body_is_refused_with_the_member_that_is_wrong(string what, string body, string member)
    {
        var (status, answer) = await PostAsync(
            (request, stop) => what == "add" ? Endpoints.AddAsync("shop", request, stop) : Endpoints.ActAsync("shop", request, stop), body);

        Assert.Equal((400, member), (status, answer.GetProperty("member").GetString()));
    }

    [Theory]
    [InlineData("?state=lost")]
    [InlineData("?state=waiting&after=candidate-place!tracked!0")]
    public async Task A_list_that_there_is_not_is_refused(string query) =>
        Assert.Equal("invalid-parameter", (await ListAsync(query)).GetProperty("code").GetString());

    private async Task<JsonElement> ListAsync(string query) =>
        (await SendAsync((request, stop) => Endpoints.ListAsync("shop", request, stop), "GET", query, "")).Answer;

    private Task<(int Status, JsonElement Answer)> PostAsync(
        Func<HttpRequest, CancellationToken, Task<IResult>> ask, string body) => SendAsync(ask, "POST", "", body);

    private async Task<(int Status, JsonElement Answer)> SendAsync(
        Func<HttpRequest, CancellationToken, Task<IResult>> ask, string method, string query, string text)
    {
        var http = new DefaultHttpContext { RequestServices = pipeline.Services };
        (http.Request.Method, http.Request.ContentType, http.Request.QueryString) = (method, "application/json", new QueryString(query));
        http.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(text));
        using var body = new MemoryStream();
        http.Response.Body = body;
        await (await ask(http.Request, Stop)).ExecuteAsync(http);
        return (http.Response.StatusCode, JsonDocument.Parse(body.ToArray()).RootElement);
    }
}
