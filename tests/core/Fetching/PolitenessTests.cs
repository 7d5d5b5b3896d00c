using LinkWatch.Fetching;
using LinkWatch.Tests.Support;
using LinkWatch.Urls;
using Microsoft.Extensions.Time.Testing;

namespace LinkWatch.Tests.Core.Fetching;

/// <summary>The gate is entered for every request that is sent: no caller can forget it.</summary>
public sealed class PolitenessTests
{
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly FetchOptions Polite = LoopbackFetcher.Options with { Interval = Second };

    private readonly FakeTimeProvider time = FakeTime.Create();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_pages_of_one_host_are_an_interval_apart()
    {
        await using var site = await LoopbackSite.StartAsync("<html></html>");
        using var fetcher = LoopbackFetcher.Create(Polite, time: time);

        using var first = await fetcher.FetchAsync(site.Url("/1"), null, Budget, Token);
        var second = fetcher.FetchAsync(site.Url("/2"), null, Budget, Token);
        Assert.False(second.IsCompleted);
        Assert.Single(site.Asked);
        time.Advance(Second);

        using var answered = await second;
        Assert.Equal(200, answered.HttpStatus);
    }

    [Fact]
    public async Task Each_hop_of_a_redirect_waits_its_turn_and_the_wait_is_not_taken_from_the_budget()
    {
        var startedAt = new List<DateTimeOffset>();
        await using var site = await LoopbackSite.StartAsync(context =>
        {
            startedAt.Add(time.GetUtcNow());
            if (startedAt.Count < 4) context.Response.Redirect($"/{startedAt.Count}");
            return Task.CompletedTask;
        });
        using var fetcher = LoopbackFetcher.Create(Polite, time: new TimeThatPassesForTheGate(time));

        using var fetched = await fetcher.FetchAsync(site.Url("/0"), null, TimeSpan.FromMilliseconds(1), Token);

        Assert.Equal(200, fetched.HttpStatus);
        Assert.Equal(4, startedAt.Count);
        Assert.All(startedAt.Zip(startedAt.Skip(1)), pair => Assert.True(pair.Second - pair.First >= Second));
        Assert.Equal(TimeSpan.Zero, fetched.Elapsed);
    }

    [Fact]
    public async Task Robots_txt_and_pages_share_the_gate()
    {
        await using var site = await LoopbackSite.StartAsync("<html></html>");
        using var fetcher = LoopbackFetcher.Create(Polite, time: time);

        using var robots = await fetcher.ForRobots().FetchAsync(site.Url("/robots.txt"), null, Budget, Token);
        var page = fetcher.FetchAsync(site.Url("/page"), null, Budget, Token);

        Assert.False(page.IsCompleted);
        time.Advance(Second);
        (await page).Dispose();
    }

    [Theory]
    [InlineData(429, "7", 7)]
    [InlineData(503, "3600", 30)]
    [InlineData(503, null, 30)]
    [InlineData(200, "7", 1)]
    public async Task A_host_that_is_overrun_is_slowed_down_for(int status, string? retryAfter, int seconds)
    {
        await using var site = await LoopbackSite.StartAsync(context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.RetryAfter = retryAfter;
            return Task.CompletedTask;
        });
        using var fetcher = LoopbackFetcher.Create(Polite, time: time);

        using var first = await fetcher.FetchAsync(site.Url("/1"), null, Budget, Token);
        var second = fetcher.FetchAsync(site.Url("/2"), null, Budget, Token);
        time.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromTicks(1));
        Assert.Single(site.Asked);
        Assert.False(second.IsCompleted);
        time.Advance(TimeSpan.FromTicks(1));

        (await second).Dispose();
    }

    [Fact]
    public async Task Interval_zero_lets_opened_addresses_be_asked_side_by_side()
    {
        var together = new TaskCompletionSource();
        var inFlight = 0;
        await using var site = await LoopbackSite.StartAsync(context =>
        {
            if (Interlocked.Increment(ref inFlight) == 3) together.SetResult();
            return together.Task;
        });
        using var fetcher = LoopbackFetcher.Create(names: StubNames.Of("10.0.0.1", "127.0.0.1"), time: time);

        var answers = await Task.WhenAll(
            new[] { "127.0.0.1", "localhost", "opened.example" }.Select(host =>
                fetcher.FetchAsync(site.Url(host: host), null, Budget, Token)));

        Assert.All(answers, answer => Assert.Equal(200, answer.HttpStatus));
    }

    [Fact]
    public async Task Interval_zero_does_not_lift_politeness_for_addresses_that_were_not_opened()
    {
        using var fetcher = LoopbackFetcher.Create(names: StubNames.Of("10.0.0.1"), time: time);
        var url = WebUrl.Parse("http://public.example/");

        using var first = await fetcher.FetchAsync(url, null, Budget, Token);
        var second = fetcher.FetchAsync(url, null, Budget, Token);

        Assert.False(second.IsCompleted);
        time.Advance(FetchOptions.DefaultInterval);
        (await second).Dispose();
    }

    /// <summary>Real sockets under a fake clock: it moves while the gate waits, and stands still while a request is under way.</summary>
    private sealed class TimeThatPassesForTheGate(FakeTimeProvider time) : TimeProvider
    {
        public override long TimestampFrequency => time.TimestampFrequency;

        public override DateTimeOffset GetUtcNow() => time.GetUtcNow();

        public override long GetTimestamp() => time.GetTimestamp();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = time.CreateTimer(callback, state, dueTime, period);
            if (dueTime == Second) ThreadPool.QueueUserWorkItem(_ => time.Advance(Second));
            return timer;
        }
    }
}
