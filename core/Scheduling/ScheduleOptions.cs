namespace LinkWatch.Scheduling;

/// <summary>How checks are planned. Times are spans; counts are pages unless said otherwise.</summary>
public sealed record ScheduleOptions
{
    /// <summary>Pages in one message.</summary>
    public int SlicePages { get; init; } = 25;

    /// <summary>Slots are read once this many pages are expected to be due …</summary>
    public int GatherPages { get; init; } = 25;

    /// <summary>… or this long has passed. Zero reads them at every tick, for stores on which reads are free.</summary>
    public TimeSpan GatherFor { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Pages planned for one shard in one tick, so that an outage ends in no stampede.</summary>
    public int MaxPagesPerTick { get; init; } = 5_000;

    /// <summary>Slices of one shard that may be on the queue: a tick does not plan ahead of a queue that lags.</summary>
    public int MaxSlicesInFlight { get; init; } = 200;

    /// <summary>
    /// Pages of one host that a tick pulls forward if an outage is suspected: at most 49, two writes each in one commit.
    /// </summary>
    public int BoostPages { get; init; } = 40;

    /// <summary>Hosts of one shard whose pages a tick pulls forward.</summary>
    public int MaxBoostsPerTick { get; init; } = 50;

    /// <summary>A slice without progress for this long is sent again.</summary>
    public TimeSpan ResendAfter { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>
    /// No re-check is planned further ahead: the longest window of a confirmation is seven days, and a host is waited for at most one.
    /// </summary>
    public TimeSpan MaxRecheckAhead { get; init; } = TimeSpan.FromDays(8);

    /// <summary>
    /// Re-checks due within this time count as due already. <c>run</c> looks a little ahead so that it does
    /// not stop between two pages of one host.
    /// </summary>
    public TimeSpan LookAhead { get; init; } = TimeSpan.Zero;

    /// <summary>
    /// The same of the first checks of new links, which an import spreads over time. <c>run</c> takes them all: a slice is as polite.
    /// </summary>
    public TimeSpan FirstLookAhead { get; init; } = TimeSpan.Zero;
}
