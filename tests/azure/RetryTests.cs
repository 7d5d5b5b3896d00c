using System.Collections.Concurrent;
using LinkWatch.Storage;
using LinkWatch.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace LinkWatch.Tests.Azure;

/// <summary>What the ports do while the service is busy, slow or broken: they rely on the retries of Microsoft's clients.</summary>
public sealed class RetryTests
{
    private static readonly TextWrite[] Write = [new(RowWriteKind.Put, "key", "{}", null)];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(408, "OperationTimedOut")]
    [InlineData(429, "TooManyRequests")]
    [InlineData(500, "InternalError")]
    [InlineData(502, "BadGateway")]
    [InlineData(503, "ServerBusy")]
    [InlineData(504, "GatewayTimeout")]
    public async Task A_busy_service_is_asked_again(int status, string code)
    {
        await using var service = await FailingAsync(2, context => context.RefuseAsync(status, code));
        Assert.NotNull(await LoopbackAccount.Rows(service.Url()).CommitAsync("p", Write, Stop));
        Assert.Equal(3, service.Asked.Count);

        await using var queues = await FailingAsync(2, context => context.RefuseAsync(status, code));
        await LoopbackAccount.Queue(queues.Url()).SendAsync("text", TimeSpan.Zero, Stop);
        Assert.Equal(3, queues.Asked.Count);
    }

    [Fact]
    public async Task A_service_that_stays_busy_is_given_up_after_three_retries_of_a_table_and_five_of_a_queue()
    {
        await using var service = await FailingAsync(int.MaxValue, context => context.RefuseAsync(503, "ServerBusy"));
        var host = service.Url().Href.TrimEnd('/');

        var rows = await Assert.ThrowsAsync<StorageException>(() => LoopbackAccount.Rows(service.Url()).CommitAsync("p", Write, Stop));
        Assert.Equal($"storage {host}: the service answered 503 ServerBusy", rows.Message);
        Assert.Equal(4, service.Asked.Count);

        var queue = await Assert.ThrowsAsync<StorageException>(() =>
            LoopbackAccount.Queue(service.Url()).SendAsync("text", TimeSpan.Zero, Stop));
        Assert.Equal($"storage {host}: the service answered 503 ServerBusy", queue.Message);
        Assert.Equal(4 + 6, service.Asked.Count);
    }

    [Theory]
    [InlineData(400, "InvalidInput")]
    [InlineData(401, "InvalidAuthenticationInfo")]
    [InlineData(403, "AuthenticationFailed")]
    [InlineData(404, "TableNotFound")]
    [InlineData(409, "TableBeingDeleted")]
    public async Task A_refusal_that_would_not_change_is_not_retried(int status, string code)
    {
        await using var service = await FailingAsync(1, context => context.RefuseAsync(status, code));
        await Assert.ThrowsAsync<StorageException>(() => LoopbackAccount.Rows(service.Url()).CommitAsync("p", Write, Stop));
        Assert.Single(service.Asked);
    }

    [Fact]
    public async Task An_insert_whose_answer_got_lost_is_a_conflict_with_itself()
    {
        var requests = 0;
        await using var service = await LoopbackSite.StartAsync(context => Interlocked.Increment(ref requests) == 1
            ? context.RefuseAsync(500, "InternalError")
            : context.RefuseAsync(409, "EntityAlreadyExists"));
        TextWrite[] insert = [new(RowWriteKind.Insert, "key", "{}", null)];
        Assert.Null(await LoopbackAccount.Rows(service.Url()).CommitAsync("p", insert, Stop));
    }

    [Theory]
    [InlineData("Retry-After", "1")]
    [InlineData("retry-after-ms", "1000")]
    [InlineData("x-ms-retry-after-ms", "1000")]
    public async Task The_wait_that_the_service_asks_for_is_kept(string header, string value)
    {
        var times = new ConcurrentQueue<long>();
        await using var service = await LoopbackSite.StartAsync(context =>
        {
            times.Enqueue(TimeProvider.System.GetTimestamp());
            if (times.Count > 1) return context.AcceptAsync();
            context.Response.Headers[header] = value;
            return context.RefuseAsync(503, "ServerBusy");
        });
        Assert.NotNull(await LoopbackAccount.Rows(service.Url()).CommitAsync("p", Write, Stop));
        var waited = TimeProvider.System.GetElapsedTime(times.First(), times.Last());
        Assert.True(waited > TimeSpan.FromSeconds(0.95), $"it was asked again after {waited}");
    }

    [Fact]
    public async Task Cancelling_ends_the_wait_for_a_busy_service()
    {
        using var cancelled = new CancellationTokenSource();
        await using var service = await LoopbackSite.StartAsync(async context =>
        {
            context.Response.Headers.RetryAfter = "3600";
            await context.RefuseAsync(503, "ServerBusy");
            await context.Response.CompleteAsync();
            await cancelled.CancelAsync();
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            LoopbackAccount.Rows(service.Url()).CommitAsync("p", Write, cancelled.Token));
    }

    [Fact]
    public async Task A_connection_that_breaks_is_retried()
    {
        var connections = 0;
        await using var service = RawSite.Start(async (stream, token) =>
        {
            await RawSite.ReadHeadAsync(stream, token);
            if (Interlocked.Increment(ref connections) == 1)
                RawSite.Reset(stream);
            else
                await stream.WriteAsync("HTTP/1.1 204 No Content\r\nETag: W/\"1\"\r\nConnection: close\r\n\r\n"u8.ToArray(), token);
        });
        Assert.NotNull(await LoopbackAccount.Rows(service.Url()).CommitAsync("p", Write, Stop));
        Assert.Equal(2, connections);
    }

    [Fact]
    public async Task A_service_that_never_answers_is_given_up_in_one_line()
    {
        await using var service = await LoopbackSite.StartAsync(context =>
            Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted));
        var url = service.Url();
        var line = $"storage {url.Href.TrimEnd('/')}: did not answer in time; check that it is running and that the address is right";

        var rows = LoopbackAccount.Rows(url, options => (options.Retry.NetworkTimeout, options.Retry.MaxRetries) = (Short, 1));
        var refusal = await Assert.ThrowsAsync<StorageException>(() => rows.FindAsync("p", ["key"], Stop));
        Assert.Equal(line, refusal.Message);
        Assert.Equal(2, service.Asked.Count);

        var queue = LoopbackAccount.Queue(url, options => (options.Retry.NetworkTimeout, options.Retry.MaxRetries) = (Short, 0));
        var other = await Assert.ThrowsAsync<StorageException>(() => queue.ReceiveAsync(1, TimeSpan.FromSeconds(1), Stop));
        Assert.Equal(line, other.Message);
    }

    private static TimeSpan Short => TimeSpan.FromMilliseconds(100);

    private static Task<LoopbackSite> FailingAsync(int times, RequestDelegate fail)
    {
        var requests = 0;
        return LoopbackSite.StartAsync(context => Interlocked.Increment(ref requests) <= times ? fail(context) : context.AcceptAsync());
    }
}
