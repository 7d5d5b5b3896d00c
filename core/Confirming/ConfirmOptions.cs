namespace LinkWatch.Confirming;

/// <summary>
/// How sure LinkWatch must be before it believes something. docs/confirmation.md lists the defaults and what follows from them.
/// </summary>
public sealed record ConfirmOptions
{
    public static ConfirmOptions Default { get; } = new();

    /// <summary>The minimum for any worse status, whatever its reasons.</summary>
    public Window Minimum { get; init; } = new(2, TimeSpan.FromHours(6));

    /// <summary>The link is gone from a page that is otherwise alike in every reading.</summary>
    public Window LinkRemovedAlike { get; init; } = new(4, TimeSpan.FromHours(6));

    /// <summary>The link is gone from a page that is not alike.</summary>
    public Window LinkRemoved { get; init; } = new(3, TimeSpan.FromHours(72));

    public Window Nofollow { get; init; } = new(2, TimeSpan.FromHours(12));

    public Window Unindexed { get; init; } = new(2, TimeSpan.FromHours(12));

    public Window PageGone { get; init; } = new(2, TimeSpan.FromHours(24));

    public Window NotHtml { get; init; } = new(2, TimeSpan.FromHours(24));

    public Window PageRedirectedPermanent { get; init; } = new(2, TimeSpan.FromHours(24));

    public Window PageRedirectedTemporary { get; init; } = new(3, TimeSpan.FromDays(7));

    public Window PageReplaced { get; init; } = new(3, TimeSpan.FromHours(72));

    /// <summary>Nothing but <c>unknown</c> readings for this long discards a pending change.</summary>
    public TimeSpan Blindness { get; init; } = TimeSpan.FromDays(2);

    /// <summary>Additional readings if an independent reader saw the link that the deciding one did not.</summary>
    public int DisputeReadings { get; init; } = 1;

    /// <summary>
    /// Absence of a link that was absent and seen again within <see cref="FlappingMemory"/>. About one reading a day, even if
    /// the cadence is a week.
    /// </summary>
    public Window Flapping { get; init; } = new(7, TimeSpan.FromDays(7));

    /// <summary>How long a link counts as flapping after it was seen again.</summary>
    public TimeSpan FlappingMemory { get; init; } = TimeSpan.FromDays(14);

    /// <summary>Other reasons for the same status: history.</summary>
    public Window OtherReasons { get; init; } = new(2, TimeSpan.FromHours(12));

    /// <summary>Another anchor, placement or target: reported in the digest.</summary>
    public Window OtherDetail { get; init; } = new(2, TimeSpan.FromHours(12));

    /// <summary><c>unknown</c> readings in a row before the link is flagged unverifiable and the owner notified.</summary>
    public Window Unverifiable { get; init; } = new(3, TimeSpan.FromDays(3));

    /// <summary>
    /// How long every reading of an unverifiable link must have said <c>dns</c>, before the owner is notified that the domain no longer
    /// resolves.
    /// </summary>
    public TimeSpan Unresolvable { get; init; } = TimeSpan.FromDays(30);

    /// <summary>
    /// Re-checks planned beyond the readings that a window asks for. They must agree too, so a page that is wrong now and then is
    /// believed less, and a few <c>unknown</c> ones do not delay the verdict.
    /// </summary>
    public int SpareReadings { get; init; } = 2;

    /// <summary>The least time between a reading and the re-check it asks for.</summary>
    public TimeSpan RecheckSpacing { get; init; } = TimeSpan.FromHours(1);

    /// <summary>
    /// The time to the next reading after the first, second, … <c>unknown</c> one in a row, if the link is pending or a change is being
    /// confirmed. After more, the next one waits for the cadence.
    /// </summary>
    public IReadOnlyList<TimeSpan> RecheckAfterUnknown { get; init; } = [TimeSpan.FromHours(1), TimeSpan.FromHours(6)];

    /// <summary>This many <c>unknown</c> readings in a row count as a degradation: a single one is a passing fault.</summary>
    public int OutageUnknowns { get; init; } = 2;

    /// <summary>An outage is suspected if at least this many links of a host degraded …</summary>
    public int OutageLinks { get; init; } = Incident.FewestLinks;

    /// <summary>… and more than this share of those read since the first of them degraded, in per cent.</summary>
    public int OutagePercent { get; init; } = 30;

    /// <summary>How long readings on a host count while no outage is suspected.</summary>
    public TimeSpan OutageWindow { get; init; } = TimeSpan.FromHours(24);

    /// <summary>An incident is back when this share of its links returned, in per cent.</summary>
    public int ReturnedPercent { get; init; } = 90;

    /// <summary>How long links still join a host's incident after it began.</summary>
    public TimeSpan IncidentMemory { get; init; } = TimeSpan.FromDays(45);

    /// <summary>This many hosts with the same page in place of others, or redirects to one address, are a shared replacement …</summary>
    public int SharedReplacementHosts { get; init; } = 3;

    /// <summary>… within this time; a later one is a new incident.</summary>
    public TimeSpan SharedReplacementMemory { get; init; } = TimeSpan.FromDays(7);
}

/// <summary>How much agreement it takes to believe something.</summary>
/// <param name="Readings">At least so many readings.</param>
/// <param name="Span">The minimum time from the first to the last of them, by their planned times.</param>
public sealed record Window(int Readings, TimeSpan Span)
{
    public bool IsMetBy(int readings, TimeSpan span) => readings >= Readings && span >= Span;

    /// <summary>The window that meets both.</summary>
    public Window And(Window other) => new(Math.Max(Readings, other.Readings), Span > other.Span ? Span : other.Span);
}
