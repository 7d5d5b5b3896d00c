namespace Microsoft.Extensions.Logging;

/// <summary>Stand-in: a metric's value, which the official package hands to the host instead of the log.</summary>
public static class FunctionsLoggerExtensions
{
    public static void LogMetric(this ILogger logger, string name, double value, IDictionary<string, object>? properties = null) =>
        logger.Log(LogLevel.Information, new EventId(1, "LogMetric"), (name, value, properties), exception: null, static (metric, _) => $"{metric.name} {metric.value}");
}
