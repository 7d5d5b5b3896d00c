using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace LinkWatch.Local.Pipeline;

/// <summary>Logs the pipeline's own problems to standard error, one line each; standard output is for results.</summary>
public static class PipelineLog
{
    private const string UtcTime = "yyyy-MM-dd'T'HH:mm:ss'Z' ";

    public static void ToStandardError(ILoggingBuilder log) =>
        ToStandardError(log.ClearProviders().AddSimpleConsole(console => console.SingleLine = true), LogLevel.Warning);

    /// <summary>For <c>serve</c>: what it did too, each line with its time.</summary>
    public static void OfServe(ILoggingBuilder log, bool isJson)
    {
        log.ClearProviders();
        if (isJson) log.AddJsonConsole(console => (console.TimestampFormat, console.UseUtcTimestamp) = (UtcTime.Trim(), true));
        else log.AddSimpleConsole(console =>
            (console.SingleLine, console.TimestampFormat, console.UseUtcTimestamp) = (true, UtcTime, true));
        ToStandardError(log.AddFilter(ActivityLog.Category, LogLevel.Information), LogLevel.Warning);
    }

    private static void ToStandardError(ILoggingBuilder log, LogLevel least)
    {
        log.SetMinimumLevel(least);
        log.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
    }
}
