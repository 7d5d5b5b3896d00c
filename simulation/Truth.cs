using LinkWatch.Links;

namespace LinkWatch.Simulation;

/// <summary>
/// What the script says about a link: its true status, and what could be observed. Shares no code with the pipeline.
/// </summary>
internal static class Truth
{
    /// <summary>For how long a link seen again after an absence needs the longest window (docs/confirmation.md, Flapping).</summary>
    private static readonly TimeSpan FlappingMemory = TimeSpan.FromDays(14);
    private static readonly TimeSpan FlappingWindow = TimeSpan.FromDays(7);
    private static readonly TimeSpan Cadence = TimeSpan.FromDays(1);

    /// <summary>By then every page has been read by the right clock.</summary>
    private static readonly TimeSpan ClockRepair = TimeSpan.FromDays(1);

    /// <summary>The confirmation window of a host under maintenance or parked.</summary>
    private static readonly TimeSpan ReplacedWindow = TimeSpan.FromHours(72);

    /// <summary>
    /// Whether the link was <paramref name="status"/> at any time from <paramref name="since"/> to <paramref name="at"/>.
    /// </summary>
    public static bool Was(WorldLink link, Status status, DateTimeOffset since, DateTimeOffset at) =>
        link.Truth is { } turn && ChangeTraits.Of(turn.Change).Status == status && turn.From <= at && !(turn.To < since);

    /// <summary>
    /// Whether the link was better than <paramref name="status"/> at any time from <paramref name="since"/> to <paramref name="at"/>.
    /// </summary>
    public static bool WasBetterThan(WorldLink link, Status status, DateTimeOffset since, DateTimeOffset at) =>
        link.Truth is not { } turn || ChangeTraits.Of(turn.Change).Status < status || turn.From > since || turn.To <= at;

    /// <summary>
    /// Whether anything kept the page from being read at any time from <paramref name="since"/> to <paramref name="at"/>.
    /// </summary>
    public static bool WasHidden(World world, WorldLink link, DateTimeOffset since, DateTimeOffset at) =>
        Hiding(world, link).Where(spell => spell.Overlaps(since, at)).Any(spell => FaultTraits.Of(spell.Fault).Effect switch
        {
            FaultEffect.Hides => true,
            FaultEffect.HidesAbsence => Was(link, Status.Lost, since, at),
            _ => false,
        });

    /// <summary>For how long a true change must be observable before it is confirmed.</summary>
    public static TimeSpan WindowOf(World world, WorldLink link, TrueDegradation turn, DateTimeOffset until)
    {
        var traits = ChangeTraits.Of(turn.Change);
        var window = TimeSpan.FromHours(traits.WindowHours);
        if (traits.Status != Status.Lost) return window;
        var misleading = Spells(link).Where(spell => FaultTraits.Of(spell.Fault).IsMisleading && LooksAbsent(spell.Fault)).ToList();
        if (misleading.Exists(spell => spell.From < turn.From && SeenAgainBy(world, link, spell) > turn.From - FlappingMemory))
            return FlappingWindow;
        return misleading.Exists(spell => spell.Overlaps(turn.From, until)) && window < ReplacedWindow ? ReplacedWindow : window;
    }

    /// <summary>
    /// When the link was seen again after a fault, at the latest: once a day, and not while something else hides the page.
    /// </summary>
    private static DateTimeOffset SeenAgainBy(World world, WorldLink link, Spell fault) => Unseen(world, link)
        .OrderBy(spell => spell.From)
        .Aggregate(fault.To, (end, spell) => spell.From <= end + Cadence && spell.To > end ? spell.To : end) + Cadence;

    /// <summary>The part of a time span in which the page could be read as it truly was.</summary>
    public static TimeSpan Clear(World world, WorldLink link, DateTimeOffset from, DateTimeOffset to) =>
        Stretches(world, link, from, to).Aggregate(TimeSpan.Zero, (sum, stretch) => sum + stretch);

    /// <summary>
    /// The same, of the stretch in which there was most of it: after two readings a day apart that saw nothing, docs/confirmation.md
    /// begins to confirm anew.
    /// </summary>
    public static TimeSpan LongestClear(World world, WorldLink link, DateTimeOffset from, DateTimeOffset to) =>
        Stretches(world, link, from, to).Max();

    /// <summary>How much of a page could be read in each stretch between two times when it couldn't for a day or longer.</summary>
    private static IEnumerable<TimeSpan> Stretches(World world, WorldLink link, DateTimeOffset from, DateTimeOffset to)
    {
        var (clear, covered, hidden) = (TimeSpan.Zero, from, TimeSpan.Zero);
        foreach (var spell in Unseen(world, link).Where(spell => spell.Overlaps(from, to)).OrderBy(spell => spell.From))
        {
            if (spell.From > covered)
            {
                clear += spell.From - covered;
                (covered, hidden) = (spell.From, TimeSpan.Zero);
            }

            var end = spell.To < to ? spell.To : to;
            if (end <= covered) continue;
            (hidden, covered) = (hidden + (end - covered), end);
            if (hidden < Cadence) continue;
            yield return clear;
            clear = TimeSpan.Zero;
        }

        yield return to > covered ? clear + (to - covered) : clear;
    }

    /// <summary>The faults of the link's page and host.</summary>
    public static IEnumerable<Spell> Spells(WorldLink link) => link.Page.Faults.Spells.Concat(link.Page.Host.Faults.Spells);

    /// <summary>
    /// What may delay a change: what hides the page, and a wrong clock until it is repaired, after which confirmations begin anew.
    /// </summary>
    private static IEnumerable<Spell> Unseen(World world, WorldLink link) => Hiding(world, link)
        .Concat(world.Ourselves.Spells.Where(spell => spell.Fault == Fault.WrongClocks).Select(spell =>
            spell with { To = spell.To + ClockRepair }));

    private static IEnumerable<Spell> Hiding(World world, WorldLink link) =>
        Spells(link).Where(spell => FaultTraits.Of(spell.Fault).Effect != FaultEffect.None)
            .Concat(world.Ourselves.Spells.Where(spell => spell.Fault == Fault.NetworkFailures));

    private static bool LooksAbsent(Fault fault) => fault is not (Fault.Nofollow or Fault.Noindex);
}
