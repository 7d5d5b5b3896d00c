namespace LinkWatch.Sweeping;

/// <summary>What the daily reading-through looks for.</summary>
public sealed record SweepOptions
{
    /// <summary>How often each shard is read through.</summary>
    public TimeSpan AuditEvery { get; init; } = TimeSpan.FromHours(24);

    /// <summary>
    /// A site is told of links that were not verified for so long and of which it heard nothing: silence is itself an alert. Longer than
    /// it takes to flag a link as unverifiable, so that what is told so is not told twice.
    /// </summary>
    public TimeSpan UnverifiedAfter { get; init; } = TimeSpan.FromDays(7);

    /// <summary>… and for at least so many of the link's cadences.</summary>
    public int UnverifiedCadences { get; init; } = 4;

    /// <summary>A wall that was not met for so long is forgotten.</summary>
    public TimeSpan SharedReplacementsKept { get; init; } = TimeSpan.FromDays(30);
}
