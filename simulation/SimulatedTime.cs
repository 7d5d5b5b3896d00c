namespace LinkWatch.Simulation;

/// <summary>The true time, by which the script and the referee go. It moves only when it is passed, and its timers fire then.</summary>
internal sealed class SimulatedTime(DateTimeOffset start) : TimeProvider
{
    private readonly Lock gate = new();
    private readonly List<Alarm> alarms = [];
    private DateTimeOffset now = start;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => now;

    public override long GetTimestamp() => now.UtcTicks;

    public void Pass(TimeSpan time) => PassUntil(now + time);

    /// <summary>Moves forward to a time; does nothing if it is in the past.</summary>
    public void PassUntil(DateTimeOffset time)
    {
        while (TakeDue(time) is { } alarm)
        {
            if (alarm.Due > now) now = alarm.Due;
            alarm.Ring();
        }

        if (time > now) now = time;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var alarm = new Alarm(this, () => callback(state));
        alarm.Change(dueTime, period);
        return alarm;
    }

    private Alarm? TakeDue(DateTimeOffset until)
    {
        lock (gate)
        {
            var next = alarms.MinBy(alarm => alarm.Due);
            if (next is null || next.Due > until) return null;
            alarms.Remove(next);
            return next;
        }
    }

    /// <summary>Rings once: nothing in the pipeline asks for a period.</summary>
    private sealed class Alarm(SimulatedTime time, Action ring) : ITimer
    {
        public DateTimeOffset Due { get; private set; }

        public void Ring() => ring();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time.gate)
            {
                time.alarms.Remove(this);
                if (dueTime < TimeSpan.Zero) return true;
                Due = time.now + dueTime;
                time.alarms.Add(this);
            }

            return true;
        }

        public void Dispose()
        {
            lock (time.gate) time.alarms.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
