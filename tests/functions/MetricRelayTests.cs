using LinkWatch.Functions;
using LinkWatch.Metering;
using Microsoft.Extensions.Logging;

namespace LinkWatch.Tests.Functions;

public sealed class MetricRelayTests
{
    [Fact]
    public async Task What_one_pipeline_counts_goes_to_the_host_as_metrics_and_what_another_counts_does_not()
    {
        using var meter = new PipelineMeter();
        using var another = new PipelineMeter();
        var log = new Heard();
        using var relay = new MetricRelay(meter, log);
        await relay.StartAsync(TestContext.Current.CancellationToken);

        meter.Checked(25);
        meter.Poison(0);
        another.Checked(7);

        Assert.Equal(["MS_LogMetric", "MS_LogMetric"], log.Events);
    }

    private sealed class Heard : ILogger<MetricRelay>
    {
        public List<string?> Events { get; } = [];

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Events.Add(eventId.Name);
    }
}
