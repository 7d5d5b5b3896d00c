namespace LinkWatch.Local.Demo;

/// <summary>
/// A clock that can be moved forward, and time has passed then: stopwatches go with it. Timers keep real time.
/// </summary>
internal sealed class JumpingTime(TimeProvider inner, DateTimeOffset start) : TimeProvider
{
    private readonly TimeSpan offset = start - inner.GetUtcNow();
    private long jumped;

    public override long TimestampFrequency => inner.TimestampFrequency;

    public override TimeZoneInfo LocalTimeZone => inner.LocalTimeZone;

    private TimeSpan Jumped => TimeSpan.FromTicks(Interlocked.Read(ref jumped));

    public void Jump(TimeSpan by) => Interlocked.Add(ref jumped, by.Ticks);

    /// <summary>Does nothing if it is already later.</summary>
    public void JumpTo(DateTimeOffset at)
    {
        if (at > GetUtcNow()) Jump(at - GetUtcNow());
    }

    /// <summary>Jumps to the next occurrence of a time of day (UTC).</summary>
    public void JumpTo(TimeOnly timeOfDay)
    {
        var by = timeOfDay.ToTimeSpan() - GetUtcNow().TimeOfDay;
        Jump(by < TimeSpan.Zero ? by + TimeSpan.FromDays(1) : by);
    }

    public override DateTimeOffset GetUtcNow() => inner.GetUtcNow() + offset + Jumped;

    public override long GetTimestamp() => inner.GetTimestamp() + (long)(Jumped.TotalSeconds * inner.TimestampFrequency);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        inner.CreateTimer(callback, state, dueTime, period);
}
