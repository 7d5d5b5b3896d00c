using LinkWatch.Checking;
using Microsoft.Extensions.Logging;

namespace LinkWatch.Bench;

/// <summary>Keeps the last error that a visit logs. A visit catches exceptions, so only the log shows them.</summary>
internal sealed class ErrorLog : ILogger<PageVisitor>
{
    public string? Error { get; private set; }

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel)) Error = $"{formatter(state, exception)}: {exception}";
    }
}
