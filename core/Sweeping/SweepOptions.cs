namespace LinkWatch.Sweeping;

/// <summary>What the daily reading-through looks for.</summary>
public sealed record SweepOptions
{
    /// <summary>How often each shard is read through.</summary>
    public TimeSpan AuditEvery { get; init; } = TimeSpan.FromHours(24);

    /// <summary>
    /// An audit begins no further shard after this long; the next sweep goes on. A shard of a million pages takes two minutes, and a
    /// function ends after eight.
    /// </summary>
    public TimeSpan AuditTime { get; init; } = TimeSpan.FromMinutes(4);

    /// <summary>
    /// A site's owner is notified of links that were not verified for this long without any report. Longer than it takes to flag a link as
    /// unverifiable, so that nothing is reported twice.
    /// </summary>
    public TimeSpan UnverifiedAfter { get; init; } = TimeSpan.FromDays(7);

    /// <summary>… and for at least this many of the link's cadences.</summary>
    public int UnverifiedCadences { get; init; } = 4;

    /// <summary>A shared replacement that was not seen for this long is removed.</summary>
    public TimeSpan SharedReplacementsKept { get; init; } = TimeSpan.FromDays(30);
}
