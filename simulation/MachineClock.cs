namespace LinkWatch.Simulation;

/// <summary>
/// The clock of the machine that we run on: the true time, except while <see cref="Fault.WrongClocks"/> strikes. The time that passes
/// between two timestamps is right even then, as it is on a real machine.
/// </summary>
internal sealed class MachineClock(SimulatedTime time, Timeline ourselves) : TimeProvider
{
    private static readonly double[] Hours = [0.4, 2, 5, 11, 20, 26, 40, 72, 100, 240];

    private TimeSpan error;

    public override long TimestampFrequency => time.TimestampFrequency;

    public override long GetTimestamp() => time.GetTimestamp();

    public override DateTimeOffset GetUtcNow() => time.GetUtcNow() + error;

    /// <summary>Sets the clock as the script has it by now, or right.</summary>
    public void Set(bool isRight = false) =>
        error = !isRight && ourselves.Of(Fault.WrongClocks, time.GetUtcNow()) is { } spell ? ErrorOf(spell) : TimeSpan.Zero;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        time.CreateTimer(callback, state, dueTime, period);

    /// <summary>How far the clock is ahead; negative if it is slow.</summary>
    private static TimeSpan ErrorOf(Spell spell) =>
        TimeSpan.FromHours(Hours[spell.Variety / 2 % Hours.Length] * (spell.Variety % 2 == 0 ? 1 : -1));
}
