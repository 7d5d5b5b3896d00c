using System.Collections.Concurrent;
using System.Threading.Channels;
using LinkWatch.Hosting.Pumps;
using LinkWatch.Local.Sqlite;
using LinkWatch.Storage;
using LinkWatch.Tests.Local.Sqlite;
using LinkWatch.Tests.Support;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace LinkWatch.Tests.Local.Pipeline;

public sealed class QueuePumpTests : IAsyncLifetime
{
    private static readonly QueuePumpOptions Options = new() { MaxAtOnce = 3 };

    private readonly DataFolder folder = new();
    private readonly IdleTime time = new();
    private readonly LogLines log = new();
    private SqliteQueues queues = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => queues = new SqliteQueues(await folder.OpenAsync(), time);

    [Fact]
    public async Task Draining_handles_all_that_waits_and_deletes_it()
    {
        var handled = new ConcurrentBag<string>();
        await SendAsync("a", "b", "c", "d", "e", "f", "g");
        Assert.Equal(7, await Pump((message, _) => Note(handled, message)).DrainAsync(Stop));
        Assert.Equal(["a", "b", "c", "d", "e", "f", "g"], handled.Order());
        Assert.Equal(0, await queues.Checks.CountAsync(Stop));
        Assert.Empty(log.Lines);
    }

    [Fact]
    public async Task Draining_an_empty_queue_ends_at_once() => Assert.Equal(0, await Pump(Never).DrainAsync(Stop));

    [Fact]
    public async Task Draining_includes_what_the_handlers_send()
    {
        var handled = new ConcurrentBag<string>();
        await SendAsync("4");
        await Pump(async (message, stop) =>
        {
            await Note(handled, message);
            if (message.Text != "0") await queues.Checks.SendAsync($"{int.Parse(message.Text) - 1}", TimeSpan.Zero, stop);
        }).DrainAsync(Stop);
        Assert.Equal(["0", "1", "2", "3", "4"], handled.Order());
    }

    [Fact]
    public async Task Draining_leaves_what_is_not_due_yet()
    {
        await queues.Checks.SendAsync("later", TimeSpan.FromMinutes(1), Stop);
        Assert.Equal(0, await Pump(Never).DrainAsync(Stop));
        Assert.Equal(1, await queues.Checks.CountAsync(Stop));
    }

    [Fact]
    public async Task No_more_messages_are_handled_at_once_than_allowed()
    {
        var (now, max) = (0, 0);
        var full = new TaskCompletionSource();
        await SendAsync([.. Enumerable.Range(0, 12).Select(i => $"{i}")]);
        await Pump(async (_, _) =>
        {
            var current = Interlocked.Increment(ref now);
            lock (full) max = Math.Max(max, current);
            // All wait until as many as allowed have come: fewer would wait for ever.
            if (current == Options.MaxAtOnce) full.TrySetResult();
            await full.Task;
            Interlocked.Decrement(ref now);
        }).DrainAsync(Stop);
        Assert.Equal(Options.MaxAtOnce, max);
    }

    [Fact]
    public async Task A_failed_message_comes_back_after_a_minute()
    {
        await SendAsync("x");
        var pump = Pump((message, _) => message.DequeueCount == 1 ? throw new InvalidOperationException("not today") : Task.CompletedTask);
        Assert.Equal(1, await pump.DrainAsync(Stop));
        Assert.Equal(0, await pump.DrainAsync(Stop));
        time.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(0, await pump.DrainAsync(Stop));
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, await pump.DrainAsync(Stop));
        Assert.Equal(0, await queues.Checks.CountAsync(Stop));
        Assert.Equal(["Error: checks: message 1 failed at attempt 1 of 5"], log.Lines);
    }

    [Fact]
    public async Task One_that_fails_keeps_no_other_from_being_handled()
    {
        var handled = new ConcurrentBag<string>();
        await SendAsync("a", "bad", "b", "c", "d");
        await Pump((message, _) =>
            message.Text == "bad" ? throw new InvalidOperationException("bad") : Note(handled, message)).DrainAsync(Stop);
        Assert.Equal(["a", "b", "c", "d"], handled.Order());
    }

    [Fact]
    public async Task After_its_fifth_failure_a_message_goes_to_the_poison_queue()
    {
        await SendAsync("bad");
        var attempts = 0;
        var pump = Pump((_, _) =>
        {
            attempts++;
            throw new InvalidOperationException("never");
        });
        for (var i = 0; i < 8; i++)
        {
            await pump.DrainAsync(Stop);
            time.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(5, attempts);
        Assert.Equal(0, await queues.Checks.CountAsync(Stop));
        Assert.Equal("bad", Assert.Single(await queues.PoisonOf(queues.Checks).ReceiveAsync(32, Options.Lease, Stop)).Text);
    }

    [Fact]
    public async Task A_message_whose_handlers_never_came_to_an_end_is_given_up_unhandled()
    {
        await SendAsync("kills");
        for (var i = 0; i < Options.MaxAttempts; i++)
        {
            // Received by a process that then died.
            Assert.Single(await queues.Checks.ReceiveAsync(1, Options.Lease, Stop));
            time.Advance(Options.Lease);
        }

        Assert.Equal(1, await Pump(Never).DrainAsync(Stop));
        Assert.Equal("kills", Assert.Single(await queues.PoisonOf(queues.Checks).ReceiveAsync(32, Options.Lease, Stop)).Text);
    }

    [Fact]
    public async Task A_handler_whose_own_time_ran_out_has_failed()
    {
        await SendAsync("slow");
        await Pump((_, _) => throw new TaskCanceledException("timed out")).DrainAsync(Stop);
        Assert.Equal(["Error: checks: message 1 failed at attempt 1 of 5"], log.Lines);
    }

    [Fact]
    public async Task Stopping_cancels_the_handlers_and_returns_their_messages_at_once()
    {
        await SendAsync("a", "b");
        var started = Channel.CreateUnbounded<string>();
        using var pump = Pump(async (message, stop) =>
        {
            started.Writer.TryWrite(message.Text);
            await Task.Delay(Timeout.InfiniteTimeSpan, time, stop);
        });
        await pump.StartAsync(Stop);
        await started.Reader.ReadAsync(Stop);
        await started.Reader.ReadAsync(Stop);
        await pump.StopAsync(Stop);
        Assert.True(pump.ExecuteTask!.IsCompletedSuccessfully);
        Assert.Equal(["a", "b"], (await queues.Checks.ReceiveAsync(32, Options.Lease, Stop)).Select(message => message.Text));
        Assert.Empty(log.Lines);
    }

    [Fact]
    public async Task A_message_that_was_interrupted_again_and_again_is_not_given_up()
    {
        await SendAsync("long");
        for (var i = 0; i < 2 * Options.MaxAttempts; i++)
        {
            using var interrupt = new CancellationTokenSource();
            var pump = Pump(async (_, stop) =>
            {
                await interrupt.CancelAsync();
                stop.ThrowIfCancellationRequested();
            });
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pump.DrainAsync(interrupt.Token));
        }

        var handled = new ConcurrentBag<string>();
        await Pump((message, _) => Note(handled, message)).DrainAsync(Stop);
        Assert.Equal(["long"], handled);
        Assert.Equal(0, await queues.PoisonOf(queues.Checks).CountAsync(Stop));
    }

    [Fact]
    public async Task Stopping_waits_for_a_handler_that_finishes_its_work()
    {
        await SendAsync("a");
        var (started, finish) = (new TaskCompletionSource(), new TaskCompletionSource());
        using var pump = Pump(async (_, _) =>
        {
            started.SetResult();
            await finish.Task;
        });
        await pump.StartAsync(Stop);
        await started.Task;
        var stopped = pump.StopAsync(Stop);
        Assert.False(stopped.IsCompleted);
        finish.SetResult();
        await stopped;
        Assert.Equal(0, await queues.Checks.CountAsync(Stop));
    }

    [Fact]
    public async Task Draining_can_be_cancelled()
    {
        await SendAsync("a");
        using var cancelled = new CancellationTokenSource();
        var pump = Pump(async (_, stop) =>
        {
            await cancelled.CancelAsync();
            stop.ThrowIfCancellationRequested();
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pump.DrainAsync(cancelled.Token));
        Assert.Single(await queues.Checks.ReceiveAsync(32, Options.Lease, Stop));
    }

    [Fact]
    public async Task An_empty_queue_is_asked_ever_more_rarely_until_something_comes()
    {
        var handled = Channel.CreateUnbounded<string>();
        using var pump = Pump((message, _) =>
        {
            handled.Writer.TryWrite(message.Text);
            return Task.CompletedTask;
        });
        await pump.StartAsync(Stop);
        foreach (var wait in new[] { 0.25, 0.5, 1, 2, 2 })
        {
            Assert.Equal(TimeSpan.FromSeconds(wait), await time.Waits.ReadAsync(Stop));
            time.Advance(TimeSpan.FromSeconds(wait));
        }

        Assert.Equal(TimeSpan.FromSeconds(2), await time.Waits.ReadAsync(Stop));
        await SendAsync("at last");
        time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal("at last", await handled.Reader.ReadAsync(Stop));
        Assert.Equal(TimeSpan.FromSeconds(0.25), await time.Waits.ReadAsync(Stop));
        await pump.StopAsync(Stop);
    }

    [Fact]
    public async Task A_queue_that_cannot_be_read_for_a_while_is_asked_again()
    {
        var handled = new TaskCompletionSource<string>();
        var failing = new FailingQueue(queues.Checks) { IsFailing = true };
        using var pump = Pump(
            (message, _) =>
            {
                handled.SetResult(message.Text);
                return Task.CompletedTask;
            },
            failing);
        await SendAsync("a");
        await pump.StartAsync(Stop);
        var wait = await time.Waits.ReadAsync(Stop);
        Assert.Equal(["Error: checks: receiving failed; trying again"], log.Lines);
        failing.IsFailing = false;
        time.Advance(wait);
        Assert.Equal("a", await handled.Task);
        await pump.StopAsync(Stop);
    }

    [Fact]
    public async Task Draining_a_queue_that_cannot_be_read_fails()
    {
        var failing = new FailingQueue(queues.Checks) { IsFailing = true };
        await Assert.ThrowsAsync<DataFolderException>(() => Pump(Never, failing).DrainAsync(Stop));
    }

    [Fact]
    public async Task A_handler_slower_than_its_lease_is_warned_of()
    {
        await SendAsync("slow");
        await Pump((_, _) =>
        {
            time.Advance(Options.Lease);
            return queues.Checks.ReceiveAsync(1, Options.Lease, Stop);
        }).DrainAsync(Stop);
        Assert.Equal(["Warning: checks: message 1 took longer than its lease"], log.Lines);
    }

    public ValueTask DisposeAsync()
    {
        folder.Dispose();
        return ValueTask.CompletedTask;
    }

    private static Task Never(ReceivedMessage message, CancellationToken stop) =>
        throw new InvalidOperationException($"{message.Text} was handled");

    private static Task Note(ConcurrentBag<string> handled, ReceivedMessage message)
    {
        handled.Add(message.Text);
        return Task.CompletedTask;
    }

    private QueuePump Pump(Func<ReceivedMessage, CancellationToken, Task> handle, IMessageQueue? queue = null) =>
        new(queue ?? queues.Checks, queues.PoisonOf(queues.Checks), handle, Options, time, log);

    private async Task SendAsync(params string[] texts)
    {
        foreach (var text in texts) await queues.Checks.SendAsync(text, TimeSpan.Zero, Stop);
    }

    private sealed class FailingQueue(IMessageQueue inner) : IMessageQueue
    {
        public bool IsFailing { get; set; }

        public string Name => inner.Name;

        public Task SendAsync(string text, TimeSpan delay, CancellationToken cancellationToken) =>
            inner.SendAsync(text, delay, cancellationToken);

        public Task<IReadOnlyList<ReceivedMessage>> ReceiveAsync(int max, TimeSpan lease, CancellationToken cancellationToken) =>
            IsFailing ? throw new DataFolderException("locked") : inner.ReceiveAsync(max, lease, cancellationToken);

        public Task<bool> DeleteAsync(ReceivedMessage message, CancellationToken cancellationToken) =>
            inner.DeleteAsync(message, cancellationToken);

        public Task<bool> ReleaseAsync(ReceivedMessage message, TimeSpan delay, CancellationToken cancellationToken) =>
            inner.ReleaseAsync(message, delay, cancellationToken);

        public Task<bool> ReturnAsync(ReceivedMessage message, CancellationToken cancellationToken) =>
            inner.ReturnAsync(message, cancellationToken);

        public Task<long> CountAsync(CancellationToken cancellationToken) => inner.CountAsync(cancellationToken);
    }

    /// <summary>Reports each wait that begins, so that the clock is moved only once somebody waits for it.</summary>
    private sealed class IdleTime() : FakeTimeProvider(FakeTime.Start)
    {
        private readonly Channel<TimeSpan> waits = Channel.CreateUnbounded<TimeSpan>();

        public ChannelReader<TimeSpan> Waits => waits.Reader;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            waits.Writer.TryWrite(dueTime);
            return timer;
        }
    }

    private sealed class LogLines : ILogger<QueuePump>
    {
        private readonly ConcurrentQueue<string> lines = new();

        public IReadOnlyCollection<string> Lines => lines;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue($"{logLevel}: {formatter(state, exception)}");
    }
}
