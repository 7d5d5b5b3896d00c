using LinkWatch.Confirming;
using LinkWatch.Hosting.Pumps;
using LinkWatch.Storage;
using Microsoft.Extensions.Logging;

namespace LinkWatch.Simulation;

/// <summary>
/// What is noted of a run from outside: checks, when changes were stored, and handlers that failed although nobody killed them.
/// </summary>
internal sealed class RunLog(SimulatedTime time, CrashInjector crashes) : ILogger<QueuePump>
{
    /// <summary>Links looked for, re-checks included.</summary>
    public int Checks { get; set; }

    /// <summary>Errors that a pump told of, outside of a death.</summary>
    public List<string> Errors { get; } = [];

    /// <summary>Every change that was ever written, and when.</summary>
    public Dictionary<(string LinkId, DateTimeOffset At, ChangeKind Kind), (DateTimeOffset At, bool IsAlert)> Written { get; } = [];

    /// <summary>To be told of every call of the page store.</summary>
    public void NoteWrites(object?[] arguments, object? result)
    {
        if (arguments is not [_, IReadOnlyList<RowWrite> writes, ..]
            || result is not Task<IReadOnlyList<string>?> { IsCompletedSuccessfully: true, Result: not null })
            return;
        foreach (var link in writes.Select(write => write.Row).OfType<ChangeRow>().SelectMany(row => row.Links))
        {
            Written.TryAdd((link.LinkId, link.Change.At, link.Change.Kind), (time.GetUtcNow(), link.Change.IsAlert));
        }
    }

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        // A message that met five deaths is given up without anything having failed.
        if (logLevel >= LogLevel.Error && exception is not null && !crashes.IsDead)
            Errors.Add($"{formatter(state, exception)}: {exception.Message}");
    }
}
