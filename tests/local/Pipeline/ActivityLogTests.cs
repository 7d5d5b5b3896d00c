using System.Threading.Channels;
using LinkWatch.Links;
using LinkWatch.Local.Pipeline;
using LinkWatch.Metering;
using LinkWatch.Tests.Support;
using Microsoft.Extensions.Logging;

namespace LinkWatch.Tests.Local.Pipeline;

public sealed class ActivityLogTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_minute_in_which_something_was_done_is_one_line_and_a_quiet_one_is_none()
    {
        var (time, activity, logs) = (FakeTime.Create(), new PipelineActivity(), new Lines());
        using var log = new ActivityLog(activity, time, logs);
        await log.StartAsync(Cancel);

        for (var i = 0; i < 209; i++) activity.Read(Status.Live, isConfirming: i < 12);
        for (var i = 0; i < 3; i++) activity.Read(Status.Lost, isConfirming: false);
        activity.Read(null, isConfirming: false);
        activity.Checked(200);
        activity.Checked(14);
        activity.Delivered("a");
        activity.Delivered("a");
        activity.Delivered("b");
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(
            "checked 214 pages: 209 live, 3 lost, 1 pending; 12 being confirmed; 2 alerts sent", await logs.Next.ReadAsync(Cancel));

        time.Advance(TimeSpan.FromSeconds(59));
        activity.Checked(1);
        Assert.False(logs.Next.TryRead(out _));
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("checked 1 page", await logs.Next.ReadAsync(Cancel));

        for (var i = 0; i < 10; i++) time.Advance(TimeSpan.FromMinutes(1));
        await log.StopAsync(Cancel);
        Assert.False(logs.Next.TryRead(out _));
    }

    [Fact]
    public async Task What_was_done_since_the_last_line_is_said_when_it_is_stopped()
    {
        var (activity, logs) = (new PipelineActivity(), new Lines());
        using var log = new ActivityLog(activity, FakeTime.Create(), logs);
        await log.StartAsync(Cancel);

        activity.Delivered("a");
        await log.StopAsync(Cancel);

        Assert.Equal("1 alert sent", await logs.Next.ReadAsync(Cancel));
        Assert.False(logs.Next.TryRead(out _));
    }

    [Fact]
    public async Task Every_page_and_link_that_is_read_is_counted()
    {
        await using var pipeline = await TestPipeline.StartAsync();
        await pipeline.TrackAsync("https://blog.example/1", "https://blog.example/2");

        await pipeline.Get<RunOnce>().RunAsync(progress: null, Cancel);

        var report = pipeline.Get<PipelineActivity>().Take()!;
        Assert.Equal((2, 2, 0), (report.Pages, report.Links["live"], report.Confirming));
        Assert.Null(pipeline.Get<PipelineActivity>().Take());
    }

    private sealed class Lines : ILoggerFactory, ILogger
    {
        private readonly Channel<string> lines = Channel.CreateUnbounded<string>();

        public ChannelReader<string> Next => lines.Reader;

        public ILogger CreateLogger(string categoryName) => this;

        public void AddProvider(ILoggerProvider provider)
        {
        }

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Writer.TryWrite(formatter(state, exception));

        public void Dispose()
        {
        }
    }
}
