namespace LinkWatch.Links;

/// <summary>
/// Which stored times cannot be: those of what has happened, later than now. A machine whose clock was wrong for a while leaves them
/// behind.
/// </summary>
public static class ClockSkew
{
    /// <summary>
    /// Clocks of machines that share a store may differ so much. Kept by NTP they differ by less than a second; below this a stored time
    /// holds things up no longer than a slice that got lost does.
    /// </summary>
    public static readonly TimeSpan Allowed = TimeSpan.FromMinutes(15);

    /// <summary>Whether something that happened at <paramref name="time"/> has not happened yet.</summary>
    public static bool IsAhead(this DateTimeOffset time, DateTimeOffset now) => time - now > Allowed;

    /// <inheritdoc cref="IsAhead(DateTimeOffset, DateTimeOffset)"/>
    public static bool IsAhead(this DateTimeOffset? time, DateTimeOffset now) => time is { } at && at.IsAhead(now);

    /// <summary>The time itself, or <paramref name="now"/> if it is ahead.</summary>
    public static DateTimeOffset NotAhead(this DateTimeOffset time, DateTimeOffset now) => time.IsAhead(now) ? now : time;

    /// <inheritdoc cref="NotAhead(DateTimeOffset, DateTimeOffset)"/>
    public static DateTimeOffset? NotAhead(this DateTimeOffset? time, DateTimeOffset now) => time?.NotAhead(now);
}
