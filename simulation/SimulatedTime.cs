namespace LinkWatch.Simulation;

/// <summary>A clock that moves only when set. Nothing in a simulation waits, so its timers never fire.</summary>
internal sealed class SimulatedTime(DateTimeOffset start) : TimeProvider
{
    private DateTimeOffset now = start;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => now;

    public override long GetTimestamp() => now.UtcTicks;

    public void Pass(TimeSpan time) => now += time;

    /// <summary>Moves forward to a time; does nothing if it is in the past.</summary>
    public void PassUntil(DateTimeOffset time)
    {
        if (time > now) now = time;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => new Silent();

    private sealed class Silent : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
