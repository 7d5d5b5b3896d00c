using LinkWatch.Confirming;
using LinkWatch.Hosting.Pumps;
using LinkWatch.Storage;
using Microsoft.Extensions.Logging;

namespace LinkWatch.Simulation;

/// <summary>
/// Observes a run from outside: the checks, when changes were stored, and handlers that failed without being killed.
/// </summary>
internal sealed class RunLog(SimulatedTime time, CrashInjector crashes) : ILogger<QueuePump>
{
    private readonly Dictionary<DateTimeOffset, DateTimeOffset> planned = [];

    /// <summary>Links checked, including re-checks.</summary>
    public int Checks { get; set; }

    /// <summary>Errors that a pump logged, except those from a death.</summary>
    public List<string> Errors { get; } = [];

    /// <summary>Every change that was written, and when.</summary>
    public Dictionary<(string LinkId, DateTimeOffset At, ChangeKind Kind), (DateTimeOffset At, bool IsAlert)> Written { get; } = [];

    /// <summary>Receives every call of the page store.</summary>
    public void NoteWrites(object?[] arguments, object? result)
    {
        if (arguments is not [_, IReadOnlyList<RowWrite> writes, ..] || result is not Task<IReadOnlyList<string>?> commit) return;
        if (commit.IsCompleted) NoteWrites(writes, commit);

        // Before whoever awaits it goes on.
        else _ = commit.ContinueWith(
            ended => NoteWrites(writes, ended), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    /// <summary>The true time for which a reading was planned that is known by a time of the machine's clock.</summary>
    public DateTimeOffset TrueTimeOf(DateTimeOffset plannedAt) => planned.GetValueOrDefault(plannedAt, plannedAt);

    private void NoteWrites(IReadOnlyList<RowWrite> writes, Task<IReadOnlyList<string>?> commit)
    {
        if (commit is not { IsCompletedSuccessfully: true, Result: not null }) return;
        foreach (var slice in writes.Select(write => write.Row).OfType<SliceRow>()) planned.TryAdd(slice.PlannedAt, time.GetUtcNow());
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
        // A message that was hit by five deaths goes to the poison queue although no handler failed.
        if (logLevel >= LogLevel.Error && exception is not null && !crashes.IsDead)
            Errors.Add($"{formatter(state, exception)}: {exception.Message}");
    }
}
