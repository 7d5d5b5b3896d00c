namespace LinkWatch.Local.Demo;

/// <summary>
/// The wall clock can be moved forward; timers and stopwatches keep real time, so timeouts and politeness stay real.
/// </summary>
internal sealed class JumpingTime(TimeProvider inner) : TimeProvider
{
    private long ahead;

    public JumpingTime(TimeProvider inner, DateTimeOffset start) : this(inner) => Jump(start - GetUtcNow());

    public override long TimestampFrequency => inner.TimestampFrequency;

    public override TimeZoneInfo LocalTimeZone => inner.LocalTimeZone;

    public void Jump(TimeSpan by) => Interlocked.Add(ref ahead, by.Ticks);

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

    public override DateTimeOffset GetUtcNow() => inner.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref ahead));

    public override long GetTimestamp() => inner.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        inner.CreateTimer(callback, state, dueTime, period);
}
