namespace LinkWatch.Confirming;

/// <summary>
/// How sure LinkWatch must be before it believes something. docs/confirmation.md lists the defaults and what follows from them.
/// </summary>
public sealed record ConfirmOptions
{
    public static ConfirmOptions Default { get; } = new();

    /// <summary>What any worse status takes at least, whatever its reasons.</summary>
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

    /// <summary>Readings that cannot tell for this long end what was about to be believed: agreement across them is no agreement.</summary>
    public TimeSpan Blindness { get; init; } = TimeSpan.FromDays(2);

    /// <summary>Further readings where an independent reader saw the link that the deciding one did not.</summary>
    public int DisputeReadings { get; init; } = 1;

    /// <summary>
    /// Absence of a link that was absent and seen again within <see cref="FlappingMemory"/>. About one reading a day, also where the
    /// cadence is a week.
    /// </summary>
    public Window Flapping { get; init; } = new(7, TimeSpan.FromDays(7));

    /// <summary>How long a link counts as flapping after it was seen again.</summary>
    public TimeSpan FlappingMemory { get; init; } = TimeSpan.FromDays(14);

    /// <summary>Other reasons for the same status: history.</summary>
    public Window OtherReasons { get; init; } = new(2, TimeSpan.FromHours(12));

    /// <summary>Another anchor, placement or target: told in the digest.</summary>
    public Window OtherDetail { get; init; } = new(2, TimeSpan.FromHours(12));

    /// <summary>Readings in a row that cannot tell, before the link is flagged unverifiable and the owner told.</summary>
    public Window Unverifiable { get; init; } = new(3, TimeSpan.FromDays(3));

    /// <summary>
    /// How long every reading of an unverifiable link must have said <c>dns</c>, before the owner is told that the domain no longer
    /// resolves.
    /// </summary>
    public TimeSpan Unresolvable { get; init; } = TimeSpan.FromDays(30);

    /// <summary>
    /// Re-checks planned beyond the readings that a window asks for. They must agree too, so a page that is wrong now and then is
    /// believed less, and some that cannot tell do not delay the verdict.
    /// </summary>
    public int SpareReadings { get; init; } = 2;

    /// <summary>The least time between a reading and the re-check it asks for.</summary>
    public TimeSpan RecheckSpacing { get; init; } = TimeSpan.FromHours(1);

    /// <summary>
    /// After the first, second, … reading in a row that cannot tell, where the link is pending or turning: the time to the next. Later
    /// ones wait for the cadence.
    /// </summary>
    public IReadOnlyList<TimeSpan> RecheckAfterUnknown { get; init; } = [TimeSpan.FromHours(1), TimeSpan.FromHours(6)];

    /// <summary>So many readings in a row that cannot tell count as a turn: one alone is a passing fault.</summary>
    public int OutageUnknowns { get; init; } = 2;

    /// <summary>At least so many links of a host must have turned for an outage to be suspected …</summary>
    public int OutageLinks { get; init; } = 5;

    /// <summary>… and more than this share of those read since the first of them turned, in per cent.</summary>
    public int OutagePercent { get; init; } = 30;

    /// <summary>For how long what was read on a host counts, while no outage is suspected.</summary>
    public TimeSpan OutageWindow { get; init; } = TimeSpan.FromHours(24);

    /// <summary>An incident is back when this share of its links returned, in per cent.</summary>
    public int ReturnedPercent { get; init; } = 90;

    /// <summary>How long after it began links still join a host's incident.</summary>
    public TimeSpan IncidentMemory { get; init; } = TimeSpan.FromDays(45);

    /// <summary>So many hosts on which the same page took the place of others, or to whose address they redirect, make a wall …</summary>
    public int SharedReplacementHosts { get; init; } = 3;

    /// <summary>… within this time; after it, what still happens is a new incident.</summary>
    public TimeSpan SharedReplacementMemory { get; init; } = TimeSpan.FromDays(7);
}

/// <summary>How much agreement it takes to believe something.</summary>
/// <param name="Readings">At least so many readings.</param>
/// <param name="Span">From the first to the last of them at least so long, by their planned times.</param>
public sealed record Window(int Readings, TimeSpan Span)
{
    public bool IsMetBy(int readings, TimeSpan span) => readings >= Readings && span >= Span;

    /// <summary>The window that meets both.</summary>
    public Window And(Window other) => new(Math.Max(Readings, other.Readings), Span > other.Span ? Span : other.Span);
}
