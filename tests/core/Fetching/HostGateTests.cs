using LinkWatch.Fetching;
using LinkWatch.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace LinkWatch.Tests.Core.Fetching;

public sealed class HostGateTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly FakeTimeProvider time = FakeTime.Create();
    private readonly HostGate gate;

    public HostGateTests() => gate = new HostGate(Second, time);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_first_request_does_not_wait()
    {
        using var turn = await gate.EnterAsync("a.example", Token);
        Assert.Equal(1, gate.Count);
    }

    [Fact]
    public async Task The_second_starts_an_interval_after_the_first_ended()
    {
        var first = await gate.EnterAsync("a.example", Token);
        var second = gate.EnterAsync("a.example", Token).AsTask();
        time.Advance(TimeSpan.FromMinutes(1));
        first.Dispose();

        time.Advance(Second - TimeSpan.FromTicks(1));
        Assert.False(second.IsCompleted);
        time.Advance(TimeSpan.FromTicks(1));

        (await second).Dispose();
    }

    [Fact]
    public async Task While_one_is_in_flight_no_other_starts_however_long_it_takes()
    {
        var first = await gate.EnterAsync("a.example", Token);
        var second = gate.EnterAsync("a.example", Token).AsTask();

        time.Advance(TimeSpan.FromMinutes(1));
        Assert.False(second.IsCompleted);
        first.Dispose();
        time.Advance(Second);

        (await second).Dispose();
    }

    [Fact]
    public async Task Hosts_do_not_wait_for_each_other()
    {
        using var first = await gate.EnterAsync("a.example", Token);
        using var second = await gate.EnterAsync("b.example", Token);
        using var third = await gate.EnterAsync("a.example:8080", Token);
        Assert.Equal(3, gate.Count);
    }

    [Fact]
    public async Task A_host_that_asks_for_it_is_left_alone_for_longer()
    {
        using (var turn = await gate.EnterAsync("a.example", Token)) turn.Postpone(10 * Second);
        var second = gate.EnterAsync("a.example", Token).AsTask();

        time.Advance(9 * Second);
        Assert.False(second.IsCompleted);
        time.Advance(Second);

        (await second).Dispose();
    }

    [Fact]
    public async Task Who_gives_up_waiting_leaves_the_queue()
    {
        var first = await gate.EnterAsync("a.example", Token);
        using var stopQueueing = new CancellationTokenSource();
        using var stopWaiting = new CancellationTokenSource();
        var queueing = gate.EnterAsync("a.example", stopQueueing.Token).AsTask();

        await stopQueueing.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => queueing);
        first.Dispose();
        var waiting = gate.EnterAsync("a.example", stopWaiting.Token).AsTask();
        await stopWaiting.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);

        time.Advance(Second);
        (await gate.EnterAsync("a.example", Token)).Dispose();
    }

    [Fact]
    public async Task A_turn_given_back_twice_is_one_turn()
    {
        var first = await gate.EnterAsync("a.example", Token);
        first.Dispose();
        first.Dispose();
        time.Advance(Second);

        using var second = await gate.EnterAsync("a.example", Token);
        var third = gate.EnterAsync("a.example", Token).AsTask();
        time.Advance(Second);
        Assert.False(third.IsCompleted);
    }

    [Fact]
    public async Task A_hundred_thousand_hosts_leave_nothing_behind()
    {
        var max = 0;
        for (var i = 0; i < 100_000; i++)
        {
            (await gate.EnterAsync($"host{i}.example", Token)).Dispose();
            time.Advance(TimeSpan.FromMilliseconds(1));
            max = Math.Max(max, gate.Count);
        }

        Assert.InRange(max, 1_000, 2_001);
    }
}
