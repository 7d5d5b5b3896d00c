using System.Text;
using LinkWatch.Fetching;
using LinkWatch.Links;
using LinkWatch.Tests.Support;
using LinkWatch.Urls;

namespace LinkWatch.Tests.Core.Fetching;

/// <summary>Answers that are made to hurt: each ends in time, in little memory, in a reason.</summary>
public sealed class HostileAnswerTests
{
    private const int Cap = 5 * 1024 * 1024;
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(300);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Cap - 1, BodyEnd.Whole)]
    [InlineData(Cap, BodyEnd.Whole)]
    [InlineData(Cap + 1, BodyEnd.TooLarge)]
    public async Task A_body_is_kept_up_to_five_MiB(int size, BodyEnd end)
    {
        await using var site = await LoopbackSite.StartAsync(context =>
        {
            context.Response.ContentLength = size;
            return context.Response.Body.WriteAsync(new byte[size], context.RequestAborted).AsTask();
        });
        using var fetcher = LoopbackFetcher.Create();

        using var fetched = await fetcher.FetchAsync(site.Url(), null, Budget, Token);

        Assert.Equal((end, Math.Min(size, Cap)), (fetched.End, fetched.Body.Length));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    [InlineData("gzip, gzip")]
    [InlineData("br, br, br")]
    public async Task A_bomb_is_cut_off_at_five_MiB(string codings)
    {
        var bomb = Bomb(codings, 64 * 1024 * 1024);
        await using var site = RawSite.Saying([
            .. Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Encoding: {codings}\r\nContent-Length: {bomb.Length}\r\n\r\n"), .. bomb
        ]);
        using var fetcher = LoopbackFetcher.Create();

        using var fetched = await fetcher.FetchAsync(site.Url(), null, Budget, Token);

        Assert.Equal((BodyEnd.TooLarge, Cap), (fetched.End, fetched.Body.Length));
    }

    [Fact]
    public async Task A_stream_of_empty_gzip_members_gives_nothing_and_ends()
    {
        byte[] empty = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        var many = new byte[empty.Length * 2_000_000];
        for (var at = 0; at < many.Length; at += empty.Length) empty.CopyTo(many, at);
        var coded = BodyEndTests.Compress("br", many);
        await using var site = RawSite.Saying([
            .. Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Encoding: gzip, br\r\nContent-Length: {coded.Length}\r\n\r\n"), .. coded
        ]);
        using var fetcher = LoopbackFetcher.Create();

        using var fetched = await fetcher.FetchAsync(site.Url(), null, Budget, Token);

        Assert.Equal((BodyEnd.TooLarge, 0), (fetched.End, fetched.Body.Length));
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nX-Header: on and ")]
    public async Task What_never_answers_times_out(string beginning)
    {
        await using var site = RawSite.Start(async (stream, token) =>
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(beginning), token);
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
        });
        using var fetcher = LoopbackFetcher.Create();

        using var fetched = await fetcher.FetchAsync(site.Url(), null, Short, Token);

        Assert.Equal(Reason.Timeout, fetched.Failure?.Reason);
        Assert.InRange(fetched.Elapsed, Short - TimeSpan.FromMilliseconds(20), TimeSpan.FromSeconds(5));
    }

    [Theory]
    [InlineData("Content-Length: 1000000\r\n\r\n", "<p>")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n", "3\r\n<p>\r\n")]
    [InlineData("\r\n", "<p>")]
    public async Task A_trickled_body_ends_with_the_budget(string head, string drop)
    {
        await using var site = RawSite.Start(async (stream, token) =>
        {
            await RawSite.ReadHeadAsync(stream, token);
            await stream.WriteAsync(Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\n" + head), token);
            while (true)
            {
                await stream.WriteAsync(Encoding.ASCII.GetBytes(drop), token);
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, token);
            }
        });
        using var fetcher = LoopbackFetcher.Create();

        using var fetched = await fetcher.FetchAsync(site.Url(), null, Short, Token);

        Assert.Null(fetched.Failure);
        Assert.Equal((200, BodyEnd.TimedOut), (fetched.HttpStatus, fetched.End));
        Assert.StartsWith("<p><p>", Encoding.ASCII.GetString(fetched.Body.Span), StringComparison.Ordinal);
        Assert.True(fetched.Elapsed < TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task Redirects_share_one_budget()
    {
        await using var site = RawSite.Start(async (stream, token) =>
        {
            for (var i = 0; ; i++)
            {
                await RawSite.ReadHeadAsync(stream, token);
                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, token);
                await stream.WriteAsync(
                    Encoding.ASCII.GetBytes($"HTTP/1.1 302 Found\r\nLocation: /{i}\r\nContent-Length: 0\r\n\r\n"), token);
            }
        });
        using var fetcher = LoopbackFetcher.Create();

        using var fetched = await fetcher.FetchAsync(site.Url("/start"), null, Short, Token);

        Assert.Equal(Reason.Timeout, fetched.Failure?.Reason);
        Assert.InRange(fetched.Trail.Count, 1, 3);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nX-Endless: ", "a", Reason.Unreadable)]
    [InlineData("HTTP/1.1 200 OK\r\n", "X-Line: more\r\n", Reason.Unreadable)]
    [InlineData("HTTP/1.1 ", "2", Reason.Unreadable)]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "5", null)]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n", "X-Trailer: more\r\n", null)]
    [InlineData("HTTP/1.1 103 Early Hints\r\n\r\n", "HTTP/1.1 103 Early Hints\r\nX: more\r\n\r\n", Reason.Unreadable)]
    public async Task What_never_ends_is_cut_off(string beginning, string more, Reason? reason)
    {
        var flood = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(more, 100_000 / more.Length)));
        await using var site = RawSite.Start(async (stream, token) =>
        {
            await RawSite.ReadHeadAsync(stream, token);
            await stream.WriteAsync(Encoding.ASCII.GetBytes(beginning), token);
            while (true) await stream.WriteAsync(flood, token);
        });
        using var fetcher = LoopbackFetcher.Create();

        using var fetched = await fetcher.FetchAsync(site.Url(), null, TimeSpan.FromSeconds(2), Token);

        if (reason is null) Assert.Equal(BodyEnd.Cut, fetched.End);
        else Assert.Equal(reason, fetched.Failure?.Reason);
    }

    [Theory]
    [InlineData("HELLO\r\n\r\n", Reason.Unreadable)]
    [InlineData("HTTP/1.1 abc\r\n\r\n", Reason.Unreadable)]
    [InlineData("HTTP/9.9 200 OK\r\nContent-Length: 0\r\n\r\n", Reason.Unreadable)]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n", Reason.Unreadable)]
    [InlineData("\0\0\0\0\0\0\0\0\0\0\r\n\r\n", Reason.Unreadable)]
    [InlineData("HTTP/1.1 200 OK\r\nX: y", Reason.Connection)]
    [InlineData("", Reason.Connection)]
    [InlineData("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: other\r\n\r\nhello", Reason.Unreadable)]
    public async Task What_is_no_HTTP_is_a_reason(string answer, Reason reason)
    {
        await using var site = RawSite.Saying(answer);
        using var fetcher = LoopbackFetcher.Create();

        using var fetched = await fetcher.FetchAsync(site.Url(), null, Budget, Token);

        Assert.Equal(reason, fetched.Failure?.Reason);
        Assert.NotEmpty(fetched.Failure!.Detail);
    }

    [Fact]
    public async Task A_reset_is_a_reason_before_the_answer_and_a_cut_within_it()
    {
        await using var before = RawSite.Start(async (stream, token) =>
        {
            await RawSite.ReadHeadAsync(stream, token);
            RawSite.Reset(stream);
        });
        await using var within = RawSite.Start(async (stream, token) =>
        {
            await RawSite.ReadHeadAsync(stream, token);
            await stream.WriteAsync("HTTP/1.1 200 OK\r\n\r\n<html></html>"u8.ToArray(), token);
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, token);
            RawSite.Reset(stream);
        });
        using var fetcher = LoopbackFetcher.Create();

        using var none = await fetcher.FetchAsync(before.Url(), null, Budget, Token);
        using var half = await fetcher.FetchAsync(within.Url(), null, Budget, Token);

        Assert.Equal(Reason.Connection, none.Failure?.Reason);
        Assert.Equal((BodyEnd.Cut, false), (half.End, half.IsEndedByClose));
    }

    [Fact]
    public async Task A_refused_connection_is_a_reason()
    {
        int port;
        await using (var gone = RawSite.Saying("")) port = gone.Port;
        using var fetcher = LoopbackFetcher.Create();

        using var fetched = await fetcher.FetchAsync(WebUrl.Parse($"http://127.0.0.1:{port}/"), null, Budget, Token);

        Assert.Equal(Reason.Connection, fetched.Failure?.Reason);
    }

    [Fact]
    public async Task A_name_without_address_is_a_reason()
    {
        var unknown = new StubNames(_ => throw new System.Net.Sockets.SocketException((int)System.Net.Sockets.SocketError.HostNotFound));
        foreach (var names in new[] { unknown, StubNames.Of() })
        {
            using var fetcher = LoopbackFetcher.Create(names: names);
            using var fetched = await fetcher.FetchAsync(WebUrl.Parse("http://gone.example/"), null, Budget, Token);
            Assert.Equal(Reason.Dns, fetched.Failure?.Reason);
            Assert.Contains("gone.example", fetched.Failure!.Detail, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Silent_name_servers_are_distinguished_from_silent_hosts()
    {
        using var fetcher = LoopbackFetcher.Create(LoopbackFetcher.Options with { ConnectTimeout = Short }, new SilentNames());

        using var fetched = await fetcher.FetchAsync(WebUrl.Parse("http://lame.example/"), null, Budget, Token);

        Assert.Equal(Reason.Dns, fetched.Failure?.Reason);
    }

    [Fact]
    public async Task Only_the_callers_own_wish_to_stop_is_thrown()
    {
        await using var site = RawSite.Start((_, token) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token));
        using var fetcher = LoopbackFetcher.Create();
        using var stop = new CancellationTokenSource(Short, TimeProvider.System);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fetcher.FetchAsync(site.Url(), null, Budget, stop.Token));
    }

    [Fact]
    public async Task A_budget_that_is_used_up_sends_nothing_on_and_says_so()
    {
        await using var site = await LoopbackSite.StartAsync("<html></html>");
        using var fetcher = LoopbackFetcher.Create();

        using var fetched = await fetcher.FetchAsync(site.Url(), null, TimeSpan.Zero, Token);

        Assert.Equal(Reason.Timeout, fetched.Failure?.Reason);
    }

    public static byte[] Bomb(string codings, int size)
    {
        var bytes = new byte[size];
        foreach (var coding in codings.Split(", ")) bytes = BodyEndTests.Compress(coding, bytes);
        return bytes;
    }

    private sealed class SilentNames : INameResolver
    {
        public async Task<System.Net.IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            return [];
        }
    }
}
