using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace LinkWatch.Local.Pipeline;

/// <summary>Logs the pipeline's own problems to standard error, one line each; standard output is for results.</summary>
public static class PipelineLog
{
    public static void ToStandardError(ILoggingBuilder log)
    {
        log.ClearProviders().AddSimpleConsole(console => console.SingleLine = true).SetMinimumLevel(LogLevel.Warning);
        log.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
    }
}
