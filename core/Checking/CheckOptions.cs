using LinkWatch.Confirming;

namespace LinkWatch.Checking;

/// <summary>
/// How a slice is worked on. All times are of one instance's clock; five minutes of skew between instances are allowed for.
/// </summary>
public sealed record CheckOptions
{
    /// <summary>
    /// A message received within this time of its sending, for the first time, needs no claim: nobody can have been sent another.
    /// </summary>
    public TimeSpan FreshFor { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// So long after a slice's claim its visits end, whatever they wait for, and what is left goes on in another: with
    /// <see cref="FreshFor"/> it stays below the time after which a slice is sent again. Ten seconds of four minutes are for saving.
    /// </summary>
    public TimeSpan SliceTime { get; init; } = TimeSpan.FromSeconds(230);

    /// <summary>The site whose links are confirmed fast, for trying out (<see cref="FastConfirmation"/>); null for none.</summary>
    public string? FastSite { get; init; }

    /// <summary>A page that takes longer goes on in a slice of slow ones.</summary>
    public TimeSpan FastPage { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The most time for a page, bodies and robots.txt included.</summary>
    public TimeSpan SlowPage { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// The most that a page waits for its turn at hosts, behind pages of other hosts, beyond the time that it may take itself: then the
    /// other pages of its host go first.
    /// </summary>
    public TimeSpan MaxWait { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>A page that waited so long twice is visited after this time.</summary>
    public TimeSpan UnreachedRetry { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>A page is read without validators at least so often.</summary>
    public TimeSpan UnconditionalEvery { get; init; } = TimeSpan.FromDays(7);

    /// <summary>
    /// Politeness between slices: a host's first request waits this long after its slice was sent, because the host's last
    /// slice may have ended, in another process, just before. The gate inside a process does not see that one.
    /// </summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>At least so many hosts must fail that could be read before, for the fault to be ours …</summary>
    public int OutageHosts { get; init; } = 5;

    /// <summary>… and more than this share, in per cent, …</summary>
    public int OutagePercent { get; init; } = 50;

    /// <summary>… of so many hosts visited last, …</summary>
    public int OutageWindow { get; init; } = 40;

    /// <summary>… all within this time: a laptop's few hosts are visited once a day.</summary>
    public TimeSpan OutageMemory { get; init; } = TimeSpan.FromHours(25);

    /// <summary>After so long, where some host was reached meanwhile, those that were not are taken to be dead.</summary>
    public TimeSpan OutageMaxDuration { get; init; } = TimeSpan.FromHours(24);

    /// <summary>While the fault is ours, a page is tried again after this time at first …</summary>
    public TimeSpan OutageFirstRetry { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>… and after this at last.</summary>
    public TimeSpan OutageLastRetry { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Hosts of a slice that are visited side by side.</summary>
    public int ParallelHosts { get; init; } = 25;
}
