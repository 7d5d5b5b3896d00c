using System.Globalization;
using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using LinkWatch.Storage;
using LinkWatch.Tests.Support;
using LinkWatch.Web;
using LinkWatch.Web.Idempotency;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;

namespace LinkWatch.Tests.Web.Idempotency;

/// <summary>Requests with an idempotency key, over a clock that stands still.</summary>
public sealed class IdempotentRequestsTests : IAsyncLifetime
{
    private TestPipeline pipeline = null!;
    private int effects;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => pipeline = await TestPipeline.StartAsync(services => services.AddWeb());

    public ValueTask DisposeAsync() => pipeline.DisposeAsync();

    [Fact]
    public async Task While_the_first_runs_a_repeat_is_told_to_come_again_and_after_five_minutes_it_takes_over()
    {
        var hangs = new TaskCompletionSource<IResult?>();
        var first = SendAsync(new Sent(), _ => hangs.Task);

        var meanwhile = await SendAsync(new Sent());
        pipeline.Time.Advance(TimeSpan.FromMinutes(5));
        var taken = await SendAsync(new Sent());
        hangs.SetResult(Results.Ok("late"));

        Assert.Equal((409, "request-in-progress", "2"), (meanwhile.Status, CodeOf(meanwhile), meanwhile.RetryAfter));
        Assert.Equal((201, 1), (taken.Status, effects));
        Assert.Equal("\"late\"", (await first).Body);
        Assert.Equal((taken.Body, true), ((await SendAsync(new Sent())).Body, (await SendAsync(new Sent())).IsReplayed));
    }

    [Theory]
    [InlineData("POST", "/sites/shop/links", "{\"source\":\"2\"}", "application/json", 422)]
    [InlineData("POST", "/sites/shop/links", "{}", "text/plain", 422)]
    [InlineData("POST", "/sites/shop/imports", "{}", "application/json", 422)]
    [InlineData("POST", "/sites/shop/links?most=1", "{}", "application/json", 422)]
    [InlineData("POST", "/sites/shop/links?code=1", "{}", "application/json", 201)]
    [InlineData("POST", "/sites/other/links", "{}", "application/json", 201)]
    [InlineData("PUT", "/sites/shop", "{}", "application/json", 201)]
    [InlineData("POST", "/unsubscribe", "{}", "application/json", 201)]
    public async Task A_key_names_one_request_of_one_caller(string method, string address, string body, string type, int status)
    {
        await pipeline.Sites.SaveSiteAsync(TestPipeline.Site with { Id = "other" }, Stop);
        await SendAsync(new Sent());

        var other = await SendAsync(new Sent(method, address, body, type));

        Assert.Equal((status, false), (other.Status, other.IsReplayed));
        if (status == 422) Assert.Equal("idempotency-key-reused", CodeOf(other));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("ä")]
    [InlineData("tab\there")]
    public async Task A_key_is_visible_ascii(string key)
    {
        var refused = await SendAsync(new Sent(Key: key));
        Assert.Equal((400, "invalid-idempotency-key", 0), (refused.Status, CodeOf(refused), effects));
        Assert.Equal(201, (await SendAsync(new Sent(Key: "\"8e03978e-40d5-43dd-bc93-6894a57f9324\""))).Status);
    }

    [Fact]
    public async Task What_failed_for_now_runs_again_and_a_refusal_is_kept()
    {
        foreach (var status in (int[])[500, 503, 429, 408])
        {
            var sent = new Sent(Key: $"of {status}".Replace(' ', '-'));
            Assert.Equal(status, (await SendAsync(sent, _ => Task.FromResult<IResult?>(Results.StatusCode(status)))).Status);
            Assert.Equal((201, false), ((await SendAsync(sent)).Status, (await SendAsync(sent with { Key = sent.Key + "2" })).IsReplayed));
        }

        await Assert.ThrowsAsync<StorageException>(() => SendAsync(new Sent(), _ => throw new StorageException("gone")));
        await SendAsync(new Sent(), _ => Task.FromResult<IResult?>(ApiAnswer.Error(ApiErrorCode.InvalidLink, "no")));
        var again = await SendAsync(new Sent());
        Assert.Equal((400, "invalid-link", true), (again.Status, CodeOf(again), again.IsReplayed));
    }

    [Fact]
    public async Task A_caller_is_answered_even_if_the_answer_cannot_be_kept()
    {
        var answer = await SendAsync(new Sent(), async _ =>
        {
            Assert.Equal(1, await Store.RemoveAsync("shop", DateTimeOffset.MaxValue, DateTimeOffset.MaxValue, 10, Stop));
            return Results.Ok("done");
        });

        Assert.Equal((200, "\"done\""), (answer.Status, answer.Body));
    }

    [Fact]
    public async Task Of_an_answer_that_is_long_the_lists_are_not_kept()
    {
        var problems = Enumerable.Range(1, 400).Select(row => new RowProblem(row, new string('x', 90)));
        var report = new ImportReport(3, 0, 0, 0, 400, [.. problems]);

        var first = await SendAsync(new Sent(), _ => Task.FromResult<IResult?>(ApiAnswer.Of(report)));
        var again = await SendAsync(new Sent());

        Assert.Equal(400, JsonDocument.Parse(first.Body).RootElement.GetProperty("problems").GetArrayLength());
        Assert.Equal("{\"added\":3,\"changed\":0,\"unchanged\":0,\"repeated\":0,\"bad\":400,\"problems\":[],\"withoutScheme\":0}", again.Body);
        Assert.True(again.IsReplayed);
    }

    [Fact]
    public async Task An_answer_is_kept_for_a_day_and_then_cleared_away()
    {
        await SendAsync(new Sent());
        pipeline.Time.Advance(TimeSpan.FromHours(24) - TimeSpan.FromSeconds(1));
        Assert.True((await SendAsync(new Sent())).IsReplayed);

        await pipeline.Get<SweepStep>().RunAsync(Stop);
        Assert.True((await SendAsync(new Sent())).IsReplayed);
        pipeline.Time.Advance(TimeSpan.FromHours(24));
        await pipeline.Get<SweepStep>().RunAsync(Stop);
        Assert.Equal(0, await Store.RemoveAsync("shop", DateTimeOffset.MaxValue, DateTimeOffset.MaxValue, 10, Stop));
        Assert.Equal((201, false), ((await SendAsync(new Sent())).Status, (await SendAsync(new Sent(Key: "2"))).IsReplayed));
        Assert.Equal(3, effects);
    }

    [Fact]
    public async Task A_long_body_is_refused_as_it_is_without_a_key()
    {
        var read = 0L;
        await SendAsync(new Sent(Body: new string('x', 5 * 1024 * 1024)), async request =>
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body, Stop);
            read = body.Length;
            return Results.Ok();
        });

        Assert.True(read > 4 * 1024 * 1024);
    }

    [Fact]
    public async Task Whoever_hangs_up_has_the_effect_once_and_finds_its_answer()
    {
        using var caller = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => SendAsync(
            new Sent(),
            async request =>
            {
                await caller.CancelAsync();
                request.HttpContext.RequestAborted.ThrowIfCancellationRequested();
                return ApiAnswer.Of($"effect {++effects}");
            },
            http => http.RequestAborted = caller.Token));

        var again = await SendAsync(new Sent());

        Assert.Equal((200, "\"effect 1\"", true, 1), (again.Status, again.Body, again.IsReplayed, effects));
    }

    [Fact]
    public async Task However_a_key_of_a_site_is_sent_it_is_one_caller()
    {
        const string Key = "lw_shop_0011223344556677_00";
        await SendAsync(new Sent(), more: http => http.Request.Headers.Authorization = $"Bearer {Key}");

        foreach (var place in (Action<HttpContext>[])[
            http => http.Request.Headers.Authorization = $"bearer  {Key}",
            http => http.Request.Headers["x-functions-key"] = Key,
            http => http.Request.QueryString = new QueryString($"?code={Key}")])
            Assert.True((await SendAsync(new Sent(), more: place)).IsReplayed);
        Assert.False((await SendAsync(new Sent(), more: http => http.Request.Headers.Authorization = $"Bearer {Key}1")).IsReplayed);
    }

    [Fact]
    public async Task A_row_that_was_written_though_its_answer_was_lost_is_ours()
    {
        var requests = new IdempotentRequests(
            new LostAnswers(Store), pipeline.Sites, pipeline.Time, NullLogger<IdempotentRequests>.Instance);

        var first = await SendAsync(new Sent(), by: requests);
        var again = await SendAsync(new Sent());

        Assert.Equal((201, false, 201, true), (first.Status, first.IsReplayed, again.Status, again.IsReplayed));
    }

    [Fact]
    public async Task An_answer_that_cannot_be_shortened_is_given_and_not_kept()
    {
        var answer = await SendAsync(
            new Sent(), _ => Task.FromResult<IResult?>(Results.Text(new string('x', CapturedAnswer.MaxBytes + 1))));

        Assert.Equal((200, CapturedAnswer.MaxBytes + 1), (answer.Status, answer.Body.Length));
    }

    /// <summary>Requests at once, some of which fail and leave the key to the others.</summary>
    [Fact]
    public void However_many_send_it_at_once_one_has_the_effect()
    {
        var rounds = 0;
        var plan = Gen.Choose(1, 12).SelectMany(
            sent => Gen.ListOf(Gen.Elements("works", "works", "fails"), sent).Select(handlers => handlers.ToArray()));
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(40),
            Prop.ForAll(plan.ToArbitrary(), handlers =>
            {
                var key = string.Create(CultureInfo.InvariantCulture, $"round-{rounds++}");
                var worked = 0;
                var replies = Task.WhenAll(handlers.Select(handler => Task.Run(async () =>
                {
                    // Each goes on until it has an answer, as a caller does.
                    for (; ; )
                    {
                        var reply = await SendAsync(new Sent(Key: key), async _ =>
                        {
                            await Task.Yield();
                            if (handler == "fails") return Results.StatusCode(503);
                            return Results.Ok(Interlocked.Increment(ref worked));
                        });
                        if (reply.Status is 200 or 503) return reply;
                        await Task.Yield();
                    }
                }, Stop))).GetAwaiter().GetResult();
                var expected = handlers.Contains("works") ? 1 : 0;
                return worked == expected && replies.Where(reply => reply.Status == 200).All(reply => reply.Body == "1")
                    && replies.Count(reply => reply is { Status: 200, IsReplayed: false }) == expected;
            }));
    }

    private IRequestStore Store => pipeline.Get<IRequestStore>();

    private static string CodeOf(Reply reply) => JsonDocument.Parse(reply.Body).RootElement.GetProperty("code").GetString()!;

    private async Task<Reply> SendAsync(
        Sent sent, Func<HttpRequest, Task<IResult?>>? handle = null, Action<HttpContext>? more = null, IdempotentRequests? by = null)
    {
        var http = new DefaultHttpContext { RequestServices = pipeline.Services };
        var (request, uri) = (http.Request, new Uri("http://127.0.0.1" + sent.Address));
        (request.Method, request.Path, request.QueryString) = (sent.Method, uri.AbsolutePath, new QueryString(uri.Query));
        request.ContentType = sent.Type;
        request.Body = new MemoryStream(Encoding.UTF8.GetBytes(sent.Body));
        request.Headers["Idempotency-Key"] = sent.Key;
        more?.Invoke(http);
        using var body = new MemoryStream();
        http.Response.Body = body;
        var answer = await (by ?? pipeline.Get<IdempotentRequests>()).AnswerAsync(
            http, () => handle is null ? Task.FromResult<IResult?>(CreateOne()) : handle(request));
        await answer!.ExecuteAsync(http);
        var headers = http.Response.Headers;
        return new Reply(
            http.Response.StatusCode, Encoding.UTF8.GetString(body.ToArray()), headers.RetryAfter.ToString(),
            headers["Idempotency-Replayed"] == "true");
    }

    private IResult CreateOne() => Results.Json($"effect {++effects}", statusCode: 201);

    private sealed record Sent(
        string Method = "POST", string Address = "/sites/shop/links", string Body = "{}", string Type = "application/json",
        string Key = "key-1");

    /// <summary>Writes each new row, and says that another was faster, as after a repeat by the client of the storage.</summary>
    private sealed class LostAnswers(IRequestStore store) : IRequestStore
    {
        public Task<Stored<RequestRow>?> FindAsync(string? siteId, string requestId, CancellationToken cancellationToken) =>
            store.FindAsync(siteId, requestId, cancellationToken);

        public async Task<Stored<RequestRow>?> TryWriteAsync(
            string? siteId, RequestRow request, Stored<RequestRow>? before, CancellationToken cancellationToken)
        {
            var written = await store.TryWriteAsync(siteId, request, before, cancellationToken);
            return before is null ? null : written;
        }

        public Task RemoveAsync(string? siteId, Stored<RequestRow> request, CancellationToken cancellationToken) =>
            store.RemoveAsync(siteId, request, cancellationToken);

        public Task<int> RemoveAsync(
            string? siteId, DateTimeOffset until, DateTimeOffset ahead, int max, CancellationToken cancellationToken) =>
            store.RemoveAsync(siteId, until, ahead, max, cancellationToken);
    }

    private sealed record Reply(int Status, string Body, string RetryAfter, bool IsReplayed);
}
